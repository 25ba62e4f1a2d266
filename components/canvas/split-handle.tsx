'use client';

import { ChevronsLeftRight } from 'lucide-react';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';

const KEY_STEP = 0.02;
const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** The line between before (left) and after (right). */
export function SplitHandle({ split, onSplit }: { readonly split: number; readonly onSplit: (split: number) => void }) {
  const t = useTranslations('canvas');
  const ref = useRef<HTMLDivElement>(null);
  const follow = (event: React.PointerEvent) => {
    const box = ref.current?.parentElement?.getBoundingClientRect();
    if (box && event.currentTarget.hasPointerCapture(event.pointerId)) onSplit(clamp((event.clientX - box.left) / box.width));
  };
  return (
    <div
      ref={ref}
      data-canvas-control
      role="slider"
      tabIndex={0}
      aria-label={t('split')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(split * 100)}
      className="absolute inset-y-0 z-10 -ml-5 flex w-10 cursor-ew-resize touch-none items-center justify-center"
      style={{ left: `${split * 100}%` }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={follow}
      onDoubleClick={() => onSplit(0.5)}
      onKeyDown={(event) => {
        const delta = event.key === 'ArrowLeft' ? -KEY_STEP : event.key === 'ArrowRight' ? KEY_STEP : 0;
        if (delta === 0) return;
        event.preventDefault();
        onSplit(clamp(split + delta));
      }}
    >
      <span className="absolute inset-y-0 w-px bg-white/90 shadow-[0_0_3px_rgb(0_0_0/0.7)]" />
      <span className="relative inline-flex size-8 items-center justify-center rounded-full bg-white text-black shadow-lg"><ChevronsLeftRight size={16} aria-hidden /></span>
    </div>
  );
}
