'use client';

import { EllipsisVertical } from 'lucide-react';
import { useEffect, useRef, useState, type ComponentType, type ReactNode } from 'react';
import type { StepView } from '@/lib/studio/types';
import { useStudioData } from '../studio/context';
import { MenuButton, type MenuProps } from '../ui/menu-button';

const load = () => import('./step-items').then((part) => part.StepItems);
/** Milliseconds of a finger that asks for the menu; not every browser says so itself. */
const LONG_PRESS = 700;

/** Opens the menu of a step from a button. */
export function StepMenuButton({ step, label, className }: { readonly step: StepView; readonly label: string; readonly className?: string }) {
  return (
    <MenuButton load={load} menu={{ step }} aria-label={label} title={label} className={className ?? 'inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-quiet transition duration-150 hover:bg-hover hover:text-text data-[state=open]:bg-hover'}>
      <EllipsisVertical size={16} aria-hidden />
    </MenuButton>
  );
}

type Opened = { readonly Menu: ComponentType<MenuProps & { readonly step: StepView; readonly onClose?: () => void }>; readonly stepId: string; readonly x: number; readonly y: number; readonly at: number };

/** Opens the menu of whichever step (`data-step`) is clicked with the other button, or held on a touch screen. */
export function StepContextMenu({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  const { tree } = useStudioData();
  const [opened, setOpened] = useState<Opened | null>(null);
  const held = useRef<ReturnType<typeof setTimeout>>(undefined);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => () => clearTimeout(held.current), []);
  const step = opened && tree.byId.get(opened.stepId);
  const open = (target: EventTarget, x: number, y: number): boolean => {
    const stepId = target instanceof Element ? target.closest<HTMLElement>('[data-step]')?.dataset.step : undefined;
    if (stepId !== undefined) void load().then((Menu) => setOpened({ Menu, stepId, x, y, at: performance.now() }), () => undefined);
    return stepId !== undefined;
  };
  const release = () => clearTimeout(held.current);
  // Radix gives the focus back to its trigger, which is only a place here.
  const refocus = () => requestAnimationFrame(() => { if (opened) box.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(opened.stepId)}"]`)?.focus({ preventScroll: true }); });
  return (
    <div
      ref={box}
      className={className}
      onContextMenu={(event) => {
        event.preventDefault();
        release();
        open(event.target, event.clientX, event.clientY);
      }}
      onPointerDown={({ pointerType, target, clientX, clientY }) => {
        release();
        if (pointerType === 'touch') held.current = setTimeout(() => open(target, clientX, clientY), LONG_PRESS);
      }}
      onPointerMove={release}
      onPointerUp={release}
      onPointerCancel={release}
    >
      {children}
      {opened && step && <opened.Menu key={opened.at} step={step} onClose={refocus} trigger={<span aria-hidden className="pointer-events-none fixed size-0" style={{ left: opened.x, top: opened.y }} />} />}
    </div>
  );
}
