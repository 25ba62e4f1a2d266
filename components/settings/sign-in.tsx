'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { signIn } from '@/app/settings/actions';
import type { ModelChoices } from '@/lib/studio/types';
import { Button } from '../ui/button';
import { valueOf } from '../ui/result';
import { useErrorText } from '../ui/use-error-text';
import { INPUT, Labelled } from './fields';

/** The key in the address of the link that the server printed, taken out of the address bar at once. */
export function takeKey(): string | undefined {
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key === null) return undefined;
  history.replaceState(history.state, '', location.pathname);
  return key;
}

/** What everyone but the operator sees: whom they may choose, and where the operator comes in. */
export function SignIn({ choices }: { readonly choices: ModelChoices }) {
  const t = useTranslations('models');
  const router = useRouter();
  const errorText = useErrorText();
  const [key, setKey] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = async (given: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await valueOf(signIn(given));
      router.refresh();
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  const latest = useRef(submit);
  useEffect(() => { latest.current = submit; });
  useEffect(() => {
    const given = takeKey();
    if (given !== undefined) void latest.current(given);
  }, []);
  return (
    <div className="grid gap-10 md:grid-cols-2">
      <form className="flex max-w-md flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void submit(key); }}>
        <h2 className="text-[17px] leading-6 font-semibold">{t('signIn.title')}</h2>
        <p className="text-chat text-quiet">{t('signIn.text')}</p>
        <Labelled label={t('signIn.key')} problem={problem}>
          {({ id, describedBy }) => <input id={id} type="password" name="operator-key" autoComplete="current-password" aria-describedby={describedBy} aria-invalid={problem !== undefined} value={key} onChange={(event) => setKey(event.target.value)} className={`${INPUT} h-9`} />}
        </Labelled>
        <div><Button look="solid" type="submit" disabled={busy || key.trim() === ''}>{busy ? t('signIn.busy') : t('signIn.submit')}</Button></div>
      </form>
      <section aria-labelledby="choices">
        <h2 id="choices" className="text-ui text-quiet">{t('signIn.choose')}</h2>
        <ul className="mt-3 flex flex-col gap-2">
          {choices.models.map((model) => (
            <li key={model.id} className="rounded-xl border border-line px-3.5 py-2.5">
              <p className="flex items-center gap-2 text-ui font-medium">{model.name}{model.id === choices.defaultId && <span className="rounded-full bg-hover px-2 text-fine font-normal text-quiet">{t('default')}</span>}</p>
              <p className="text-fine text-quiet">{t(`about.${model.brain}`)}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
