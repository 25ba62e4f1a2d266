'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { KINDS, total, type Counts } from '@/lib/evolve/own/kinds';

/** Judgements by where they come from: what is learnt from is never more than this. */
export function Learnt({ counts, title, empty, testId }: { readonly counts: Counts; readonly title: string; readonly empty?: string; readonly testId: string }) {
  const t = useTranslations('evolve.learnt');
  const format = useFormatter();
  if (total(counts) === 0) return empty === undefined ? null : <p className="text-ui">{empty}</p>;
  return (
    <div className="text-ui" data-testid={testId}>
      <p>{title}</p>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-quiet">
        {KINDS.filter((kind) => (counts[kind] ?? 0) > 0).map((kind) => <li key={kind} data-kind={kind}><span className="text-text tabular-nums">{format.number(counts[kind] ?? 0)}</span> {t(kind, { count: counts[kind] ?? 0 })}</li>)}
      </ul>
    </div>
  );
}
