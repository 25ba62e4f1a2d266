'use client';

import { Tooltip } from 'radix-ui';
import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

type Look = 'solid' | 'plain' | 'quiet' | 'danger';

const LOOKS: Readonly<Record<Look, string>> = {
  solid: 'bg-solid text-on-solid hover:opacity-90',
  plain: 'border border-line bg-raised text-text hover:bg-hover',
  quiet: 'text-quiet hover:bg-hover hover:text-text',
  danger: 'border border-line text-danger hover:bg-hover',
};

type ButtonProps = ComponentProps<'button'> & { readonly look?: Look };

export function Button({ look = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={clsx('inline-flex h-8 items-center justify-center gap-1.5 rounded-lg px-3 text-ui font-medium whitespace-nowrap transition duration-150 disabled:opacity-40', LOOKS[look], className)}
      {...rest}
    />
  );
}

type IconButtonProps = Omit<ButtonProps, 'children' | 'aria-label'> & {
  /** Its accessible name, and the tooltip's words. */
  readonly label: string;
  /** The key that does the same, shown in the tooltip. */
  readonly hint?: string;
  readonly pressed?: boolean;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly children: ReactNode;
};

export function IconButton({ label, hint, pressed, side = 'bottom', look = 'quiet', className, children, type = 'button', ...rest }: IconButtonProps) {
  return (
    <Hint label={label} hint={hint} side={side}>
      <button
        type={type}
        aria-label={label}
        aria-pressed={pressed}
        className={clsx('inline-flex size-8 shrink-0 items-center justify-center rounded-lg transition duration-150 disabled:opacity-35 pointer-coarse:size-10', pressed ? 'bg-hover text-text' : LOOKS[look], className)}
        {...rest}
      >
        {children}
      </button>
    </Hint>
  );
}

type HintProps = { readonly label: string; readonly hint?: string; readonly side?: 'top' | 'bottom' | 'left' | 'right'; readonly children: ReactNode };

export function Hint({ label, hint, side = 'top', children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content side={side} sideOffset={6} collisionPadding={8} className="z-50 max-w-64 animate-fade rounded-md border border-line bg-raised px-2 py-1 text-fine text-text shadow-lg">
          {label}
          {hint !== undefined && <kbd className="ml-2 font-sans text-quiet">{hint}</kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
