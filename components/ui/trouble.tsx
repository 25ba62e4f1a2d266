'use client';

import { useTranslations } from 'use-intl';
import { Button, buttonClass } from './button';
import { Logo } from './logo';

type Props = { readonly kind: 'session' | 'share' | 'page' | 'broken'; readonly message?: string; readonly onRetry?: () => void };

/** A page that cannot be shown: what happened and what to do. */
export function Trouble({ kind, message, onRetry }: Props) {
  const t = useTranslations('errors');
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-center justify-center gap-3 px-6 text-center">
      <title>{t(`${kind}.title`)}</title>
      <Logo size={28} />
      <h1 className="mt-2 text-[22px] leading-7 font-semibold text-balance">{t(`${kind}.title`)}</h1>
      <p role={kind === 'broken' ? 'alert' : undefined} className="text-chat text-quiet">{message ?? t(`${kind}.text`)}</p>
      <div className="mt-2 flex gap-2">
        {onRetry && <Button look="solid" onClick={onRetry}>{t('again')}</Button>}
        {/* oxlint-disable-next-line next/no-html-link-for-pages -- loaded anew: what broke is left behind, and no page carries a router’s link for one that is not shown */}
        <a href="/" className={buttonClass()}>{t('home')}</a>
      </div>
    </main>
  );
}
