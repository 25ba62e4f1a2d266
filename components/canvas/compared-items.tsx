'use client';

import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl';
import type { StepView } from '@/lib/studio/types';
import { useStudioData, useStudioStore } from '../studio/context';
import { THUMB_EDGE } from '../studio/urls';
import type { MenuProps } from '../ui/menu-button';
import { useComparedStep } from './use-compared-step';

/** What the picture may be compared with: the original, or any step of any branch. */
export function ComparedItems({ trigger }: MenuProps) {
  const t = useTranslations('canvas');
  const store = useStudioStore();
  const { steps, branch, root, selected, pictureUrl } = useStudioData();
  const compared = useComparedStep();
  const here = branch.filter((step) => step.id !== root.id);
  const onBranch = new Set(branch.map((step) => step.id));
  const elsewhere = steps.filter((step) => !onBranch.has(step.id) && step.id !== root.id);
  const name = (step: StepView) => (step.id === root.id ? t('original') : step.title);
  const row = (step: StepView) => (
    <DropdownMenu.RadioItem key={step.id} value={step.id} className="flex min-h-10 items-center gap-2 rounded-md px-1.5 text-ui outline-none data-highlighted:bg-hover">
      {/* oxlint-disable-next-line nextjs/no-img-element */}
      <img src={pictureUrl(step, THUMB_EDGE)} alt="" loading="lazy" className="h-8 w-11 shrink-0 rounded object-cover" />
      <span className="min-w-0 flex-1 truncate first-letter:uppercase">{name(step)}</span>
      {step.id === selected.id && <span className="text-fine text-quiet">{t('shownNow')}</span>}
      <DropdownMenu.ItemIndicator><Check size={14} aria-hidden /></DropdownMenu.ItemIndicator>
    </DropdownMenu.RadioItem>
  );
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="start" sideOffset={6} collisionPadding={8} className="z-50 max-h-[min(60dvh,26rem)] w-72 animate-fade overflow-y-auto rounded-xl border border-line bg-panel p-1 shadow-2xl">
          <DropdownMenu.RadioGroup value={compared.id} onValueChange={(id) => store.setState({ compareWith: id === root.id ? null : id })}>
            {row(root)}
            {here.length > 0 && <DropdownMenu.Label className="px-2 pt-2 pb-1 text-fine text-quiet">{t('thisBranch')}</DropdownMenu.Label>}
            {here.map(row)}
            {elsewhere.length > 0 && <DropdownMenu.Label className="px-2 pt-2 pb-1 text-fine text-quiet">{t('otherBranches')}</DropdownMenu.Label>}
            {elsewhere.map(row)}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
