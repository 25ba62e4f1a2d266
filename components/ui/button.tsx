'use client';

import clsx from 'clsx';
import { cloneElement, type ComponentProps, type ReactElement, type ReactNode } from 'react';
import type { HintMarks, HintSide } from './hints';

type Look = 'solid' | 'plain' | 'quiet' | 'danger';

const LOOKS: Readonly<Record<Look, string>> = {
  solid: 'bg-solid text-on-solid hover:opacity-90',
  plain: 'border border-line bg-raised text-text hover:bg-hover',
  quiet: 'text-quiet hover:bg-hover hover:text-text',
  danger: 'border border-line text-danger hover:bg-hover',
};

/** A button's looks, for what is one by its looks only. */
export const buttonClass = (look: Look = 'plain', ...more: readonly (string | undefined)[]): string =>
  clsx('inline-flex h-8 items-center justify-center gap-1.5 rounded-lg px-3 text-ui font-medium whitespace-nowrap transition duration-150 disabled:opacity-40', LOOKS[look], ...more);

type ButtonProps = ComponentProps<'button'> & { readonly look?: Look };

export function Button({ look = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={buttonClass(look, className)}
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
  readonly side?: HintSide;
  readonly children: ReactNode;
};

/** What `Hints` looks for. */
const marksOf = (label: string, hint: string | undefined, side: HintSide): HintMarks => ({ 'data-hint': label, ...(hint !== undefined && { 'data-hint-key': hint }), 'data-hint-side': side });

export function IconButton({ label, hint, pressed, side = 'bottom', look = 'quiet', className, children, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      aria-pressed={pressed}
      {...marksOf(label, hint, side)}
      className={clsx('inline-flex size-8 shrink-0 items-center justify-center rounded-lg transition duration-150 disabled:opacity-35 pointer-coarse:size-10', pressed ? 'bg-hover text-text' : LOOKS[look], className)}
      {...rest}
    >
      {children}
    </button>
  );
}

type HintProps = { readonly label: string; readonly hint?: string; readonly side?: HintSide; readonly children: ReactElement<Partial<HintMarks>> };

/** Gives its only child, an element of the page, a hint. */
export const Hint = ({ label, hint, side = 'top', children }: HintProps) => cloneElement(children, marksOf(label, hint, side));
