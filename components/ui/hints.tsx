'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';

export type HintSide = 'top' | 'bottom' | 'left' | 'right';
/** Attributes of an element that has a hint. */
export type HintMarks = { readonly 'data-hint': string; readonly 'data-hint-key'?: string; readonly 'data-hint-side': HintSide };

/** Milliseconds that the pointer has to rest, that a hint waits for it to come back, and within which the next one follows at once. */
const REST = 500, LEAVE = 120, NEXT = 200;
/** Px between a hint and its element, and between it and the window's edge. */
const GAP = 6, EDGE = 8;

type Shown = { readonly text: string; readonly key: string | undefined; readonly side: HintSide; readonly of: DOMRect };

const hinted = (target: EventTarget | null): HTMLElement | undefined => (target instanceof Element ? (target.closest<HTMLElement>('[data-hint]') ?? undefined) : undefined);
const sideOf = (value: string | undefined): HintSide => (value === 'bottom' || value === 'left' || value === 'right' ? value : 'top');
const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** Where a box of this size goes: beside its element, across from the wanted side where there is no room, never beyond the window. */
function placed({ side, of }: Shown, { width, height }: { readonly width: number; readonly height: number }): { readonly left: number; readonly top: number } {
  const [right, bottom] = [innerWidth - EDGE, innerHeight - EDGE];
  if (side === 'top' || side === 'bottom') {
    const [above, below] = [of.top - GAP - height, of.bottom + GAP];
    const top = side === 'top' ? (above >= EDGE ? above : below) : below + height <= bottom ? below : above;
    return { left: within(of.left + (of.width - width) / 2, EDGE, right - width), top };
  }
  const [before, after] = [of.left - GAP - width, of.right + GAP];
  const left = side === 'left' ? (before >= EDGE ? before : after) : after + width <= right ? after : before;
  return { left, top: within(of.top + (of.height - height) / 2, EDGE, bottom - height) };
}

/** The one layer that shows the hint of whichever marked element is pointed at or focused by key. Hints repeat accessible names: they are for eyes alone. */
export function Hints() {
  const [shown, setShown] = useState<Shown | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let over: HTMLElement | undefined, timer: ReturnType<typeof setTimeout> | undefined, hiddenAt = -Infinity, open = false;
    const show = (element: HTMLElement) => {
      const { hint = '', hintKey, hintSide } = element.dataset;
      open = element.isConnected;
      setShown(open ? { text: hint, key: hintKey, side: sideOf(hintSide), of: element.getBoundingClientRect() } : null);
    };
    const hide = () => {
      clearTimeout(timer);
      if (open) hiddenAt = performance.now();
      open = false;
      setShown(null);
    };
    const point = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse' || (event.target instanceof Node && box.current?.contains(event.target))) return clearTimeout(timer);
      const element = hinted(event.target);
      if (element === over) return element && open ? clearTimeout(timer) : undefined;
      over = element;
      clearTimeout(timer);
      if (element) timer = setTimeout(() => show(element), open || performance.now() - hiddenAt < NEXT ? 0 : REST);
      else timer = setTimeout(hide, LEAVE);
    };
    const press = () => {
      clearTimeout(timer);
      hide();
    };
    const focus = ({ target }: FocusEvent) => {
      const element = hinted(target);
      if (element === target && element?.matches(':focus-visible')) show(element);
    };
    const key = ({ key: name }: KeyboardEvent) => name === 'Escape' && hide();
    const listeners = new AbortController();
    const options = { capture: true, passive: true, signal: listeners.signal };
    document.addEventListener('pointerover', point, options);
    document.addEventListener('pointerdown', press, options);
    document.addEventListener('scroll', hide, options);
    document.addEventListener('focusin', focus, options);
    document.addEventListener('focusout', hide, options);
    document.addEventListener('keydown', key, options);
    return () => {
      listeners.abort();
      clearTimeout(timer);
    };
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (!shown || !element) return;
    const { left, top } = placed(shown, element.getBoundingClientRect());
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
  }, [shown]);
  if (!shown) return null;
  return (
    <div ref={box} aria-hidden data-testid="hint" className="fixed z-60 w-max max-w-64 animate-fade rounded-md border border-line bg-raised px-2 py-1 text-fine text-text shadow-lg">
      {shown.text}
      {shown.key !== undefined && <kbd className="ml-2 font-sans text-quiet">{shown.key}</kbd>}
    </div>
  );
}
