'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LoaderCircle, Signature, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { deleteStyle, listStyles, restoreStyle, styleSettings } from '@/app/style-actions';
import type { StyleView } from '@/lib/studio/types';
import { STYLES_KEY } from '../../library/query-keys';
import { useStudioActions, useStudioData } from '../../studio/context';
import { valueOf } from '../../ui/result';
import { toast } from '../../ui/toast';
import { useErrorText } from '../../ui/use-error-text';

/** Hands that were learnt: one press edits this photo as its owner would, as one step. */
export function StyleRow() {
  const t = useTranslations('style');
  const client = useQueryClient();
  const errorText = useErrorText();
  const { session, selected } = useStudioData();
  const { apply } = useStudioActions();
  const [busy, setBusy] = useState<string | null>(null);
  const { data: styles } = useQuery({ queryKey: STYLES_KEY, queryFn: () => valueOf(listStyles()), staleTime: 60_000 });
  if (!styles || styles.length === 0) return null;
  const guarded = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
    }
  };
  const wear = async ({ id, name }: StyleView) => {
    setBusy(id);
    await guarded(async () => apply(await valueOf(styleSettings(id, session.id, selected.id)), t('step', { name })));
    setBusy(null);
  };
  const refresh = () => void client.invalidateQueries({ queryKey: STYLES_KEY });
  const remove = ({ id, name }: StyleView) => guarded(async () => {
    await valueOf(deleteStyle(id));
    refresh();
    toast(t('deleted', { name }), { action: { label: t('undo'), run: () => void guarded(() => valueOf(restoreStyle(id))).then(refresh) } });
  });
  return (
    <section aria-label={t('mine')} className="px-4 pb-2">
      <h3 className="mb-1 text-fine text-quiet">{t('mine')}</h3>
      <ul className="flex flex-col gap-1">
        {styles.map((style) => (
          <li key={style.id} className="flex items-center gap-1">
            <button type="button" disabled={busy !== null} aria-busy={busy === style.id} aria-label={t('apply', { name: style.name })} onClick={() => void wear(style)} className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-lg border border-line px-2.5 text-ui transition duration-150 hover:bg-hover disabled:opacity-60 pointer-coarse:h-11">
              {busy === style.id ? <LoaderCircle size={14} aria-hidden className="animate-spin" /> : <Signature size={14} aria-hidden className="text-quiet" />}
              <span className="truncate">{style.name}</span>
              <span className="ml-auto shrink-0 text-fine text-quiet">{t('basis', { count: style.edits })}</span>
            </button>
            <button type="button" aria-label={t('remove', { name: style.name })} title={t('remove', { name: style.name })} onClick={() => void remove(style)} className="inline-flex size-8 items-center justify-center rounded-md text-quiet hover:bg-hover hover:text-text pointer-coarse:size-11"><Trash2 size={14} aria-hidden /></button>
          </li>
        ))}
      </ul>
    </section>
  );
}
