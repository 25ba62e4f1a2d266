'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { rateStep } from '@/app/actions';
import type { StepView } from '@/lib/studio/types';
import { ConsentCard } from '../evolve/consent-card';
import { useConsent } from '../evolve/use-consent';
import { useStudioActions } from '../studio/context';
import { StarRating } from './stars';

/** The user's own stars of a result, for the picture and for how well it does what was asked. The first ones ask whether they may be learnt from. */
export function RateResult({ step }: { readonly step: StepView }) {
  const t = useTranslations('evolve.rate');
  const { rate } = useStudioActions();
  const { consent, give } = useConsent();
  const [asking, setAsking] = useState(false);
  const rows = [['aesthetics', step.stars], ['instruction', step.followed]] as const;
  const answer = async (keeps: boolean) => {
    if (!(await give(keeps))) return;
    setAsking(false);
    // What was said before the question was answered counts as well.
    if (keeps) for (const [about, stars] of rows) if (stars !== undefined) await rateStep(step.id, stars, about);
  };
  return (
    <section aria-label={t('title')} className="flex flex-col gap-2">
      <dl className="grid w-fit grid-cols-[auto_auto] items-center gap-x-2 gap-y-1">
        {rows.map(([about, stars]) => (
          <div key={about} className="contents text-ui text-quiet">
            <dt>{t(about)}</dt>
            <dd><StarRating label={t('of', { what: t(about) })} value={stars} onRate={(value) => { rate(step.id, value, about); setAsking(value > 0); }} /></dd>
          </div>
        ))}
      </dl>
      {asking && consent?.state === 'unasked' && <ConsentCard onAnswer={(keeps) => void answer(keeps)} />}
    </section>
  );
}
