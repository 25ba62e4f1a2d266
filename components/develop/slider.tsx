'use client';

import clsx from 'clsx';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { dragged, fractionOf, keyed, quantise, valueAt, type Range } from './slider-math';
import { calculate } from './words';
import type { Mover } from './movers';

export type SliderProps = {
  readonly name: string;
  readonly label: string;
  /** Its accessible name, where the label says too little on its own. */
  readonly spoken?: string;
  readonly description: string;
  readonly value: number;
  readonly initial: number;
  readonly range: Range;
  readonly show: (value: number) => string;
  readonly mover: Mover | undefined;
  /** A CSS background of the track that tells what the ends mean. */
  readonly track?: string;
  /** What the field shows for one stored unit, where files store another than people read. */
  readonly scale?: number;
  readonly onPreview: (name: string, value: number) => void;
  readonly onCommit: () => void;
};

/** Key presses and wheel turns become one step when they pause for this long, in milliseconds. */
const PAUSE = 700;

export const Slider = memo(function Slider({ name, label, spoken = label, description, value, initial, range, show, mover, track, scale = 1, onPreview, onCommit }: SliderProps) {
  const bar = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; value: number } | null>(null);
  const [dragging, setDragging] = useState(false);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const changed = value !== initial;

  const soon = () => {
    clearTimeout(pause.current);
    pause.current = setTimeout(onCommit, PAUSE);
  };
  const latest = useRef({ value, soon });
  useEffect(() => {
    latest.current = { value, soon };
  });
  const reset = () => {
    onPreview(name, initial);
    onCommit();
  };

  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    // React's wheel listeners are passive; this one keeps the panel from scrolling while a slider is turned.
    const wheel = (event: WheelEvent) => {
      if (document.activeElement !== element || event.deltaY === 0) return;
      event.preventDefault();
      onPreview(name, quantise(latest.current.value - Math.sign(event.deltaY) * range.step * (event.shiftKey ? 1 : 2), range));
      latest.current.soon();
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [name, range, onPreview]);

  const move = useCallback(({ clientX, shiftKey }: PointerEvent) => {
    const [element, held] = [bar.current, drag.current];
    if (!element || !held || clientX === held.x) return;
    const next = dragged(held.value, clientX - held.x, element.getBoundingClientRect().width, range, shiftKey);
    const [was, is] = [quantise(held.value, range), quantise(next, range)];
    drag.current = { x: clientX, value: next };
    if (is !== was) onPreview(name, is);
  }, [name, range, onPreview]);
  // As moves come, where the browser says so: `pointermove` waits for the display's next frame, up to a whole frame of the way to the picture.
  useEffect(() => {
    const element = bar.current;
    const raw = (event: Event) => { if (event instanceof PointerEvent) move(event); };
    element?.addEventListener('pointerrawupdate', raw);
    return () => element?.removeEventListener('pointerrawupdate', raw);
  }, [move]);

  const from = fractionOf(Math.min(value, initial), range) * 100;
  const to = fractionOf(Math.max(value, initial), range) * 100;
  const glide = dragging ? '' : 'transition-[left,width] duration-200 ease-calm';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_4.25rem] items-center gap-x-2 px-4 py-[3px]" title={description}>
      <button type="button" tabIndex={-1} aria-hidden onDoubleClick={reset} className={clsx('flex cursor-default items-center gap-1.5 truncate text-left text-ui', changed ? 'text-text' : 'text-quiet')}>
        <span className="truncate">{label}</span>
        {changed && <MoverMark mover={mover} />}
      </button>
      <ValueField label={spoken} value={value} range={range} scale={scale} show={show} changed={changed} onStep={(next) => { onPreview(name, next); soon(); }} onValue={(next) => { onPreview(name, quantise(next, range)); onCommit(); }} />
      <div
        ref={bar}
        role="slider"
        tabIndex={0}
        aria-label={spoken}
        aria-valuemin={range.min}
        aria-valuemax={range.max}
        aria-valuenow={value}
        aria-valuetext={show(value)}
        data-tool={name}
        className="group relative col-span-2 h-5 touch-pan-y outline-none! pointer-coarse:h-8"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          event.currentTarget.focus({ preventScroll: true });
          const box = event.currentTarget.getBoundingClientRect();
          const at = (event.clientX - box.left) / box.width;
          // On the thumb a drag starts from the value; beside it the slider jumps to the pointer.
          const near = Math.abs(at - fractionOf(value, range)) * box.width < 9;
          const start = near ? value : valueAt(at, range);
          drag.current = { x: event.clientX, value: start };
          setDragging(true);
          if (!near) onPreview(name, start);
        }}
        onPointerMove={({ nativeEvent }) => move(nativeEvent)}
        onPointerUp={() => {
          if (!drag.current) return;
          drag.current = null;
          setDragging(false);
          onCommit();
        }}
        onPointerCancel={() => {
          drag.current = null;
          setDragging(false);
          onCommit();
        }}
        onDoubleClick={reset}
        onKeyDown={(event) => {
          if (event.metaKey || event.ctrlKey || event.altKey) return;
          if (event.key === 'Backspace' || event.key === 'Delete') return reset();
          const next = keyed(value, event.key, event.shiftKey, range);
          if (next === undefined) return;
          event.preventDefault();
          onPreview(name, next);
          soon();
        }}
      >
        <span className={clsx('absolute inset-x-0 top-1/2 -mt-px h-0.5 rounded-full', !track && 'bg-line')} style={track ? { background: track } : undefined} />
        {!track && <span className={clsx('absolute top-1/2 -mt-px h-0.5 rounded-full bg-text', glide)} style={{ left: `${from}%`, width: `${to - from}%` }} />}
        <span className={clsx('absolute top-1/2 -mt-1.5 -ml-1.5 size-3 rounded-full border-2 border-panel bg-text shadow group-focus-visible:ring-2 group-focus-visible:ring-text', glide, dragging && 'scale-125')} style={{ left: `${fractionOf(value, range) * 100}%` }} />
      </div>
    </div>
  );
});

/** Who moved a parameter: the assistant's accent, or the user's own white. */
export function MoverMark({ mover }: { readonly mover: Mover | undefined }) {
  const t = useTranslations('develop');
  const words = mover?.by === 'agent' ? t('movedByAgent') : t('movedByYou');
  return <span aria-hidden data-mover={mover?.by ?? 'user'} className={clsx('size-1.5 shrink-0 rounded-full', mover?.by === 'agent' ? 'bg-accent' : 'bg-text')} title={mover?.title ? t('movedIn', { who: words, step: mover.title }) : words} />;
}

type FieldProps = {
  readonly label: string; readonly value: number; readonly range: Range; readonly scale: number; readonly show: (value: number) => string; readonly changed: boolean;
  readonly onValue: (value: number) => void; readonly onStep: (value: number) => void;
};

/** The value as text: a number, a small sum, or a change (`+=5`, `*2`); the up and down keys step it. */
function ValueField({ label, value, range, scale, show, changed, onValue, onStep }: FieldProps) {
  const t = useTranslations('develop');
  const [typed, setTyped] = useState<string | null>(null);
  // The field is left at once, and what was typed is forgotten only with the next rendering.
  const dropped = useRef(false);
  const finish = () => {
    const number = typed === null || dropped.current ? undefined : calculate(typed, value * scale);
    dropped.current = false;
    setTyped(null);
    if (number !== undefined && number / scale !== value) onValue(number / scale);
  };
  return (
    <input
      inputMode="decimal"
      aria-label={t('valueOf', { label })}
      value={typed ?? show(value)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          dropped.current = true;
          event.currentTarget.blur();
        }
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault();
          const from = typed === null ? value : (calculate(typed, value * scale) ?? value * scale) / scale;
          const next = keyed(from, event.key, event.shiftKey, range);
          setTyped(null);
          if (next !== undefined) onStep(next);
        }
      }}
      className={clsx('h-6 w-full rounded bg-transparent px-1 text-right text-ui tabular-nums hover:bg-raised focus:bg-raised', changed ? 'text-text' : 'text-quiet')}
    />
  );
}
