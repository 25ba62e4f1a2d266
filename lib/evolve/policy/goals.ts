/**
 * What `lib/agent/language` understood of an instruction, as numbers: how much of each attribute was asked for, and how far the picture
 * still is from there. Beside it the policy has its own learned reading of the words (`text.ts`).
 */
import { ASKS, GRAIN } from '@/lib/agent/aims/asks';
import { understand } from '@/lib/agent/language';
import type { Attribute, Evidence, Goal, Intent } from '@/lib/agent/types';
import { EIGHT_COLOURS } from '@/lib/develop/tools';
import type { Task } from '../types';

type Reading = (evidence: Evidence) => number;

/** How each attribute of the whole picture is read from evidence, in the units of `ASKS`. */
const READINGS: Readonly<Record<Attribute, Reading>> = {
  brightness: ({ luma }) => luma.mean, contrast: ({ luma }) => luma.std, highlights: ({ luma }) => luma.p95, shadows: ({ luma }) => luma.p25, whites: ({ luma }) => luma.p99,
  blacks: ({ luma }) => (luma.p1 + luma.p5) / 2, warmth: ({ colour }) => colour.cast.b, tint: ({ colour }) => colour.cast.a, saturation: ({ colour }) => colour.meanChroma,
  vibrance: ({ colour }) => colour.meanChroma, haze: ({ haze }) => haze, clarity: ({ sharpness }) => sharpness, texture: ({ sharpness }) => sharpness, sharpness: ({ sharpness }) => sharpness,
  softness: ({ sharpness }) => sharpness, grain: ({ noise }) => noise, vignette: ({ regions }) => (regions.edges?.luma.mean ?? 0) - (regions.centre?.luma.mean ?? 0),
  monochrome: ({ colour }) => colour.meanChroma, fade: ({ luma }) => luma.p1, hue: () => 0,
};
const ATTRIBUTES = Object.keys(READINGS) as readonly Attribute[];
const COLOURS = EIGHT_COLOURS.map(({ name }) => name);
const ZONES = ['shadows', 'midtones', 'highlights', 'global'] as const;
const THINGS = ['sky', 'skin', 'subject', 'background'] as const;
const ASPECTS = ['white-balance', 'tone', 'colour', 'all'] as const;
const OF_COLOURS = ['brightness', 'saturation', 'hue'] as const;

/** Names of the numbers, in order: what a model card lists. */
export const GOAL_FEATURES: readonly string[] = [
  ...ATTRIBUTES.map((name) => `asked ${name}`), ...ATTRIBUTES.map((name) => `left of ${name}`),
  ...COLOURS.flatMap((colour) => OF_COLOURS.map((name) => `asked ${name} of ${colour}`)), ...COLOURS.flatMap((colour) => OF_COLOURS.slice(0, 2).map((name) => `left of ${name} of ${colour}`)),
  ...ZONES.flatMap((zone) => [`wash of ${zone}, x`, `wash of ${zone}, y`]), ...THINGS.map((thing) => `something of ${thing}`), ...ASPECTS.map((aspect) => `auto ${aspect}`),
  'no clipped highlights', 'no clipped shadows', 'keeps something', 'styles', 'not understood', 'Chinese',
];

const read = new Map<string, Intent>();

/** Instructions are read once. */
export function intentOfTask({ instruction, locale }: Pick<Task, 'instruction' | 'locale'>): Intent {
  const key = `${locale} ${instruction}`;
  const known = read.get(key);
  if (known) return known;
  const intent = understand(instruction, { locale, history: [] });
  if (read.size > 4096) read.clear();
  read.set(key, intent);
  return intent;
}

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
  const { attribute, direction, degree, region } = goal;
  switch (region.kind) {
    case 'thing': add(`something of ${region.thing === 'pointed' ? 'subject' : region.thing}`, direction * degree); break;
    case 'colour': {
      const name = attribute === 'vibrance' ? 'saturation' : attribute;
      if (name !== 'brightness' && name !== 'saturation' && name !== 'hue') break;
      add(`asked ${name} of ${region.colour}`, direction * degree);
      const [before, after] = [source.regions[region.colour], now.regions[region.colour]];
      if (name === 'hue' || !before || !after) break;
      const [from, to] = name === 'brightness' ? [before.luma.mean, after.luma.mean] : [before.chroma, after.chroma];
      add(`left of ${name} of ${region.colour}`, (ASKS[name](from, direction, degree) - to) / (6 * GRAIN[name]));
      break;
    }
    case 'whole': case 'tone': case 'place': {
      const name = region.kind === 'tone' && attribute === 'brightness' && region.zone !== 'midtones' ? region.zone : attribute;
      add(`asked ${name}`, direction * degree);
      const from = READINGS[name](source);
      add(`left of ${name}`, (ASKS[name](from, direction, degree) - READINGS[name](now)) / (6 * GRAIN[name]));
    }
  }
}

const INDEX: ReadonlyMap<string, number> = new Map(GOAL_FEATURES.map((name, index) => [name, index]));
