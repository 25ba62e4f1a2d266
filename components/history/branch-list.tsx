'use client';

import clsx from 'clsx';
import { Popover } from 'radix-ui';
import { useTranslations } from 'use-intl';
import { THUMB_EDGE, type PictureUrl } from '../studio/urls';
import type { MenuProps } from '../ui/menu-button';
import { Thumb } from '../ui/thumb';
import type { StripStep } from './film-strip';

type Props = MenuProps & { readonly branches: readonly StripStep[]; readonly onSelect: (id: string) => void; readonly pictureUrl: PictureUrl };

/** The branches that leave at one place of the strip. Begins open. */
export function BranchList({ trigger, branches, onSelect, pictureUrl }: Props) {
  const t = useTranslations('history');
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content side="top" sideOffset={8} collisionPadding={8} className="z-40 w-64 animate-fade rounded-xl border border-line bg-panel p-1.5 shadow-2xl">
          <p className="px-2 py-1 text-fine text-quiet">{t('otherBranches')}</p>
          {branches.map((step) => (
            <Popover.Close asChild key={step.id}>
              <button type="button" onClick={() => onSelect(step.id)} className="flex w-full items-center gap-2 rounded-lg p-1.5 text-left text-ui hover:bg-hover">
                <Thumb src={pictureUrl(step, THUMB_EDGE)} className={clsx('h-10 w-14 shrink-0 rounded object-cover', step.rejected && 'opacity-50 grayscale')} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{step.title}</span>
                  {step.rejected && <span className="block text-fine text-danger">{t('rejected')}</span>}
                </span>
              </button>
            </Popover.Close>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
