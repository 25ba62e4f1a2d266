'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { partsMoved, patchOfParts } from '@/lib/develop/settings';
import { Button } from '../../ui/button';
import { Modal } from '../../ui/modal';
import { PartsPicker, usualParts } from '../parts/parts-picker';
import { useDevelop } from '../use-develop';
import { useLooks } from './use-looks';

/** Keeps what this photo looks like, for others. */
export function SaveLookDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('develop');
  const { settings, starting } = useDevelop();
  const { save } = useLooks();
  const [name, setName] = useState('');
  const [parts, setParts] = useState(() => usualParts(settings, starting));
  const [busy, setBusy] = useState(false);
  const keep = async () => {
    setBusy(true);
    // A look says what it moves; what it leaves alone is the next photo's own.
    const patch = Object.fromEntries(Object.entries(patchOfParts(settings, parts)).filter(([, value]) => value !== null));
    if (await save(name.trim(), patch)) onClose();
    else setBusy(false);
  };
  return (
    <Modal open onClose={onClose} title={t('saveLook')} description={t('saveLookHint')}>
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
        <label className="flex flex-col gap-1 text-ui">{t('lookName')}<input value={name} maxLength={100} onChange={(event) => setName(event.target.value)} className="h-8 rounded-md border border-line bg-raised px-2" /></label>
        <PartsPicker chosen={parts} moved={partsMoved(settings, starting)} onChosen={setParts} />
        <div className="flex justify-end"><Button look="solid" type="submit" disabled={busy || name.trim() === '' || partsMoved(settings, starting).every((part) => !parts.includes(part))}>{t('save')}</Button></div>
      </form>
    </Modal>
  );
}
