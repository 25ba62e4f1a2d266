import type { Locale } from '@/lib/develop/types';
import { changeView, labelOf } from '../develop/words';
import type { ShownRun } from '../studio/context';
import type { PlanItemState, RunEntry } from './run-state';

/** What the sections of a run are called, in the language of the page. */
export type RunWords = { readonly plan: string; readonly score: string; readonly reflection: string; readonly rejected: string };

const TICKS: Readonly<Record<PlanItemState, string>> = { waiting: '[ ]', active: '[ ]', done: '[x]', skipped: '[-]' };

/** A run as text to paste anywhere: what was asked, the plan, each step with its thought, what moved and what was seen, the score, the end. */
export function runText({ instruction, state }: Pick<ShownRun, 'instruction' | 'state'>, words: RunWords, locale: Locale): string {
  const { plan, entries, result, error } = state;
  const planned = plan && [plan.text, ...(plan.items.length > 0 ? [`${words.plan}:`] : []), ...plan.items.map((item) => `${TICKS[item.state]} ${item.title}`)].filter((line) => line !== '').join('\n');
  let step = 0;
  const told = entries.map((entry) => entryText(entry, words, locale, () => (step += 1)));
  return [`> ${instruction.replaceAll('\n', '\n> ')}`, planned, ...told, result?.summary, error?.message].filter((part) => part !== undefined && part !== '').join('\n\n');
}

function entryText(entry: RunEntry, words: RunWords, locale: Locale, number: () => number): string {
  const marks = locale === 'zh' ? '：' : ': ';
  switch (entry.kind) {
    case 'step': {
      const title = entry.title === '' ? [] : [`${number()}. ${entry.title}${entry.rejected ? ` (${words.rejected})` : ''}`];
      const moved = entry.changes.map((change) => { const { from, to } = changeView(change, locale); return `   ${labelOf(change.name, locale)} ${from} → ${to}`; });
      return [...title, ...(entry.thought === '' ? [] : [entry.thought]), ...moved, ...(entry.note ? [entry.note] : [])].join('\n');
    }
    case 'evaluation':
      return [`${words.score}${marks}${entry.score.overall.toFixed(1)} / 5`, ...entry.score.reasons, ...entry.objections].join('\n');
    case 'reflection':
      return `${words.reflection}${marks}${entry.text}`;
    case 'kept':
      return entry.reason;
    case 'look':
      return entry.title;
    case 'question':
      return entry.question.text;
    case 'message':
      return entry.text;
    default:
      return entry satisfies never;
  }
}
