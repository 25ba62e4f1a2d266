'use client';

import { CircleAlert, X } from 'lucide-react';
import clsx from 'clsx';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { create } from 'zustand';

type Toast = {
  readonly id: number;
  readonly tone: 'info' | 'error';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
};

const LIFE = { info: 6_000, error: 12_000 } as const;
const AT_MOST = 3;
let lastId = 0;

const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

export function toast(text: string, options: { readonly tone?: Toast['tone']; readonly action?: Toast['action'] } = {}): void {
  const next: Toast = { id: ++lastId, tone: options.tone ?? 'info', text, action: options.action };
  // The same complaint twice is one complaint.
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.filter((old) => old.text !== text), next].slice(-AT_MOST) }));
}

function dismiss(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one.id !== id) }));
}

/** Where toasts appear: in the flow of the page that places it, so that they never lie over the picture. */
export function Toasts({ className }: { readonly className?: string }) {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div role="status" aria-live="polite" className={clsx('flex flex-col gap-2 empty:hidden', className)}>
      {toasts.map((one) => <ToastCard key={one.id} toast={one} />)}
    </div>
  );
}

function ToastCard({ toast: { id, tone, text, action } }: { readonly toast: Toast }) {
  const t = useTranslations('common');
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), LIFE[tone]);
    return () => clearTimeout(timer);
  }, [id, tone]);
  return (
    <div className="flex animate-rise items-start gap-2 rounded-xl border border-line bg-raised px-3 py-2 text-ui shadow-lg">
      {tone === 'error' && <CircleAlert size={15} aria-hidden className="mt-0.5 shrink-0 text-danger" />}
      <p className="min-w-0 flex-1 break-words">{text}</p>
      {action && (
        <button type="button" className="-my-0.5 min-h-6 shrink-0 rounded px-1 font-semibold underline underline-offset-2 pointer-coarse:min-h-10 pointer-coarse:px-2" onClick={() => { action.run(); dismiss(id); }}>
          {action.label}
        </button>
      )}
      <button type="button" aria-label={t('dismiss')} className="-my-0.5 -mr-1 inline-flex size-6 shrink-0 items-center justify-center rounded text-quiet hover:text-text pointer-coarse:size-10" onClick={() => dismiss(id)}>
        <X size={15} aria-hidden />
      </button>
    </div>
  );
}
