'use client';

import { Pause, Play } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../studio/context';
import { IconButton } from '../ui/button';
import { SPEEDS } from './history-slice';
import { usePlayer } from './use-player';

/** Plays the branch, at a speed that each press of the button below raises until it begins anew. */
export function PlayerControls() {
  const t = useTranslations('history');
  const store = useStudioStore();
  const { branch } = useStudioData();
  const playing = useStudio((state) => state.playing);
  const speed = useStudio((state) => state.speed);
  usePlayer();
  const faster = () => store.setState({ speed: SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1 });
  return (
    <div className="flex w-11 shrink-0 flex-col items-center gap-0.5 border-r border-line">
      <IconButton side="top" label={playing ? t('pause') : t('play')} hint="⇧P" disabled={branch.length < 2} className="pointer-coarse:size-9!" onClick={() => store.setState({ playing: !playing })}>
        {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </IconButton>
      <button type="button" aria-label={`${t('speed')} ${t('times', { speed })}`} title={t('speed')} onClick={faster} className="h-6 rounded-md px-1.5 text-fine text-quiet tabular-nums hover:bg-hover hover:text-text">{t('times', { speed })}</button>
    </div>
  );
}

/** The whole branch on one line, to drag along: works under a finger too, where dragging on the pictures scrolls them. */
export function Scrubber() {
  const t = useTranslations('history');
  const { branch } = useStudioData();
  const { select } = useStudioActions();
  // At once: its thumb is under the hand.
  const selectedId = useStudio((state) => state.selectedId);
  const at = branch.findIndex((step) => step.id === selectedId);
  if (branch.length < 3) return null;
  return (
    <input
      type="range"
      min={0}
      max={branch.length - 1}
      step={1}
      value={Math.max(0, at)}
      aria-label={t('scrubber')}
      aria-valuetext={t('stepName', { number: at, title: at <= 0 ? t('original') : (branch[at]?.title ?? '') })}
      onChange={(event) => { const step = branch[Number(event.target.value)]; if (step) select(step.id); }}
      className="scrubber absolute left-11 -top-2 z-10 h-4 w-[calc(100%-5.5rem)] pointer-coarse:-top-3 pointer-coarse:h-6"
    />
  );
}
