import { suggest, suggestionIn } from '@/lib/agent/language/suggest';
import type { Homography } from '@/lib/develop/assets';
import type { Locale, Size } from '@/lib/develop/types';
import type { RunState } from '../run-state';

/** What is said about the picture as a whole, in the language of the page. */
export type SuggestWords = { readonly straighten: string; readonly less: string; readonly more: string };

const MOST = 5;
/** Degrees: a horizon that hangs less is not seen, one that hangs more is meant. */
const TILTED = { least: 0.4, most: 12 } as const;
/** Scores below these (of 5) say that a result went too far, or not far enough. */
const WELL_PRESERVED = 3.5, AS_ASKED = 3.5;

/** By how many degrees the photo's own lines hang, from the homography that levels them; 0 where it has none to go by. `full`: the photo's size. */
export function tiltOf(level: Homography | undefined, full: Size): number {
  if (!level) return 0;
  const [, , , across, down] = level;
  return (Math.atan2((across * full.height) / full.width, down) * 180) / Math.PI;
}

const each = (texts: readonly string[]): readonly string[] => [...new Set(texts)].slice(0, MOST);

/** Before anything was said: what the photo measured when it came in, and whether its horizon hangs. */
export function firstSuggestions(offered: readonly string[], tilt: number, words: SuggestWords, locale: Locale): readonly string[] {
  const isTilted = Math.abs(tilt) >= TILTED.least && Math.abs(tilt) <= TILTED.most;
  return each([...offered.map((text) => suggestionIn(text, locale)), ...(isTilted ? [words.straighten] : [])]);
}

/**
 * After a run: further the same way or back, as its score says, then what the assistant offers, or where it offers nothing what its last picture measures.
 * Nothing that was said before. `said`: the instructions of the session.
 */
export function nextSuggestions({ entries, result }: Pick<RunState, 'entries' | 'result'>, said: readonly string[], words: SuggestWords, locale: Locale): readonly string[] {
  if (!result) return [];
  const seen = entries.findLast((entry) => entry.kind === 'step' && entry.stepId === result.stepId) ?? entries.findLast((entry) => entry.kind === 'step' && entry.evidence !== undefined);
  const evidence = seen?.kind === 'step' ? seen.evidence : undefined;
  const judged = entries.findLast((entry) => entry.kind === 'evaluation' && entry.stepId === result.stepId);
  const steer = evidence === undefined ? [] : judged?.kind !== 'evaluation' ? [words.less, words.more]
    : judged.objections.length > 0 || (judged.score.preservation ?? 5) < WELL_PRESERVED ? [words.less]
    : (judged.score.instruction ?? 5) < AS_ASKED ? [words.more] : [words.less, words.more];
  const offered = result.suggestions.length > 0 ? result.suggestions.map((text) => suggestionIn(text, locale)) : evidence ? suggest(evidence, locale) : [];
  const known = new Set(said.map((text) => text.trim().toLowerCase()));
  return each([...steer, ...offered.filter((text) => !known.has(text.toLowerCase()))]);
}
