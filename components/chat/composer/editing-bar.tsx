'use client';

import { PencilLine, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useStudio, useStudioData } from '../../studio/context';
import { IconButton } from '../../ui/button';

/** Over the composer while an earlier message is edited: what that means, and the way out. */
export function EditingBar({ onLeave }: { readonly onLeave: () => void }) {
  const t = useTranslations('composer');
  const original = useTranslations('history')('original');
  const { tree } = useStudioData();
  const editing = useStudio((state) => state.editing);
  if (!editing) return null;
  const from = tree.byId.get(editing.fromStepId);
  return (
    <div role="status" data-testid="editing-bar" className="flex animate-rise items-start gap-2 rounded-xl bg-accent-soft py-1 pr-1 pl-3 text-ui">
      <PencilLine size={14} aria-hidden className="mt-1.5 shrink-0 text-accent" />
      <p className="min-w-0 flex-1 py-1"><b className="font-medium">{t('editing')}</b> <span className="text-quiet">{t('editingMore', { title: !from || from.parentId === null ? original : from.title })}</span></p>
      <IconButton side="top" label={t('leaveEdit')} onClick={onLeave}><X size={15} aria-hidden /></IconButton>
    </div>
  );
}
