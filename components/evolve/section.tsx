import clsx from 'clsx';
import { useId, type ReactNode } from 'react';

type Props = { readonly title: string; readonly text?: string; readonly aside?: ReactNode; readonly className?: string; readonly children: ReactNode; readonly testId?: string };

/** A part of the evolve page: what it is, in words, and what there is of it. */
export function Section({ title, text, aside, className, children, testId }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} data-testid={testId} className={clsx('flex min-w-0 flex-col gap-3.5 rounded-2xl border border-line bg-panel p-4 sm:p-5', className)}>
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 id={id} className="text-chat font-semibold">{title}</h2>
          {text !== undefined && <p className="mt-0.5 max-w-prose text-ui text-quiet">{text}</p>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
