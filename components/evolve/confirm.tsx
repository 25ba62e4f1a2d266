'use client';

import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Modal } from '../ui/modal';

type Props = { readonly title: string; readonly text: string; readonly action: string; readonly danger?: boolean; readonly onYes: () => void; readonly onClose: () => void };

/** Asks before what cannot be taken back. */
export function Confirm({ title, text, action, danger = false, onYes, onClose }: Props) {
  const t = useTranslations('evolve');
  return (
    <Modal open onClose={onClose} title={title} description={text}>
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>{t('cancel')}</Button>
        <Button look={danger ? 'danger' : 'solid'} onClick={() => { onYes(); onClose(); }}>{action}</Button>
      </div>
    </Modal>
  );
}
