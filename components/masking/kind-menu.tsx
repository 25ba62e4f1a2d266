'use client';

import { ChevronRight, UserRound } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Into } from './edits';
import { FOUND_ICONS, FOUND_KINDS, MADE, PEOPLE_KINDS } from './mask-kinds';
import { useNewMask } from './use-new-mask';

const ITEM = 'flex h-8 items-center gap-2 rounded-md px-2 text-ui outline-none data-highlighted:bg-hover data-[state=open]:bg-hover pointer-coarse:h-11';
const PANEL = 'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-fade overflow-y-auto rounded-xl border border-line bg-panel p-1 shadow-2xl';

type SubProps = { readonly label: string; readonly icon: ReactNode; readonly children: ReactNode };

export function SubMenu({ label, icon, children }: SubProps) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={ITEM}>{icon}{label}<ChevronRight size={14} aria-hidden className="ml-auto text-quiet" /></DropdownMenu.SubTrigger>
      <DropdownMenu.Portal><DropdownMenu.SubContent sideOffset={2} collisionPadding={8} className={PANEL}>{children}</DropdownMenu.SubContent></DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

/** Everything that can be selected, as items of a menu. */
export function KindItems({ into }: { readonly into: Into }) {
  const t = useTranslations('develop');
  const m = useTranslations('masks');
  const make = useNewMask();
  return (
    <>
      {FOUND_KINDS.map((key) => {
        const Icon = FOUND_ICONS[key];
        return <DropdownMenu.Item key={key} className={ITEM} onSelect={() => make({ by: 'finding', key }, into)}><Icon size={14} aria-hidden />{t(`select.${key}`)}</DropdownMenu.Item>;
      })}
      <SubMenu label={m('parts')} icon={<UserRound size={14} aria-hidden />}><PeopleItems into={into} /></SubMenu>
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      {MADE.map(({ kind, Icon }) => <DropdownMenu.Item key={kind} className={ITEM} onSelect={() => make({ by: 'drawing', kind }, into)}><Icon size={14} aria-hidden />{m(`kind.${kind}`)}</DropdownMenu.Item>)}
    </>
  );
}

/** Parts of people, as items of a menu. */
function PeopleItems({ into }: { readonly into?: Into }) {
  const t = useTranslations('develop');
  const make = useNewMask();
  return PEOPLE_KINDS.map((part) => <DropdownMenu.Item key={part} className={ITEM} onSelect={() => make({ by: 'finding', key: `people/${part}` }, into)}>{t(`found.${part}`)}</DropdownMenu.Item>);
}

/** The parts of people under a button of their own. */
export function PartsMenu({ children }: { /** The button. */ readonly children: ReactNode }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal><DropdownMenu.Content align="start" sideOffset={4} collisionPadding={8} className={PANEL}><PeopleItems /></DropdownMenu.Content></DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
