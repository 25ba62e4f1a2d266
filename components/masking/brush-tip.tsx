'use client';

import { useImperativeHandle, useRef, type Ref } from 'react';

export type BrushTip = {
  /** Follows the pointer; fingers hide what it would show. */
  readonly move: (event: { readonly clientX: number; readonly clientY: number; readonly pointerType: string }, erasing: boolean) => void;
  readonly hide: () => void;
};

type Props = {
  readonly ref: Ref<BrushTip>;
  /** CSS px. */
  readonly radius: number;
  /** Share of the radius that is fully covered. */
  readonly hardness: number;
  readonly erasing: boolean;
};

const LINE = 'rounded-full border border-white shadow-[0_0_0_1px_rgb(0_0_0/0.6),inset_0_0_0_1px_rgb(0_0_0/0.35)]';

/** The brush under the pointer: its rim, where it is full, and what it does. Moved without React, so that it never lags. */
export function BrushTip({ ref, radius, hardness, erasing }: Props) {
  const element = useRef<HTMLSpanElement>(null);
  useImperativeHandle(ref, () => ({
    move: ({ clientX, clientY, pointerType }, erases) => {
      const box = element.current?.parentElement?.getBoundingClientRect();
      if (!element.current || !box || pointerType === 'touch') return;
      element.current.style.transform = `translate(${clientX - box.left}px, ${clientY - box.top}px)`;
      element.current.style.visibility = 'visible';
      element.current.dataset.erases = String(erases);
    },
    hide: () => { if (element.current) element.current.style.visibility = 'hidden'; },
  }), []);
  return (
    <span ref={element} aria-hidden data-testid="brush-tip" data-erases={erasing} className="group pointer-events-none invisible absolute top-0 left-0">
      <span className={`absolute -translate-1/2 ${LINE}`} style={{ width: 2 * radius, height: 2 * radius }} />
      {hardness < 0.98 && hardness > 0.02 && <span className="absolute -translate-1/2 rounded-full border border-dashed border-white/80" style={{ width: 2 * radius * hardness, height: 2 * radius * hardness }} />}
      <span className="absolute -translate-1/2 text-ui font-medium text-white [text-shadow:0_0_2px_#000,0_0_2px_#000]">{erasing ? '−' : <><span className="group-data-[erases=true]:hidden">+</span><span className="hidden group-data-[erases=true]:inline">−</span></>}</span>
    </span>
  );
}
