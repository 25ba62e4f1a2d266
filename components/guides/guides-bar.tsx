'use client';

import { Check, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { applyPatch } from '@/lib/develop/settings';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../studio/context';
import { Button, IconButton } from '../ui/button';
import { guidesOf, MOST_GUIDES, withGuides } from './guides';

/** How many guides there are and what to do next, at the top of the picture. */
export function GuidesBar() {
  const t = useTranslations('draw.guides');
  const store = useStudioStore();
  const { selected } = useStudioData();
  const { commit } = useStudioActions();
  const chosen = useStudio((state) => state.guide);
  const draft = useStudio((state) => state.draft);
  const guides = guidesOf(draft ? applyPatch(selected.settings, draft) : selected.settings);
  const remove = () => {
    store.setState((state) => ({ guide: null, draft: { ...state.draft, ...withGuides(chosen === null ? [] : guides.filter((_, index) => index !== chosen)) } }));
    commit();
  };
  return (
    <div data-canvas-control data-testid="guides-bar" className="absolute inset-x-0 top-3 z-10 mx-auto flex w-fit max-w-[94%] animate-fade flex-col items-center gap-1.5">
      <div role="toolbar" aria-label={t('bar')} className="flex items-center gap-1 rounded-xl border border-line bg-panel p-1 shadow-lg">
        <p role="status" className="px-2 text-ui text-quiet tabular-nums">{t('count', { count: guides.length, most: MOST_GUIDES })}</p>
        {guides.length > 0 && <IconButton label={chosen === null ? t('clear') : t('remove', { number: chosen + 1 })} hint={chosen === null ? undefined : 'Delete'} onClick={remove}><Trash2 size={16} aria-hidden /></IconButton>}
        <Button look="solid" className="pointer-coarse:h-11" onClick={() => store.setState({ guiding: false, guide: null })}><Check size={14} aria-hidden />{t('done')}</Button>
      </div>
      {guides.length < 2 && <p className="rounded-md bg-black/65 px-2 py-1 text-center text-fine text-white">{t(guides.length === 0 ? 'first' : 'second')}</p>}
    </div>
  );
}
