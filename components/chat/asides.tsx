'use client';

import { BookOpen, Eye, Gauge, MessageCircleQuestion, RotateCcw, ScanSearch, TriangleAlert } from 'lucide-react';
import clsx from 'clsx';
import { useFormatter, useTranslations } from 'use-intl';
import type { Usage } from '@/lib/agent/types';
import { useStudioActions, useStudioData } from '../studio/context';
import { THUMB_EDGE } from '../studio/urls';
import { Thumb } from '../ui/thumb';
import { Folded } from './folded';
import type { RunEntry } from './run-state';

type Of<K extends RunEntry['kind']> = { readonly entry: Extract<RunEntry, { kind: K }> };

/** Why a result fell short, before it is corrected. */
export function ReflectionCard({ entry }: Of<'reflection'>) {
  const t = useTranslations('chat');
  return (
    <aside aria-label={t('reflection')} data-testid="reflection" className="animate-rise rounded-r-xl border-l-2 border-accent bg-accent-soft px-3 py-2">
      <p className="mb-1 flex items-center gap-1.5 text-ui font-medium text-accent"><RotateCcw size={13} aria-hidden />{t('reflectionOf', { attempt: entry.attempt })}</p>
      <Folded text={entry.text} className="text-chat break-words whitespace-pre-wrap" />
    </aside>
  );
}

const LOOKS = { region: ScanSearch, difference: Eye, ledger: BookOpen } as const;

/** Where the assistant looked before it decided: the part of the picture is marked on it. */
export function LookNote({ entry }: Of<'look'>) {
  const t = useTranslations('chat');
  const { tree, pictureUrl } = useStudioData();
  const { select } = useStudioActions();
  const Icon = LOOKS[entry.what];
  const step = entry.seenStepId === undefined ? undefined : tree.byId.get(entry.seenStepId);
  const { region } = entry;
  const percent = (share: number) => `${Math.min(100, Math.max(0, share * 100))}%`;
  return (
    <div data-testid="look" className="flex animate-rise items-center gap-3 text-ui text-quiet">
      {step && (
        <button type="button" onClick={() => select(step.id)} aria-label={t('showStep', { title: step.title })} className="relative block w-20 shrink-0 overflow-hidden rounded-md bg-raised">
          <Thumb src={pictureUrl(step, THUMB_EDGE)} lazy className={clsx('block w-full', region && 'opacity-45')} />
          {region && <span aria-hidden className="absolute rounded-[2px] border border-text bg-text/20" style={{ left: percent(region.x), top: percent(region.y), width: percent(region.width), height: percent(region.height) }} />}
        </button>
      )}
      <p className="flex min-w-0 items-start gap-2"><Icon size={14} aria-hidden className="mt-0.5 shrink-0" /><span className="min-w-0 break-words">{entry.title}</span></p>
    </div>
  );
}

const NOTES = { said: MessageCircleQuestion, problem: TriangleAlert, limit: Gauge } as const;

/** What the assistant, or the run itself, has to say. */
export function MessageNote({ entry }: Of<'message'>) {
  const about = entry.about ?? 'said';
  const Icon = NOTES[about];
  return (
    <p className={clsx('flex animate-rise items-start gap-2', about === 'problem' ? 'text-ui text-quiet' : 'text-chat')}>
      <Icon size={about === 'problem' ? 14 : 16} aria-hidden className={clsx('mt-0.5 shrink-0', about !== 'problem' && 'text-accent')} />
      <span className="min-w-0 break-words whitespace-pre-wrap">{entry.text}</span>
    </p>
  );
}

/** What models used in a run, and what it cost where that is known. @param by whom the run was given to */
export function RunUsage({ usage, by }: { readonly usage: Usage; readonly by: string }) {
  const t = useTranslations('chat');
  const format = useFormatter();
  const count = (value: number) => format.number(value, { notation: value >= 100_000 ? 'compact' : 'standard', maximumFractionDigits: 1 });
  const cost = usage.dollars === undefined ? '' : format.number(usage.dollars, { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: usage.dollars < 0.1 ? 4 : 2 });
  return (
    <p data-testid="run-usage" className="flex flex-wrap gap-x-1.5 text-fine text-quiet tabular-nums">
      {by !== '' && <span>{by} ·</span>}
      {usage.estimated && <span aria-hidden>≈</span>}
      {t('usage', { input: count(usage.input), cached: count(usage.cached), output: count(usage.output), images: usage.images })}
      {cost !== '' && <span>· {cost}</span>}
    </p>
  );
}
