'use client';

import { PencilLine } from 'lucide-react';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { useStudio, useStudioActions, useStudioData, useStudioStore, type ShownRun } from '../studio/context';
import { COMPOSER_ID } from '../studio/ids';
import { IconButton } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { SentChips } from './sent-chips';
import { beginEditing } from './begin-editing';

/** Shown when the pointer or the focus is near, always where there is no pointer to come near. */
export const NEARBY = 'opacity-0 transition duration-150 group-hover/near:opacity-100 group-focus-within/near:opacity-100 pointer-coarse:opacity-100';

/** What the user said, with what went with it; it can be copied, and said anew. */
export function Said({ run }: { readonly run: ShownRun }) {
  const t = useTranslations('composer');
  const store = useStudioStore();
  const { tree, photoUnder } = useStudioData();
  const { select } = useStudioActions();
  const isEdited = useStudio((state) => state.editing?.runId === run.id);
  const from = tree.byId.get(run.fromStepId);
  const edit = () => {
    if (!from) return;
    beginEditing(store, run, photoUnder(from));
    select(from.id);
    const field = document.getElementById(COMPOSER_ID);
    field?.focus();
    if (field instanceof HTMLTextAreaElement) requestAnimationFrame(() => field.setSelectionRange(field.value.length, field.value.length));
  };
  return (
    <div className="group/near flex flex-col gap-1.5">
      <SentChips pointed={run.pointed} reference={run.reference} />
      <div className="flex items-center justify-end gap-1.5">
        <div className={clsx('flex shrink-0', NEARBY)}>
          <CopyButton label={t('copyMessage')} text={() => run.instruction} />
          {from && !from.hidden && <IconButton side="top" label={t('edit')} onClick={edit}><PencilLine size={14} aria-hidden /></IconButton>}
        </div>
        <p data-testid="said" data-edited={isEdited} className={clsx('min-w-0 rounded-2xl rounded-br-md bg-raised px-3.5 py-2 text-chat break-words whitespace-pre-wrap', isEdited && 'ring-2 ring-accent')}>
          {run.instruction}
          {isEdited && <span className="sr-only">{t('beingEdited')}</span>}
        </p>
      </div>
    </div>
  );
}
