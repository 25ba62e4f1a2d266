'use client';

import { Check, Pencil, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl';
import type { MenuProps } from '../ui/menu-button';

const ITEM = 'flex h-8 items-center gap-2 rounded-md px-2 text-ui outline-none data-highlighted:bg-hover pointer-coarse:h-11';

type Props = MenuProps & { readonly selected: boolean; /** The name's field has the focus. */ readonly editing: boolean; readonly onSelect: () => void; readonly onRename: () => void; readonly onDelete: () => void };

/** What can be done with one photo of the library. */
export function SessionItems({ trigger, selected, editing, onSelect, onRename, onDelete }: Props) {
  const t = useTranslations('library');
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} onCloseAutoFocus={(event) => editing && event.preventDefault()} className="z-50 min-w-36 animate-fade rounded-xl border border-line bg-panel p-1 shadow-2xl">
          <DropdownMenu.Item className={ITEM} onSelect={onSelect}><Check size={14} aria-hidden />{t(selected ? 'deselect' : 'select')}</DropdownMenu.Item>
          <DropdownMenu.Item className={ITEM} onSelect={onRename}><Pencil size={14} aria-hidden />{t('rename')}</DropdownMenu.Item>
          <DropdownMenu.Item className={`${ITEM} text-danger`} onSelect={onDelete}><Trash2 size={14} aria-hidden />{t('delete')}</DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
