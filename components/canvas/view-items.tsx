'use client';

import { Check } from 'lucide-react';
import clsx from 'clsx';
import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl';
import type { Size } from '@/lib/develop/types';
import { useStudio, useStudioStore } from '../studio/context';
import { usePreferences } from '../studio/store';
import type { MenuProps } from '../ui/menu-button';
import { SURROUNDS } from './view-slice';
import { zoomTo, zoomToFill, zoomToFit } from './zoom-commands';

const ITEM = 'flex h-8 items-center gap-2 rounded-md px-2 text-ui outline-none data-highlighted:bg-hover pointer-coarse:h-10';
const LABEL = 'px-2 pt-1.5 pb-1 text-fine text-quiet';
const Mark = () => <DropdownMenu.ItemIndicator className="ml-2"><Check size={14} aria-hidden /></DropdownMenu.ItemIndicator>;
const Key = ({ of }: { readonly of: string }) => <kbd className="ml-auto pl-4 font-sans text-fine text-quiet max-md:hidden">{of}</kbd>;

/** How large the picture is shown, and on what. */
export function ViewItems({ trigger, picture }: MenuProps & { readonly picture: Size }) {
  const t = useTranslations('canvas');
  const store = useStudioStore();
  const loupe = useStudio((state) => state.loupe);
  const clipping = useStudio((state) => state.clipping.shadows && state.clipping.highlights);
  const { histogram, surround } = usePreferences();
  // Keys zoom about the pointer; a menu has none.
  const about = (zoom: () => void) => () => {
    store.setState({ pointer: null });
    zoom();
  };
  const zooms = [
    { name: t('fit'), key: '0', zoom: () => zoomToFit(store) },
    { name: t('fill'), key: 'F', zoom: () => zoomToFill(store, picture) },
    ...([[0.5, ''], [1, '1'], [2, '2'], [4, '']] as const).map(([ratio, key]) => ({ name: t('percent', { percent: ratio * 100 }), key, zoom: () => zoomTo(store, picture, ratio) })),
  ];
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="start" sideOffset={6} collisionPadding={8} className="z-50 min-w-56 animate-fade rounded-xl border border-line bg-panel p-1 shadow-2xl">
          {zooms.map(({ name, key, zoom }) => <DropdownMenu.Item key={name} className={ITEM} onSelect={about(zoom)}>{name}<Key of={key} /></DropdownMenu.Item>)}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.CheckboxItem checked={histogram} onCheckedChange={() => usePreferences.setState({ histogram: !histogram })} className={ITEM}>{t('showHistogram')}<Mark /><Key of="H" /></DropdownMenu.CheckboxItem>
          <DropdownMenu.CheckboxItem checked={clipping} onCheckedChange={(on) => store.setState({ clipping: { shadows: on, highlights: on } })} className={ITEM}>{t('showClipping')}<Mark /><Key of="J" /></DropdownMenu.CheckboxItem>
          <DropdownMenu.CheckboxItem checked={loupe} onCheckedChange={(on) => store.setState({ loupe: on })} className={clsx(ITEM, 'pointer-coarse:hidden')}>{t('loupe')}<Mark /><Key of="L" /></DropdownMenu.CheckboxItem>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Label className={LABEL}>{t('surround')}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={String(surround)} onValueChange={(value) => usePreferences.setState({ surround: value === 'null' ? null : Number(value) })} className="flex gap-1.5 px-2 pb-1.5">
            {SURROUNDS.map((shade, index) => (
              <DropdownMenu.RadioItem key={shade} value={String(index)} aria-label={t('shade', { number: index + 1 })} onSelect={(event) => event.preventDefault()} className="size-7 rounded-full border border-line outline-offset-2 data-highlighted:outline-2 data-highlighted:outline-text data-[state=checked]:outline-2 data-[state=checked]:outline-text" style={{ backgroundColor: shade }} />
            ))}
            <DropdownMenu.RadioItem value="null" onSelect={(event) => event.preventDefault()} className="flex h-7 items-center rounded-md px-1.5 text-fine text-quiet outline-none data-highlighted:bg-hover data-[state=checked]:text-text">{t('themeShade')}</DropdownMenu.RadioItem>
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
