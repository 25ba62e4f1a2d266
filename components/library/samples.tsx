'use client';

import { LoaderCircle } from 'lucide-react';
import clsx from 'clsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { createFromSample, listSamples } from '@/app/actions';
import type { Locale, SampleView } from '@/lib/studio/types';
import { valueOf } from '../ui/result';
import { Thumb } from '../ui/thumb';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';

type Props = { readonly initial: readonly SampleView[]; /** Language of `initial`. */ readonly initialLocale: Locale; /** Small, below photos of one's own. */ readonly small: boolean; readonly onOpen: (sessionId: string) => void };

/** Photos to begin with, for whoever has none at hand. Their titles come from the server in the language that is shown. */
export function Samples({ initial, initialLocale, small, onOpen }: Props) {
  const t = useTranslations('library');
  const locale = useLocale();
  const errorText = useErrorText();
  const [opening, setOpening] = useState<string | null>(null);
  const { data: samples = initial } = useQuery({ queryKey: ['samples', locale], queryFn: () => valueOf(listSamples()), ...(locale === initialLocale && { initialData: initial }) });
  if (samples.length === 0) return null;
  const take = async (sample: SampleView) => {
    setOpening(sample.id);
    try {
      onOpen((await valueOf(createFromSample(sample.id, locale))).sessionId);
    } catch (error) {
      setOpening(null);
      toast(errorText(error), { tone: 'error' });
    }
  };
  return (
    <section aria-labelledby="samples">
      <h2 id="samples" className="mb-3 text-ui text-quiet">{t('samples')}</h2>
      <ul className={clsx('grid gap-3', small ? 'grid-cols-3 sm:grid-cols-4 xl:grid-cols-8' : 'grid-cols-2 sm:grid-cols-4')}>
        {samples.map((sample) => (
          <li key={sample.id}>
            <button type="button" disabled={opening !== null} aria-busy={opening === sample.id} aria-label={t('openSample', { title: sample.title })} onClick={() => void take(sample)} className="group relative block aspect-[4/3] w-full overflow-hidden rounded-2xl bg-raised">
              <Thumb src={sample.src} lazy className="h-full w-full object-cover object-top transition duration-200 group-hover:scale-[1.02]" />
              <span className="absolute inset-x-0 bottom-0 bg-linear-to-t from-black/75 to-transparent px-3 pt-8 pb-2 text-left text-white">
                <span className="block text-ui font-medium">{sample.title}</span>
                <span className="block truncate text-fine text-white/80">{sample.credit}</span>
              </span>
              {opening === sample.id && <span className="absolute inset-0 flex items-center justify-center bg-black/40"><LoaderCircle aria-hidden className="animate-spin text-white" /></span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
