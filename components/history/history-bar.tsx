'use client';

import { CornerDownRight, GitBranch, Radio, SkipForward } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../studio/context';
import { Button, IconButton } from '../ui/button';
import { FilmStrip } from './film-strip';
import { lanesOf, leftOut } from './lanes';
import { PlayerControls, Scrubber } from './player-controls';
import { StepContextMenu, StepMenuButton } from './step-menu';
import { branchesAfter, branchesAt } from './tree';
import { useAhead } from './use-ahead';
import { useHistory } from './use-history';
import { planEnable } from './verbs';

const TreePanel = dynamic(() => import('./tree-panel').then((module) => module.TreePanel), { ssr: false });
const NameDialog = dynamic(() => import('./name-dialog').then((module) => module.NameDialog), { ssr: false });

/** The history of the open session: its branch as a film strip, all of it as a tree, and what can be done with it. */
export function HistoryBar() {
  const t = useTranslations('history');
  const store = useStudioStore();
  const data = useStudioData();
  const { session, tree, steps, branch, selected, running, pictureUrl } = data;
  const { select, continueFrom, stepBy, follow } = useStudioActions();
  const { carryOut } = useHistory();
  const following = useStudio((state) => state.following);
  const treeOpen = useStudio((state) => state.treeOpen);
  const naming = useStudio((state) => state.naming);
  const comparedId = useStudio((state) => (state.compare === 'off' ? null : state.compareWith));
  useAhead();
  const at = branch.findIndex((step) => step.id === selected.id);
  const tip = branch.at(-1);
  const earlier = at >= 0 && at < branch.length - 1;
  const branches = useCallback(
    (index: number) => (index < branch.length ? branchesAt(tree, branch, index) : tip ? branchesAfter(tree, tip.id) : []),
    [tree, branch, tip],
  );
  const gone = useMemo(() => leftOut(tree, branch), [tree, branch]);
  const lanes = useMemo(() => lanesOf(steps).length, [steps]);
  const enable = (stepId: string, beforeIndex: number) => {
    const [step, next] = [tree.byId.get(stepId), branch[beforeIndex]];
    const planned = step && next && planEnable(data, step, next);
    if (step && planned && 'plan' in planned) carryOut('enable', step, planned.plan);
  };
  const lost = running !== undefined && !following;
  return (
    <>
      {treeOpen && <TreePanel />}
      <section aria-label={t('title')} className="relative flex h-20 shrink-0 items-center border-t border-line bg-panel">
        <Scrubber />
        <PlayerControls />
        <StepContextMenu className="h-full min-w-0 flex-1">
          <FilmStrip full={session.photo} steps={branch} selectedId={selected.id} onSelect={select} pictureUrl={pictureUrl} branchesAt={branches} leftOutAt={(index) => gone[index] ?? []} onEnable={running ? undefined : enable} comparedId={comparedId} pending={running !== undefined} />
        </StepContextMenu>
        {(earlier || lost) && (
          <div className="flex animate-fade flex-col gap-1 border-l border-line px-2 max-sm:px-1">
            {lost && <Button look="quiet" className="h-7" onClick={follow}><Radio size={14} aria-hidden className="text-accent" />{t('watch')}</Button>}
            {earlier && !lost && (
              <>
                <Button className="h-7 max-sm:px-2" aria-label={t('continueHere')} onClick={() => continueFrom(selected.id)}><CornerDownRight size={14} aria-hidden /><span className="max-sm:hidden">{t('continueHere')}</span></Button>
                <Button look="quiet" className="h-7 max-sm:px-2" aria-label={t('toLatest')} onClick={() => stepBy(branch.length)}><SkipForward size={14} aria-hidden /><span className="max-sm:hidden">{t('toLatest')}</span></Button>
              </>
            )}
          </div>
        )}
        <div className="flex w-10 shrink-0 pointer-coarse:w-12 flex-col items-center gap-1 border-l border-line">
          <StepMenuButton step={selected} label={t('menu.open')} />
          <IconButton side="left" label={t('tree.open', { count: lanes })} hint="T" pressed={treeOpen} aria-expanded={treeOpen} aria-controls={treeOpen ? 'history-tree' : undefined} className="relative pointer-coarse:size-9!" onClick={() => store.setState({ treeOpen: !treeOpen })}>
            <GitBranch size={16} aria-hidden />
            {lanes > 1 && <span aria-hidden className="absolute right-0 bottom-0 rounded bg-raised px-0.5 text-[9px] leading-3 tabular-nums">{lanes}</span>}
          </IconButton>
        </div>
      </section>
      {naming !== null && <NameDialog key={naming} stepId={naming} />}
    </>
  );
}
