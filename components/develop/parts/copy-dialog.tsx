'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { partsMoved } from '@/lib/develop/settings';
import { Button } from '../../ui/button';
import { copyText } from '../../ui/copy-text';
import { Modal } from '../../ui/modal';
import { toast } from '../../ui/toast';
import { useDevelop } from '../use-develop';
import { clipboardText } from './clipboard';
import { PartsPicker, usualParts } from './parts-picker';

/** Chooses what goes on the clipboard. */
export function CopyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('develop');
  const { settings, starting } = useDevelop();
  const [parts, setParts] = useState(() => usualParts(settings, starting));
  const copy = async () => {
    if (!(await copyText(clipboardText(settings, parts)))) return toast(t('copyFailed'), { tone: 'error' });
    toast(t('copied', { count: parts.length }));
    onClose();
  };
  return (
    <Modal open onClose={onClose} title={t('copyTitle')} description={t('copyHint')}>
      <form onSubmit={(event) => { event.preventDefault(); void copy(); }}>
        <PartsPicker chosen={parts} moved={partsMoved(settings, starting)} onChosen={setParts} />
        <div className="mt-4 flex justify-end"><Button look="solid" type="submit" disabled={parts.length === 0}>{t('copy')}</Button></div>
      </form>
    </Modal>
  );
}
