'use client';

import { useTranslations } from 'use-intl';
import { Modal } from '../ui/modal';
import { keyMap, shownKeys, type KeyPlace } from './keys';

type Props = { readonly places?: readonly KeyPlace[]; readonly onClose: () => void };

/** The keyboard map, as the table has it. */
export function KeysDialog({ places = ['studio', 'everywhere'], onClose }: Props) {
  const t = useTranslations('keys');
  return (
    <Modal open onClose={onClose} title={t('title')} description={t('note')}>
      <div className="flex flex-col gap-4">
        {keyMap(places).map(({ group, rows }) => (
          <section key={group} aria-labelledby={`keys-${group}`}>
            <h3 id={`keys-${group}`} className="mb-1.5 text-ui font-medium">{t(`groups.${group}`)}</h3>
            <dl className="grid grid-cols-[8.5rem_1fr] gap-x-4 gap-y-1.5 text-ui">
              {rows.map((row) => (
                <div key={row.name} className="contents">
                  <dt className="flex flex-wrap gap-1">{shownKeys(row).map((key) => <kbd key={key} className="rounded-md border border-line bg-raised px-1.5 py-0.5 font-sans whitespace-pre">{key}</kbd>)}</dt>
                  <dd className="py-0.5 text-quiet">{t(`names.${row.name}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
