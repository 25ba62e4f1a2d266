'use client';

import { useFormatter, useTranslations } from 'use-intl';
import type { CurveView } from '@/lib/studio/evolve/types';

const COLUMNS = [['reward', 2], ['kl', 3], ['srcc', 2], ['plcc', 2]] as const;

/** The numbers of the curves, for whoever would rather read them. */
export function CurveTable({ curve }: { readonly curve: CurveView }) {
  const t = useTranslations('evolve.training.curves');
  const format = useFormatter();
  return (
    <details className="text-ui">
      <summary className="w-fit text-quiet hover:text-text">{t('asTable')}</summary>
      {/* Scrolls by key as well. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div role="region" aria-label={t('asTable')} tabIndex={0} className="mt-2 max-h-64 overflow-auto rounded-lg border border-line">
        <table className="w-full text-right tabular-nums">
          <thead><tr className="text-quiet"><th scope="col" className="px-3 py-1.5 font-normal">{t('round')}</th>{COLUMNS.map(([id]) => <th key={id} scope="col" className="px-3 py-1.5 font-normal">{t(id)}</th>)}</tr></thead>
          <tbody>{curve.map((point) => <tr key={point.round} className="border-t border-line"><th scope="row" className="px-3 py-1 font-normal">{point.round}</th>{COLUMNS.map(([id, digits]) => <td key={id} className="px-3 py-1">{format.number(point[id], { minimumFractionDigits: digits, maximumFractionDigits: digits })}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </details>
  );
}
