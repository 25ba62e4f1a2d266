import type { Attribute, Constraint, Goal, Intent, RegionRef } from '@/lib/agent/types';

/**
 * Expectations in shorthand, so that a corpus reads like a list. Words apart by spaces:
 * `contrast+` `brightness-@sky` `shadows+_` (gentle, ≤ 0.35) `haze-^` (strong, ≥ 0.7) · `wash:shadows:teal` · `set:Exposure2012+0.5` (relative)
 * `set:Contrast2012=20` (absolute) · `style:film` · `auto` `auto:tone` · `crop:16:9` `angle:-3` `turn:1` `flip:horizontal` `straighten` ·
 * `keep:skin` `keep:colour@sky` `noclip:highlights` · `undo:vignette` `restore:3` `scale<` `scale>` · `gen` `mask` `unknown`.
 */
export type Example = readonly [instruction: string, expected: string, before?: string];

const HUES: Readonly<Record<string, number>> = { red: 0, orange: 32, warm: 40, yellow: 52, green: 125, teal: 185, cool: 220, blue: 225, purple: 275, pink: 322 };

const regionWord = (region: RegionRef): string => {
  switch (region.kind) {
    case 'whole': return '';
    case 'tone': return `@${region.zone}`;
    case 'place': return `@${region.place}`;
    case 'colour': return `@${region.colour}`;
    case 'thing': return `@${region.thing}`;
  }
};

function fits(goal: Goal, word: string): boolean {
  switch (goal.kind) {
    case 'adjust': {
      const plain = word.replace(/[_^]/, '');
      if (plain !== `${goal.attribute}${goal.direction === 1 ? '+' : '-'}${regionWord(goal.region)}`) return false;
      if (word.includes('_')) return goal.degree <= 0.35;
      return !word.includes('^') || goal.degree >= 0.7;
    }
    case 'wash': {
      const [kind, zone, name = ''] = word.split(':');
      const distance = Math.abs((((goal.hue - (HUES[name] ?? Number.NaN)) % 360) + 540) % 360 - 180);
      return kind === 'wash' && zone === goal.zone && distance <= 25;
    }
    case 'set': {
      const sign = goal.relative ? (goal.value < 0 ? '-' : '+') : '=';
      return word === `set:${goal.tool}${sign}${Number((goal.relative ? Math.abs(goal.value) : goal.value).toFixed(2))}`;
    }
    case 'geometry':
      return word === geometryWord(goal);
    case 'auto':
      return word === (goal.aspect === undefined ? 'auto' : `auto:${goal.aspect}`);
  }
}

function geometryWord(goal: Extract<Goal, { kind: 'geometry' }>): string {
  if (goal.ratio !== undefined) return `crop:${goal.ratio.join(':')}`;
  if (goal.angle !== undefined) return `angle:${goal.angle}`;
  if (goal.quarterTurns !== undefined) return `turn:${goal.quarterTurns}`;
  if (goal.flip !== undefined) return `flip:${goal.flip}`;
  return goal.straighten === true ? 'straighten' : 'nothing';
}

const limitWord = (limit: Constraint): string => (limit.kind === 'no-clipping' ? `noclip:${limit.end}` : `keep:${limit.what}${limit.what === 'skin' ? '' : regionWord(limit.region)}`);

function followWord(intent: Intent): readonly string[] {
  const follow = intent.followUp;
  if (follow === undefined) return [];
  if (follow.kind === 'scale') return [follow.factor < 1 ? 'scale<' : 'scale>'];
  if (follow.kind === 'undo-region') return [`undo:${regionWord(follow.region)}`];
  return [follow.kind === 'undo' ? `undo:${follow.what}` : `restore:${follow.step}`];
}

const REASONS = { 'needs-generation': 'gen', 'needs-mask': 'mask', unknown: 'unknown' } as const;
const GOAL_WORD = /^(wash|set|auto|crop|angle|turn|flip|straighten)|^[a-z]+[+-]/;

const amountOf = (goal: Goal): number => ('degree' in goal ? goal.degree : 1);

/** What differs between an intent and an expectation, in words; empty when they agree. Side effects weaker than the goal they come with may vary. */
export function differences(intent: Intent, expected: string): readonly string[] {
  const words = expected.split(' ').filter((word) => word !== '');
  const goalWords = words.filter((word) => GOAL_WORD.test(word));
  const others = words.filter((word) => !GOAL_WORD.test(word)).toSorted();
  const problems: string[] = [];

  const rest = [...intent.goals];
  const matched: Goal[] = [];
  for (const word of goalWords) {
    const at = rest.findIndex((goal) => fits(goal, word));
    if (at < 0) problems.push(`missing ${word}`);
    else matched.push(...rest.splice(at, 1));
  }
  if (intent.styles.length === 0) {
    for (const goal of rest) {
      const isSideEffect = matched.some((other) => other.source === goal.source && amountOf(other) > amountOf(goal));
      if (!isSideEffect) problems.push(`unasked ${JSON.stringify(goal)}`);
    }
  }
  const found = [
    ...intent.styles.map((id) => `style:${id}`), ...intent.constraints.map(limitWord), ...followWord(intent), ...intent.notUnderstood.map((unmet) => REASONS[unmet.reason]),
  ].toSorted();
  if (found.join(' ') !== others.join(' ')) problems.push(`expected [${others.join(' ')}] beside the goals, got [${found.join(' ')}] ${intent.notUnderstood.map((unmet) => unmet.text).join(' | ')}`);
  return problems;
}

export const ALL_ATTRIBUTES: readonly Attribute[] = ['brightness', 'contrast', 'highlights', 'shadows', 'whites', 'blacks', 'warmth', 'tint', 'saturation', 'vibrance', 'haze', 'clarity', 'texture', 'sharpness', 'softness', 'grain', 'vignette', 'monochrome', 'fade', 'hue'];
