'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { autoSettings } from '@/app/actions';
import type { AutoPart } from '@/lib/studio/auto';
import { useStudioData } from '../studio/context';
import { valueOf } from '../ui/result';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { useDevelop } from './use-develop';

/** Measured on the photo, set as sliders: one step that can be moved on or undone. */
export function AutoButton({ part }: { readonly part: AutoPart }) {
  const t = useTranslations('develop');
  const { session, selected } = useStudioData();
  const { set } = useDevelop();
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const apply = async () => {
    setBusy(true);
    try {
      set(await valueOf(autoSettings(session.id, selected.id, part)));
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" disabled={busy} aria-busy={busy} aria-label={t(part === 'tone' ? 'autoTone' : 'autoBalance')} title={t(part === 'tone' ? 'autoTone' : 'autoBalance')} onClick={apply} className="h-6 rounded-md border border-line px-2 text-fine text-quiet transition duration-150 hover:text-text disabled:opacity-50">
      {t('auto')}
    </button>
  );
}
