'use client';

import { Check, ChevronDown, Columns2, SquareSplitHorizontal, X } from 'lucide-react';
import clsx from 'clsx';
import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl';
import type { StepView } from '@/lib/studio/types';
import { useStudio, useStudioData, useStudioStore } from '../studio/context';
import type { Compare } from '../studio/store';
import { THUMB_EDGE } from '../studio/urls';
import { Hint } from '../ui/button';

const PILL = 'pointer-events-auto inline-flex h-7 max-w-full items-center gap-1 rounded-md bg-black/70 px-2 text-fine text-white pointer-coarse:h-9';
const MODES = [{ mode: 'split', Icon: SquareSplitHorizontal, key: 'Y' }, { mode: 'side', Icon: Columns2, key: '⇧Y' }] as const;

/** The step that stands for "before". */
export function useComparedStep(): StepView {
  const { tree, root } = useStudioData();
  const id = useStudio((state) => state.compareWith);
  return (id === null ? undefined : tree.byId.get(id)) ?? root;
}

/** Says and changes what the picture is compared with: the original, or any step of any branch. */
export function ComparePicker() {
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
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={PILL} aria-label={t('comparedWith', { name: name(compared) })} data-testid="compared">
        <span className="truncate">{compared.id === root.id ? t('before') : compared.title}</span><ChevronDown size={13} aria-hidden className="shrink-0" />
      </DropdownMenu.Trigger>
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

/** Ways to compare, in the middle of the canvas' upper edge while two pictures are compared. */
export function CompareModes({ compare, onCompare }: { readonly compare: Compare; readonly onCompare: (compare: Compare) => void }) {
  const t = useTranslations('canvas');
  const pointing = useStudio((state) => state.pointing !== null);
  // Its bar lies there.
  if (pointing || (compare !== 'split' && compare !== 'side')) return null;
  return (
    <div data-canvas-control role="group" aria-label={t('compareAs')} className="absolute top-3 left-1/2 z-10 flex -translate-x-1/2 animate-fade gap-0.5 rounded-md bg-black/70 p-0.5 text-white">
      {MODES.map(({ mode, Icon, key }) => (
        <Hint key={mode} label={t(mode === 'split' ? 'asSplit' : 'asSide')} hint={key} side="bottom">
          <button type="button" aria-label={t(mode === 'split' ? 'asSplit' : 'asSide')} aria-pressed={compare === mode} onClick={() => onCompare(mode)} className={clsx('inline-flex size-6 items-center justify-center rounded pointer-coarse:size-8', compare === mode ? 'bg-white/25' : 'text-white/75 hover:bg-white/10')}><Icon size={14} aria-hidden /></button>
        </Hint>
      ))}
      <button type="button" aria-label={t('compareEnd')} onClick={() => onCompare('off')} className="inline-flex size-6 items-center justify-center rounded text-white/75 hover:bg-white/10 pointer-coarse:size-8"><X size={14} aria-hidden /></button>
    </div>
  );
}
