'use client';

import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';

type Props = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
};

/** A dialog: centred on a laptop, at the bottom edge on a phone. */
export function Modal({ open, onClose, title, description, children }: Props) {
  const t = useTranslations('common');
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-shade" />
        <Dialog.Content
          className="fixed inset-x-0 bottom-0 z-50 max-h-[90dvh] animate-rise overflow-y-auto rounded-t-2xl border border-line bg-panel p-5 shadow-2xl sm:inset-auto sm:top-1/2 sm:left-1/2 sm:w-[28rem] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:animate-fade sm:rounded-2xl"
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <div className="mb-4 flex items-start justify-between gap-4">
            <div>
              <Dialog.Title className="text-chat font-semibold">{title}</Dialog.Title>
              {description !== undefined && <Dialog.Description className="mt-1 text-ui text-quiet">{description}</Dialog.Description>}
            </div>
            <Dialog.Close aria-label={t('close')} className="-mt-1 -mr-1 inline-flex size-8 items-center justify-center rounded-lg text-quiet hover:bg-hover hover:text-text">
              <X size={16} aria-hidden />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
