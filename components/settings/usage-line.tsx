'use client';

import { useFormatter, useTranslations } from 'use-intl';
import type { ModelUsage } from '@/lib/studio/types';

/** What a model was used for this month. */
export function UsageLine({ usage }: { readonly usage: ModelUsage }) {
  const t = useTranslations('models');
  const format = useFormatter();
  const { runs, input, output, dollars } = usage;
  const tokens = format.number(input + output, { notation: 'compact', maximumFractionDigits: 1 });
  const cost = dollars === undefined ? undefined : format.number(dollars, { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: dollars < 0.1 ? 4 : 2 });
  return (
    <p className="text-fine text-quiet tabular-nums" data-testid="usage">
      {input + output === 0 ? t('monthPlain', { runs }) : cost === undefined ? t('monthUnpriced', { runs, tokens }) : t('month', { runs, tokens, cost })}
    </p>
  );
}
