/**
 * What `lib/agent/language` understood of an instruction, as numbers: how much of each attribute was asked for, how far the picture still
 * is from there, and which part of the way it has gone. Beside it the policy has its own learned reading of the words (`text.ts`).
 */
import type { Evidence, Goal, Intent } from '@/lib/agent/types';
import { EIGHT_COLOURS } from '@/lib/develop/tools';
import { ATTRIBUTES, askedBy, doneOf } from '../asked';

const COLOURS = EIGHT_COLOURS.map(({ name }) => name);
const ZONES = ['shadows', 'midtones', 'highlights', 'global'] as const;
const THINGS = ['sky', 'skin', 'subject', 'background'] as const;
const ASPECTS = ['white-balance', 'tone', 'colour', 'all'] as const;
const OF_COLOURS = ['brightness', 'saturation', 'hue'] as const;

/** Names of the numbers, in order: what a model card lists. */
export const GOAL_FEATURES: readonly string[] = [
  ...ATTRIBUTES.map((name) => `asked ${name}`), ...ATTRIBUTES.map((name) => `left of ${name}`),
  ...ATTRIBUTES.map((name) => `done of ${name}`),
  ...COLOURS.flatMap((colour) => OF_COLOURS.map((name) => `asked ${name} of ${colour}`)), ...COLOURS.flatMap((colour) => OF_COLOURS.slice(0, 2).flatMap((name) => [`left of ${name} of ${colour}`, `done of ${name} of ${colour}`])),
  ...ZONES.flatMap((zone) => [`wash of ${zone}, x`, `wash of ${zone}, y`]), ...THINGS.map((thing) => `something of ${thing}`), 'done of skin', ...ASPECTS.map((aspect) => `auto ${aspect}`),
  'no clipped highlights', 'no clipped shadows', 'keeps something', 'styles', 'not understood', 'Chinese',
];

const bounded = (value: number): number => Math.min(3, Math.max(-3, value));

/** Fills `GOAL_FEATURES.length` numbers from `offset`. */
export function writeGoals(target: Float32Array, offset: number, intent: Intent, source: Evidence, now: Evidence): void {
  const at = (name: string): number => offset + (INDEX.get(name) ?? 0);
  const add = (name: string, value: number): void => { target[at(name)] = bounded((target[at(name)] ?? 0) + value); };
  for (const goal of intent.goals) writeGoal(goal, add, source, now);
  for (const constraint of intent.constraints) add(constraint.kind === 'no-clipping' ? `no clipped ${constraint.end}` : 'keeps something', 1);
  add('styles', intent.styles.length);
  add('not understood', intent.notUnderstood.length);
  add('Chinese', intent.language === 'zh' ? 1 : 0);
}

function writeGoal(goal: Goal, add: (name: string, value: number) => void, source: Evidence, now: Evidence): void {
  if (goal.kind === 'auto') add(`auto ${goal.aspect ?? 'all'}`, goal.degree);
  if (goal.kind === 'wash') {
    const angle = (goal.hue * Math.PI) / 180;
    add(`wash of ${goal.zone}, x`, goal.degree * Math.cos(angle));
    add(`wash of ${goal.zone}, y`, goal.degree * Math.sin(angle));
  }
  if (goal.kind !== 'adjust') return;
  const { direction, degree, region } = goal;
  const asked = askedBy(goal, source);
  if (region.kind === 'thing') {
    add(`something of ${region.thing === 'pointed' ? 'subject' : region.thing}`, direction * degree);
    if (asked) add('done of skin', doneOf(asked, now));
    return;
  }
  const name = `${asked?.attribute ?? (goal.attribute === 'vibrance' && region.kind === 'colour' ? 'saturation' : goal.attribute)}${region.kind === 'colour' ? ` of ${region.colour}` : ''}`;
  if (!INDEX.has(`asked ${name}`)) return;
  add(`asked ${name}`, direction * degree);
  if (!asked) return;
  add(`left of ${name}`, (asked.to - asked.read(now)) / (6 * asked.grain));
  add(`done of ${name}`, doneOf(asked, now));
}

const INDEX: ReadonlyMap<string, number> = new Map(GOAL_FEATURES.map((name, index) => [name, index]));
