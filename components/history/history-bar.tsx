'use client';

import { CornerDownRight, Radio, SkipForward } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useStudio, useStudioActions, useStudioData } from '../studio/context';
import { Button } from '../ui/button';
import { FilmStrip } from './film-strip';
import { branchesAfter, branchesAt } from './tree';

/** The film strip of the open session, and what can be done from an earlier step. */
export function HistoryBar() {
  const t = useTranslations('history');
  const { session, tree, branch, selected, running, pictureUrl } = useStudioData();
  const { select, continueFrom, stepBy, follow } = useStudioActions();
  const following = useStudio((state) => state.following);
  const at = branch.findIndex((step) => step.id === selected.id);
  const tip = branch.at(-1);
  const earlier = at >= 0 && at < branch.length - 1;
  const branches = useCallback(
    (index: number) => (index < branch.length ? branchesAt(tree, branch, index) : tip ? branchesAfter(tree, tip.id) : []),
    [tree, branch, tip],
  );
  const lost = running !== undefined && !following;
  return (
    <section aria-label={t('title')} className="flex h-20 shrink-0 items-center border-t border-line bg-panel">
      <div className="h-full min-w-0 flex-1">
        <FilmStrip full={session.photo} steps={branch} selectedId={selected.id} onSelect={select} pictureUrl={pictureUrl} branchesAt={branches} pending={running !== undefined} />
      </div>
      {(earlier || lost) && (
        <div className="flex animate-fade flex-col gap-1 border-l border-line px-2 max-sm:max-w-32">
          {lost && <Button look="quiet" className="h-7" onClick={follow}><Radio size={14} aria-hidden className="text-accent" />{t('watch')}</Button>}
          {earlier && !lost && (
            <>
              <Button className="h-7" onClick={() => continueFrom(selected.id)}><CornerDownRight size={14} aria-hidden />{t('continueHere')}</Button>
              <Button look="quiet" className="h-7" onClick={() => stepBy(branch.length)}><SkipForward size={14} aria-hidden />{t('toLatest')}</Button>
            </>
          )}
        </div>
      )}
    </section>
  );
}
