'use client';

import { useTranslations } from 'use-intl';
import { Modal } from '../ui/modal';

const KEYS = [
  ['←  →', 'scrub'], ['\\', 'before'], ['Y', 'split'], ['Z', 'zoom'], ['⌘ +  ⌘ −', 'zoomStep'], ['H', 'histogram'], ['O', 'veil'],
  ['⌘ Z', 'undo'], ['⇧ ⌘ Z', 'redo'], ['/', 'ask'], ['Enter', 'send'], ['Esc', 'stop'], ['⌘ E', 'export'], ['⌘ B', 'rail'],
] as const;

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('keys');
  return (
    <Modal open onClose={onClose} title={t('title')} description={t('note')}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2 text-ui">
        {KEYS.map(([key, name]) => (
          <div key={name} className="contents">
            <dt><kbd className="rounded-md border border-line bg-raised px-1.5 py-0.5 font-sans whitespace-pre">{key}</kbd></dt>
            <dd className="text-quiet">{t(name)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
