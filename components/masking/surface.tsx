'use client';

import clsx from 'clsx';
import type { ComponentProps } from 'react';

type Props = Omit<ComponentProps<'button'>, 'type' | 'onPointerCancel' | 'onLostPointerCapture' | 'onTouchEnd' | 'aria-label'> & {
  readonly label: string;
  /** What was begun is not finished. */
  readonly onCancel: () => void;
};

/** What lies over the picture while a tool draws on it: a button, so that it has a name and keys. */
export function Surface({ label, onCancel, className, ...events }: Props) {
  return (
    <button
      {...events}
      type="button"
      data-canvas-control
      data-canvas-surface
      data-testid="mask-surface"
      aria-label={label}
      className={clsx('absolute inset-0 block touch-none outline-none focus-visible:ring-2 focus-visible:ring-white/80', className)}
      onPointerCancel={onCancel}
      onLostPointerCapture={onCancel}
      // The click that would follow a tap would meet the handles that the tap has brought.
      onTouchEnd={(event) => event.preventDefault()}
    />
  );
}
