'use client';

import { ArrowDown, ArrowUp, Contrast, Copy, Ellipsis, Pencil, SquaresIntersect, SquaresSubtract, SquaresUnite, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { KindItems, SubMenu } from '../masking/kind-menu';

const ITEM = 'flex h-8 items-center gap-2 rounded-md px-2 text-ui outline-none data-highlighted:bg-hover data-disabled:opacity-40 pointer-coarse:h-10';

const JOINS = [['add', SquaresUnite], ['subtract', SquaresSubtract], ['intersect', SquaresIntersect]] as const;

type Props = {
  readonly name: string;
  /** Its place in the list. */
  readonly correction: number;
  /** One mask alone can be turned inside out. */
  readonly only: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly onRename: () => void;
  readonly onDuplicate: () => void;
  readonly onInvert: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

/** What can be done with a local correction as a whole. */
export function CorrectionMenu({ name, correction, only, first, last, onRename, onDuplicate, onInvert, onMove, onRemove }: Props) {
  const t = useTranslations('develop');
  const m = useTranslations('masks');
  // A field that takes the name's place keeps the focus; everything else gives it back to the button.
  const naming = useRef(false);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger aria-label={t('moreOf', { name })} className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-quiet transition duration-150 hover:bg-hover hover:text-text pointer-coarse:size-10"><Ellipsis size={15} aria-hidden /></DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content onCloseAutoFocus={(event) => { if (naming.current) event.preventDefault(); naming.current = false; }} align="end" sideOffset={4} collisionPadding={8} className="z-50 min-w-40 animate-fade rounded-xl border border-line bg-panel p-1 shadow-2xl">
          {JOINS.map(([mode, Icon]) => <SubMenu key={mode} label={m(`join.${mode}`)} icon={<Icon size={14} aria-hidden />}><KindItems into={{ correction, mode }} /></SubMenu>)}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <Item label={t('renameMask')} icon={<Pencil size={14} aria-hidden />} onSelect={() => { naming.current = true; onRename(); }} />
          <Item label={t('duplicateMask')} icon={<Copy size={14} aria-hidden />} onSelect={onDuplicate} />
          {only && <Item label={t('invertAll')} icon={<Contrast size={14} aria-hidden />} onSelect={onInvert} />}
          <Item label={t('moveUp')} icon={<ArrowUp size={14} aria-hidden />} disabled={first} onSelect={() => onMove(-1)} />
          <Item label={t('moveDown')} icon={<ArrowDown size={14} aria-hidden />} disabled={last} onSelect={() => onMove(1)} />
          <Item label={t('removeMask', { name })} icon={<Trash2 size={14} aria-hidden />} onSelect={onRemove} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Item({ label, icon, disabled = false, onSelect }: { readonly label: string; readonly icon: ReactNode; readonly disabled?: boolean; readonly onSelect: () => void }) {
  return <DropdownMenu.Item disabled={disabled} className={ITEM} onSelect={onSelect}>{icon}{label}</DropdownMenu.Item>;
}

/** A name while it is changed: Enter keeps it, Escape does not. */
export function NameField({ name, onName }: { readonly name: string; readonly onName: (next: string | undefined) => void }) {
  const t = useTranslations('develop');
  return (
    <input
      // It takes the place of what was just chosen from a menu.
      ref={(field) => { if (field) requestAnimationFrame(() => field.focus()); }}
      defaultValue={name}
      maxLength={80}
      aria-label={t('renameMask')}
      onFocus={(event) => event.target.select()}
      onBlur={(event) => onName(event.target.value.trim() || undefined)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.stopPropagation();
          event.currentTarget.value = name;
          event.currentTarget.blur();
        }
      }}
      className="h-7 min-w-0 flex-1 rounded-md border border-line bg-raised px-2 text-ui"
    />
  );
}
