'use client';

import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl';
import { useStudio, useStudioStore } from '../studio/context';
import { VEILS, type Veil } from './masking-slice';

const ITEM = 'flex h-8 items-center gap-2 rounded-md px-2 text-ui outline-none data-highlighted:bg-hover pointer-coarse:h-11';
const SWATCH: Readonly<Record<Veil, string>> = { red: '#e22c2c', green: '#28be50', blue: '#326ef0', white: '#fff', mask: 'linear-gradient(90deg,#000 50%,#fff 50%)', dark: 'linear-gradient(90deg,#000 50%,#8a8a8a 50%)' };
const isVeil = (value: string): value is Veil => (VEILS as readonly string[]).includes(value);

/** How what is covered is shown. */
export function VeilMenu() {
  const t = useTranslations('masks');
  const store = useStudioStore();
  const veil = useStudio((state) => state.veil);
  const auto = useStudio((state) => state.autoVeil);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger aria-label={t('veilLook')} className="inline-flex h-8 w-6 items-center justify-center rounded-lg text-quiet hover:bg-hover hover:text-text pointer-coarse:size-11"><ChevronDown size={14} aria-hidden /></DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={6} collisionPadding={8} className="z-50 min-w-52 animate-fade rounded-xl border border-line bg-panel p-1 shadow-2xl">
          <DropdownMenu.RadioGroup value={veil} onValueChange={(value) => isVeil(value) && store.setState(({ inHand, veiled }) => ({ veil: value, ...(inHand && veiled === null && { veiled: inHand.correction }) }))}>
            {VEILS.map((name) => (
              <DropdownMenu.RadioItem key={name} value={name} className={ITEM}>
                <span aria-hidden className="size-3.5 rounded-full border border-line" style={{ background: SWATCH[name] }} />
                {t(`veils.${name}`)}
                <DropdownMenu.ItemIndicator className="ml-auto pl-3"><Check size={14} aria-hidden /></DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.CheckboxItem checked={auto} onCheckedChange={(on) => store.setState({ autoVeil: on })} className={ITEM}>{t('autoVeil')}<DropdownMenu.ItemIndicator className="ml-auto pl-3"><Check size={14} aria-hidden /></DropdownMenu.ItemIndicator></DropdownMenu.CheckboxItem>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
