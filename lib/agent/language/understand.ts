import type { Constraint, Goal, Intent, RegionRef, Turn } from '@/lib/agent/types';
import type { Locale } from '@/lib/develop/types';
import { compose } from './compose';
import type { Draft } from './draft';
import { ADDED } from './follow';
import { read } from './lexicon';
import { segment } from './segments';
import { scriptOf, tokenise } from './text';
import { withoutDescriptions, withoutNumbering, withoutSubjects } from './unmet';

/** Instructions longer than this are read up to here; the rest is reported as not understood. */
const MAX_LENGTH = 12_000;

const PLAIN = 0.5;
/** As far as a wish goes that the same sentence holds back. */
const MODERATE = 0.3;

function sameRegion(a: RegionRef, b: RegionRef): boolean {
  switch (a.kind) {
    case 'whole': return b.kind === 'whole';
    case 'tone': return b.kind === 'tone' && a.zone === b.zone;
    case 'place': return b.kind === 'place' && a.place === b.place;
    case 'colour': return b.kind === 'colour' && a.colour === b.colour;
    case 'thing': return b.kind === 'thing' && a.thing === b.thing;
  }
}

/** Merges what was said twice, lets explicit requests and limits win over a style's goals, and caps what must not go too far. */
function reconcile(draft: Draft): readonly Goal[] {
  const goals: Goal[] = [];
  for (const goal of draft.goals) {
    const at = goals.findIndex((other) => matches(other, goal));
    const other = goals[at];
    const counter = goals.findIndex((earlier) => goal.kind === 'adjust' && earlier.kind === 'adjust' && earlier.attribute === goal.attribute && earlier.direction !== goal.direction && sameRegion(earlier.region, goal.region));
    const countered = goals[counter];
    // "Brighter, but not so bright": the second thought moderates the first.
    if (countered?.kind === 'adjust') goals[counter] = { ...countered, degree: Math.min(countered.degree, MODERATE) };
    else if (other === undefined) goals.push(goal);
    // "Too dark, brighten it a touch": the later word names the amount, unless it names none.
    else if ('degree' in other && 'degree' in goal && (goal.degree !== PLAIN || goal.degree > other.degree)) goals[at] = goal;
  }

  const isHeld = (goal: Goal): boolean => goal.kind === 'adjust' && draft.constraints.some((limit) => holds(limit, goal));
  const styled: Goal[] = [];
  for (const goal of draft.styled.flatMap((style) => style.goals)) {
    const isTinted = goal.kind === 'wash' && [...goals, ...styled].some((other) => other.kind === 'wash' && other.zone === goal.zone);
    if (isTinted || isHeld(goal) || styled.some((other) => matches(other, goal))) continue;
    const at = goals.findIndex((other) => other.kind === 'adjust' && goal.kind === 'adjust' && other.attribute === goal.attribute && sameRegion(other.region, goal.region));
    const wish = goals[at];
    if (wish?.kind !== 'adjust' || goal.kind !== 'adjust') {
      styled.push(goal);
    } else if (wish.direction === goal.direction) {
      // "A touch of grain" thins the style's grain; "warmer" never makes a warm style cooler.
      if (wish.degree === PLAIN || !ADDED.has(goal.attribute)) goals[at] = { ...wish, degree: Math.max(wish.degree, goal.degree) };
    // Asking for less of what only the style adds thins it out.
    } else if (ADDED.has(goal.attribute)) {
      goals.splice(at, 1);
      if (wish.degree < 0.85) styled.push({ ...goal, degree: Math.round(goal.degree * (1 - wish.degree) * 100) / 100 });
    }
  }

  const merged = [...styled, ...goals];
  for (const cap of draft.capped) {
    if (cap.kind !== 'adjust') continue;
    const at = merged.findIndex((goal) => goal.kind === 'adjust' && goal.attribute === cap.attribute && sameRegion(goal.region, cap.region) && goal.direction !== cap.direction);
    const wished = merged[at];
    if (wished?.kind === 'adjust') merged[at] = { ...wished, degree: Math.min(wished.degree, MODERATE) };
    else if (merged.length === 0 || draft.goals.length + draft.styled.length === 0) merged.push(cap);
    else draft.constraints.push({ kind: 'keep', what: cap.attribute, region: cap.region, source: cap.source });
  }
  return merged;
}

function matches(a: Goal, b: Goal): boolean {
  if (a.kind === 'adjust' && b.kind === 'adjust') return a.attribute === b.attribute && a.direction === b.direction && sameRegion(a.region, b.region);
  if (a.kind === 'wash' && b.kind === 'wash') return a.zone === b.zone && a.hue === b.hue;
  if (a.kind === 'geometry' && b.kind === 'geometry') return a.straighten === true && b.straighten === true;
  return a.kind === 'auto' && b.kind === 'auto' && a.aspect === b.aspect;
}

function holds(limit: Constraint, goal: Extract<Goal, { kind: 'adjust' }>): boolean {
  if (limit.kind !== 'keep') return false;
  const isWhole = limit.region.kind === 'whole';
  if (limit.what === goal.attribute) return isWhole || sameRegion(limit.region, goal.region);
  if (limit.what === 'skin') return goal.region.kind === 'thing' && goal.region.thing === 'skin';
  if (limit.what === 'colour' && isWhole) return ['saturation', 'vibrance', 'hue', 'warmth', 'tint'].includes(goal.attribute);
  return goal.region.kind === 'colour' && goal.region.colour === limit.what;
}

/**
 * What an instruction asks for, in English, Chinese or both. Pure and total: any string gives an intent, and what was not understood is in it,
 * verbatim. Goals are relative to the picture as it stands. `history` tells what "that" and "a bit less" refer to.
 */
export function understand(instruction: string, context: { readonly locale: Locale; readonly history: readonly Turn[] }): Intent {
  const text = instruction.slice(0, MAX_LENGTH);
  const tokens = tokenise(text);
  const last = context.history.at(-1);
  const needsPast = last !== undefined;
  const earlier = needsPast ? understand(last.instruction, { locale: context.locale, history: [] }) : undefined;

  const draft = compose(text, segment(withoutSubjects(withoutDescriptions(withoutNumbering(read(tokens))))), { history: context.history, earlier });
  const goals = reconcile(draft);
  const notUnderstood = instruction.length > MAX_LENGTH ? [...draft.unmet, { text: instruction.slice(MAX_LENGTH), reason: 'unknown' as const }] : draft.unmet;
  // An "enhance" beside real requests says nothing more than they do.
  const named = goals.filter((goal) => goal.kind !== 'auto');
  const isGeneralAutoIdle = named.some((goal) => goal.kind !== 'geometry');
  return {
    language: scriptOf(tokens) ?? context.locale,
    goals: isGeneralAutoIdle ? goals.filter((goal) => goal.kind !== 'auto' || goal.aspect !== undefined) : goals,
    styles: [...new Set(draft.styled.map((style) => style.id))],
    constraints: draft.constraints,
    ...(draft.followUp === undefined ? {} : { followUp: draft.followUp }),
    notUnderstood,
  };
}
