import type { Evidence } from '@/lib/agent/types';
import type { Locale } from '@/lib/develop/types';
import { SUGGESTIONS, type Suggestion } from './tables/suggestions';

const WANTED = 4;
/** Needs below this are not worth a place in the list. */
const WORTHWHILE = 0.15;

/** A stable number from the picture, so that different photos word the same advice differently. */
function variety(evidence: Evidence): number {
  return Math.abs(Math.round(evidence.luma.mean * 17 + evidence.luma.std * 29 + evidence.colour.meanChroma * 53));
}

/**
 * Three or four instructions that fit what was measured: what the photo needs most first, at most one of a kind, and always a style to try.
 * The same evidence gives the same list, and `understand` understands every one of them.
 */
export function suggest(evidence: Evidence, locale: Locale): string[] {
  const ranked = SUGGESTIONS
    .map((suggestion) => ({ suggestion, need: suggestion.need(evidence) }))
    .filter(({ need }) => need >= WORTHWHILE)
    .toSorted((a, b) => b.need - a.need);

  const chosen: Suggestion[] = [];
  const style = ranked.find(({ suggestion }) => suggestion.topic === 'style')?.suggestion;
  for (const { suggestion } of ranked) {
    if (suggestion.topic === 'style' || chosen.some((other) => other.topic === suggestion.topic)) continue;
    if (chosen.length < WANTED - 1) chosen.push(suggestion);
  }
  if (style !== undefined) chosen.push(style);
  // A photo that needs little still deserves a choice.
  for (const { suggestion } of ranked) {
    if (chosen.length >= 3) break;
    if (!chosen.includes(suggestion)) chosen.push(suggestion);
  }

  const seed = variety(evidence);
  return chosen.map((suggestion, index) => {
    const phrases = suggestion[locale];
    return phrases[(seed + index) % phrases.length] ?? '';
  });
}

/** The same advice in another language: what was offered when the photo came in follows the page. Words of anybody else's stay as they are. */
export function suggestionIn(text: string, locale: Locale): string {
  for (const suggestion of SUGGESTIONS) {
    const index = [...suggestion.en, ...suggestion.zh].indexOf(text);
    const phrases = suggestion[locale];
    if (index !== -1) return phrases.includes(text) ? text : (phrases[(index % suggestion.en.length) % phrases.length] ?? text);
  }
  return text;
}
