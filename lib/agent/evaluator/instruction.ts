import { numberOf } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import { type Aim, aimOf, askedOf, confounded, reached, washAim } from '../aims';
import { maskOf, measureWithin } from '../evidence';
import { limitsFor, referenceOf, violations } from '../guards';
import type { JsonValue } from '@/lib/develop/types';
import type { Intent, Observation } from '../types';

/** How one part of the instruction came out, 1..5, with what was measured. */
export type Met = {
  readonly score: number;
  readonly weight: number;
  readonly what: { readonly kind: 'aim'; readonly aim: Aim; readonly now: number; readonly share: number } | { readonly kind: 'set'; readonly tool: string; readonly value: JsonValue } | { readonly kind: 'auto'; readonly gain: number } | { readonly kind: 'geometry'; readonly done: boolean } | { readonly kind: 'broken'; readonly limit: string; readonly measured: number } | { readonly kind: 'ignored'; readonly text: string };
};

/** From the share of the asked movement that was reached: the wrong way 1, nothing 1.6, four fifths to a third too much 4.7 and up. */
export function scoreOfShare(share: number): number {
  if (share <= -0.15) return 1;
  if (share < 0.1) return 1.3 + Math.max(0, share) * 5;
  if (share < 0.8) return 1.8 + ((share - 0.1) / 0.7) * 2.7;
  if (share <= 1.35) return 4.5 + 0.4 * (1 - Math.min(1, Math.abs(share - 1.02) / 0.33));
  return Math.max(1.8, 4.5 - (share - 1.35) * 1.1);
}

/** Qualities whose number says the direction surely and the amount only roughly. */
const SOFT: ReadonlySet<Aim['attribute']> = new Set(['haze', 'clarity', 'texture', 'sharpness', 'softness', 'grain', 'vignette']);
const softened = (share: number): number => (share <= 0.1 ? share : share < 1 ? Math.min(1, share * 1.8) : 1 + (share - 1) * 0.25);

/** Same pixels in the frame: then regions of the start can be followed in the result. */
const sameFrame = (a: Observation, b: Observation): boolean => a.pixels.width === b.pixels.width && a.pixels.height === b.pixels.height;

/** Judges each part of what was asked by what was measured before and after. `gain` is what aesthetics gained in the run. */
export function partsMet(intent: Intent, start: Observation, result: Observation, gain: number): readonly Met[] {
  const parts: Met[] = [];
  const aligned = sameFrame(start, result);
  const asked = askedOf(intent.goals);
  for (const goal of intent.goals) {
    switch (goal.kind) {
      case 'adjust': case 'wash': {
        const aim = goal.kind === 'wash' ? washAim(goal, start) : aimOf(goal, start);
        if (!aim) break;
        const now = aligned ? aim.read(result) : ((goal.kind === 'wash' ? undefined : aimOf(goal, result)?.from) ?? aim.target);
        const share = SOFT.has(aim.attribute) ? softened(reached(aim, now)) : reached(aim, now);
        const shared = confounded(aim.attribute, asked);
        parts.push({ score: shared ? Math.max(3, scoreOfShare(share)) : scoreOfShare(share), weight: (0.4 + goal.degree) * (shared ? 0.4 : 1), what: { kind: 'aim', aim, now, share } });
        break;
      }
      case 'set': {
        const kind = toolOf(goal.tool)?.kind;
        if (kind === 'boolean' || kind === 'enum') parts.push({ score: Number(result.settings[goal.tool] ?? 0) === goal.value ? 4.9 : 1.5, weight: 1, what: { kind: 'set', tool: goal.tool, value: result.settings[goal.tool] ?? toolOf(goal.tool)?.default ?? null } });
        if (kind !== 'number') break;
        const wanted = goal.relative ? numberOf(start.settings, goal.tool) + goal.value : goal.value;
        const value = numberOf(result.settings, goal.tool);
        parts.push({ score: Math.abs(value - wanted) < 0.02 * Math.max(1, Math.abs(wanted)) ? 4.9 : 1.5, weight: 1, what: { kind: 'set', tool: goal.tool, value } });
        break;
      }
      case 'auto':
        parts.push({ score: Math.min(4.9, Math.max(1, 3.7 + gain * 1.6)), weight: 1, what: { kind: 'auto', gain } });
        break;
      case 'geometry': {
        const done = !aligned || ['CropAngle', 'Orientation', 'HasCrop'].some((name) => start.settings[name] !== result.settings[name]);
        parts.push({ score: done ? 4.7 : 2.6, weight: 0.8, what: { kind: 'geometry', done } });
        break;
      }
    }
  }
  if (aligned) {
    for (const { kind, measured } of violations(result, referenceOf(start), limitsFor(intent.constraints, { skin: intent.styles.length > 0 ? 'loose' : 'kept' })))
      if (intent.constraints.length > 0) parts.push({ score: 1.8, weight: 0.8, what: { kind: 'broken', limit: kind, measured } });
    for (const constraint of intent.constraints) {
      if (constraint.kind !== 'keep' || constraint.what === 'skin' || constraint.what === 'colour') continue;
      const broken = keptColour(constraint.what, start, result);
      if (broken) parts.push({ score: 2, weight: 0.8, what: { kind: 'broken', limit: constraint.what, measured: broken } });
    }
  }
  for (const { text, reason } of intent.notUnderstood) if (reason !== 'unknown' || intent.goals.length < 3) parts.push({ score: 1.6, weight: 0.45, what: { kind: 'ignored', text } });
  return parts;
}

/** Relative change of the chroma of a colour that was to be kept, when it is more than a fifth. */
function keptColour(what: string, start: Observation, result: Observation): number | undefined {
  if (!(what in start.evidence.regions)) return undefined;
  const mask = maskOf(start.pixels, what as 'Green');
  const before = measureWithin(start.pixels, mask).chroma;
  const change = Math.abs(measureWithin(result.pixels, mask).chroma - before) / Math.max(1, before);
  return change > 0.2 ? change : undefined;
}
