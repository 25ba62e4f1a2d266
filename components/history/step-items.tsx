'use client';

import { Columns2, CornerDownRight, EyeOff, GitMerge, MoveLeft, MoveRight, Pencil, Star, Trash2, Undo2, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl';
import type { StepView } from '@/lib/studio/types';
import { compareAgainst } from '../studio/compare-slice';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../studio/context';
import type { MenuProps } from '../ui/menu-button';
import { laneOf, lanesOf } from './lanes';
import { useHistory } from './use-history';
import { useLaneName } from './use-lane-name';
import { mergeTargets, planDisable, planMerge, planMove, type Planned, type Refusal } from './verbs';

const ITEM = 'flex min-h-8 items-center gap-2 rounded-md px-2 py-1 text-ui outline-none data-highlighted:bg-hover data-disabled:text-quiet';
const BOX = 'z-50 max-w-72 min-w-56 animate-fade rounded-xl border border-line bg-panel p-1 shadow-2xl';

type ItemProps = { readonly Icon: LucideIcon; readonly label: string; readonly onSelect: () => void; /** Why it cannot be done now. */ readonly why?: string };

function Item({ Icon, label, onSelect, why }: ItemProps) {
  return (
    <DropdownMenu.Item className={ITEM} disabled={why !== undefined} onSelect={onSelect}>
      <Icon size={14} aria-hidden className="shrink-0" />
      <span>{label}{why !== undefined && <span className="block text-fine">{why}</span>}</span>
    </DropdownMenu.Item>
  );
}

function Items({ step }: { readonly step: StepView }) {
  const t = useTranslations('history');
  const store = useStudioStore();
  const data = useStudioData();
  const actions = useStudioActions();
  const history = useHistory();
  const selectedId = useStudio((state) => state.selectedId);
  const laneName = useLaneName();
  const lanes = lanesOf(data.steps);
  const lane = laneOf(lanes, step.id);
  const targets = mergeTargets(data, lanes, step);
  const said = (refusal: Refusal) => ('title' in refusal ? t(`refused.${refusal.why}`, { title: refusal.title }) : t(`refused.${refusal.why}`));
  const whyNot = (planned: Planned) => ('refusal' in planned ? said(planned.refusal) : undefined);
  const carryOut = (purpose: 'disable' | 'order' | 'merge', planned: Planned) => () => { if ('plan' in planned) history.carryOut(purpose, step, planned.plan); };
  const [off, earlier, later] = [planDisable(data, step), planMove(data, step, -1), planMove(data, step, 1)];
  const root = step.parentId === null;
  const isTip = data.branch.at(-1)?.id === step.id;
  const { Separator, Sub, SubTrigger, SubContent, Portal } = DropdownMenu;
  return (
    <>
      <Item Icon={Columns2} label={t('menu.compare')} why={step.id === selectedId ? t('menu.compareHint') : undefined} onSelect={() => compareAgainst(store, root ? null : step.id)} />
      <Item Icon={CornerDownRight} label={t('menu.continueHere')} why={isTip ? t('refused.last') : undefined} onSelect={() => actions.continueFrom(step.id)} />
      <Item Icon={Undo2} label={t('menu.restore')} why={isTip ? t('refused.last') : data.running ? t('refused.running') : undefined} onSelect={() => history.restore(step)} />
      <Separator className="my-1 h-px bg-line" />
      <Item Icon={EyeOff} label={t('menu.disable')} why={whyNot(off)} onSelect={carryOut('disable', off)} />
      <Item Icon={MoveLeft} label={t('menu.earlier')} why={whyNot(earlier)} onSelect={carryOut('order', earlier)} />
      <Item Icon={MoveRight} label={t('menu.later')} why={whyNot(later)} onSelect={carryOut('order', later)} />
      <Sub>
        <SubTrigger className={ITEM} disabled={root}><GitMerge size={14} aria-hidden className="shrink-0" />{t('menu.merge')}</SubTrigger>
        <Portal>
          <SubContent className={BOX} collisionPadding={8}>
            {targets.length === 0 && <p className="px-2 py-1.5 text-ui text-quiet">{t('menu.noBranch')}</p>}
            {targets.map((target) => {
              const tip = target.steps.at(-1);
              const planned = tip && planMerge(data, step, tip);
              return planned && <Item key={target.id} Icon={GitMerge} label={laneName(target, lanes)} why={whyNot(planned)} onSelect={carryOut('merge', planned)} />;
            })}
          </SubContent>
        </Portal>
      </Sub>
      <Separator className="my-1 h-px bg-line" />
      <Item Icon={Pencil} label={t('menu.name')} onSelect={() => store.setState({ naming: lane?.id ?? step.id })} />
      <Sub>
        <SubTrigger className={ITEM}><Star size={14} aria-hidden className="shrink-0" />{t('menu.rate')}</SubTrigger>
        <Portal>
          <SubContent className={BOX} collisionPadding={8}>
            <DropdownMenu.RadioGroup value={String(step.stars ?? 0)} onValueChange={(value) => actions.rate(step.id, Number(value))}>
              {[5, 4, 3, 2, 1, 0].map((count) => (
                <DropdownMenu.RadioItem key={count} value={String(count)} className={ITEM}>
                  <span aria-hidden className="inline-flex w-20">{Array.from({ length: count }, (_, at) => <Star key={at} size={13} fill="currentColor" strokeWidth={0} />)}</span>
                  <span className={count > 0 ? 'sr-only' : ''}>{t('menu.stars', { count })}</span>
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
          </SubContent>
        </Portal>
      </Sub>
      <Item Icon={Trash2} label={t('menu.remove')} why={root ? t('refused.root') : data.running ? t('refused.running') : undefined} onSelect={() => history.remove(step)} />
    </>
  );
}

type Props = MenuProps & { readonly step: StepView; readonly onClose?: () => void };

/** What can be done with a step. Begins open. */
export function StepItems({ trigger, step, onClose }: Props) {
  return (
    <DropdownMenu.Root defaultOpen onOpenChange={(open) => !open && onClose?.()}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={BOX} sideOffset={6} collisionPadding={8}><Items step={step} /></DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
