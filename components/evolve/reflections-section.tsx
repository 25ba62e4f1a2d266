'use client';

import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { FALLBACKS } from '@/lib/evolve/tutor/account';
import type { TrainingRunView, TutorView } from '@/lib/studio/evolve/types';
import { Thumb } from '../ui/thumb';
import { Section } from './section';

/** Lessons of the latest training: the result that fell short, the better one, and what went wrong. */
export function ReflectionsSection({ run }: { readonly run: TrainingRunView }) {
  const t = useTranslations('evolve.reflections');
  const locale = useLocale();
  const format = useFormatter();
  const points = (value: number) => format.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <Section title={t('title')} text={t('text')} testId="reflections">
      {run.tutor && <Tutor tutor={run.tutor} />}
      <ul className="grid gap-4 md:grid-cols-2">
        {run.reflections.map(({ n, instruction, badScore, goodScore, text }) => (
          <li key={n} className="overflow-hidden rounded-xl border border-line">
            <div className="grid grid-cols-2 gap-px bg-line">
              {([['bad', badScore], ['good', goodScore]] as const).map(([side, score]) => (
                <figure key={side} className="bg-panel">
                  <Thumb src={`/api/trainings/${run.id}/${n}-${side}`} lazy className="aspect-[4/3] w-full bg-canvas object-contain" />
                  <figcaption className="flex items-baseline justify-between gap-2 px-3 py-1.5 text-ui"><span className={side === 'bad' ? 'text-quiet' : 'font-medium'}>{t(side)}</span><span className="tabular-nums">{points(score)}</span></figcaption>
                </figure>
              ))}
            </div>
            <div className="px-3 py-2.5 text-ui">
              <p className="font-medium">{instruction}</p>
              <p className="mt-1 text-quiet">{text[locale]}</p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Tutor({ tutor: { model, written, embedded, fallbacks } }: { readonly tutor: TutorView }) {
  const t = useTranslations('evolve.reflections');
  const format = useFormatter();
  const reasons = FALLBACKS.flatMap((reason) => (fallbacks[reason] ? [t(`fallbacks.${reason}`, { count: fallbacks[reason] })] : []));
  return (
    <p className="text-ui" data-testid="tutor">
      {t('tutor', { model, written, of: written + embedded })}
      {reasons.length > 0 && <span className="text-quiet">{' '}{t('embedded', { count: embedded, reasons: format.list(reasons) })}</span>}
    </p>
  );
}
