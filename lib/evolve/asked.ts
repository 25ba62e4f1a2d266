/** What the words of a task ask for, as far as evidence shows it: which quantity, and how far these words usually mean. */
import { ASKS, GRAIN } from '@/lib/agent/aims/asks';
import { understand } from '@/lib/agent/language';
import type { Attribute, Evidence, Goal, Intent } from '@/lib/agent/types';
import type { Task } from './types';

type Reading = (evidence: Evidence) => number;

/** How each attribute of the whole picture is read from evidence, in the units of `ASKS`. */
const READINGS: Readonly<Record<Attribute, Reading>> = {
  brightness: ({ luma }) => luma.mean, contrast: ({ luma }) => luma.std, highlights: ({ luma }) => luma.p95, shadows: ({ luma }) => luma.p25, whites: ({ luma }) => luma.p99,
  blacks: ({ luma }) => (luma.p1 + luma.p5) / 2, warmth: ({ colour }) => colour.cast.b, tint: ({ colour }) => colour.cast.a, saturation: ({ colour }) => colour.meanChroma,
  vibrance: ({ colour }) => colour.meanChroma, haze: ({ haze }) => haze, clarity: ({ sharpness }) => sharpness, texture: ({ sharpness }) => sharpness, sharpness: ({ sharpness }) => sharpness,
  softness: ({ sharpness }) => sharpness, grain: ({ noise }) => noise, vignette: ({ regions }) => (regions.edges?.luma.mean ?? 0) - (regions.centre?.luma.mean ?? 0),
  monochrome: ({ colour }) => colour.meanChroma, fade: ({ luma }) => luma.p1, hue: () => 0,
};
export const ATTRIBUTES = Object.keys(READINGS) as readonly Attribute[];

/** A quantity that was asked to move: where it was, where it should go, and what of it anyone notices (`GRAIN`), in the units of `ASKS`. */
export type Asked = { readonly attribute: Attribute; readonly read: Reading; readonly from: number; readonly to: number; readonly grain: number };

/** Of a goal that asks for a movement of the whole picture, of one of the eight colours or of skin; nothing where evidence does not show it. */
export function askedBy(goal: Goal, source: Evidence): Asked | undefined {
  if (goal.kind !== 'adjust') return undefined;
  const { direction, degree, region } = goal;
  const asked = (attribute: Attribute, read: Reading): Asked => { const from = read(source); return { attribute, read, from, to: ASKS[attribute](from, direction, degree), grain: GRAIN[attribute] }; };
  switch (region.kind) {
    case 'colour': case 'thing': {
      const attribute = goal.attribute === 'vibrance' ? 'saturation' : goal.attribute;
      const name = region.kind === 'colour' ? region.colour : region.thing === 'skin' ? 'skin' : undefined;
      if ((attribute !== 'brightness' && attribute !== 'saturation') || !name || !source.regions[name]) return undefined;
      return asked(attribute, ({ regions }) => (attribute === 'brightness' ? regions[name]?.luma.mean : regions[name]?.chroma) ?? 0);
    }
    case 'whole': case 'tone': case 'place': {
      const attribute = region.kind === 'tone' && goal.attribute === 'brightness' && region.zone !== 'midtones' ? region.zone : goal.attribute;
      return attribute === 'hue' ? undefined : asked(attribute, READINGS[attribute]);
    }
    default: return undefined;
  }
}

/** The part of an asked way that was gone: 0 nothing, 1 there, 2 twice as far, below 0 the other way. A way too short to notice counts as one that can be. */
export function doneOf({ read, from, to, grain }: Asked, evidence: Evidence): number {
  return (read(evidence) - from) / (Math.sign(to - from) * Math.max(grain, Math.abs(to - from)));
}

const intents = new Map<string, Intent>();

/** Instructions are read once. */
export function intentOfTask({ instruction, locale }: Pick<Task, 'instruction' | 'locale'>): Intent {
  const key = `${locale} ${instruction}`;
  const known = intents.get(key);
  if (known) return known;
  const intent = understand(instruction, { locale, history: [] });
  if (intents.size > 4096) intents.clear();
  intents.set(key, intent);
  return intent;
}
