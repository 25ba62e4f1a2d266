'use client';

import { Ban } from 'lucide-react';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { useStudioActions, useStudioData } from '../studio/context';
import { THUMB_EDGE } from '../studio/urls';
import { CopyButton } from '../ui/copy-button';
import { MadeNote } from '../ui/made-note';
import { Thumb } from '../ui/thumb';
import { Folded } from './folded';
import type { RunEntry } from './run-state';
import { NEARBY } from './said';
import { ToolChip } from './tool-chip';
import { unbroken } from './unbroken';

/** A generation is shown before and after, side by side over its words. */
const PICTURE = 'relative block h-20 overflow-hidden rounded-lg bg-raised';

type Props = { readonly entry: Extract<RunEntry, { kind: 'step' }>; readonly live: boolean };

/** One step as the assistant took it: what it thought, what it moved, what it then saw. */
export function StepCard({ entry, live }: Props) {
  const t = useTranslations('chat');
  const composer = useTranslations('composer');
  const { tree, selected, pictureUrl } = useStudioData();
  const { select } = useStudioActions();
  const step = entry.stepId === undefined ? undefined : tree.byId.get(entry.stepId);
  const before = entry.parentId === undefined ? undefined : tree.byId.get(entry.parentId);
  const thinking = live && entry.stepId === undefined;
  return (
    <article aria-label={entry.title || t('thinking')} data-testid="step-card" className={clsx('animate-rise', entry.rejected && 'opacity-60')}>
      {entry.thought !== '' && (
        <div className="group/near relative">
          <Folded text={entry.thought} live={thinking} className={clsx('text-chat whitespace-pre-wrap text-text/90', thinking && "after:ml-0.5 after:inline-block after:h-3.5 after:w-1.5 after:translate-y-0.5 after:animate-pulse after:rounded-sm after:bg-accent after:content-['']")} />
          {!thinking && <CopyButton label={composer('copyThought')} text={() => entry.thought} className={clsx('absolute! -top-1 right-0 bg-panel! pointer-coarse:hidden!', NEARBY)} />}
        </div>
      )}
      {entry.changes.length > 0 && (
        <ul aria-label={t('moved')} className="mt-2 flex flex-wrap gap-1.5">{entry.changes.map((change) => <ToolChip key={change.name} change={change} />)}</ul>
      )}
      {entry.stepId !== undefined && (
        <button
          type="button"
          disabled={!step}
          onClick={() => step && select(step.id)}
          aria-label={t('showStep', { title: entry.title })}
          className={clsx('group mt-2 flex w-full items-stretch gap-x-3 gap-y-1.5 rounded-xl border bg-panel p-1.5 text-left transition duration-150 hover:bg-raised', entry.generate && 'flex-wrap', step && step.id === selected.id ? 'border-text/50' : 'border-line')}
        >
          {entry.generate && before && <span className={clsx(PICTURE, 'flex-1')}><Thumb src={pictureUrl(before, THUMB_EDGE)} lazy className="h-full w-full object-cover" /></span>}
          <span className={clsx(PICTURE, entry.generate ? 'flex-1' : 'w-28 shrink-0')}>
            {step ? (
              <Thumb src={pictureUrl(step, THUMB_EDGE)} lazy className={clsx('h-full w-full animate-appear object-cover', entry.rejected && 'grayscale')} />
            ) : (
              <span className="absolute inset-0 animate-pulse bg-hover" />
            )}
          </span>
          <span className={clsx('min-w-0 py-0.5 pr-1', entry.generate ? 'basis-full px-1' : 'flex-1')}>
            <span className="block text-ui font-medium">{entry.title}</span>
            {entry.note !== undefined ? (
              <span className="mt-0.5 block text-ui text-quiet">{unbroken(entry.note)}</span>
            ) : (
              <span className="mt-0.5 block text-ui text-quiet">{t(entry.generate && live ? 'generating' : 'looking')}</span>
            )}
            {entry.generate && step && <span className="mt-0.5 block"><MadeNote made={undefined} /></span>}
            {entry.rejected && <span className="mt-0.5 inline-flex items-center gap-1 text-fine text-danger"><Ban size={11} aria-hidden />{t('rejected')}</span>}
          </span>
        </button>
      )}
    </article>
  );
}
