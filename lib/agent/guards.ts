import { applyPatch } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue, SettingsPatch } from '@/lib/develop/types';
import { hueTurn, measureWithin, type RegionMask } from './evidence';
import { skinOf } from './aims';
import type { Broken, Constraint, Observation } from './types';

/** What a retoucher never does unless asked, in measured units against the picture where the run started. */
export type Limits = {
  /** Shares of the frame that may newly clip. */
  readonly highlights: number;
  readonly shadows: number;
  /** Degrees that the mean hue of skin tones may turn, and the least and most their chroma may be multiplied by. */
  readonly skinTurn: number;
  readonly skinChroma: readonly [least: number, most: number];
};

export const LIMITS: Limits = { highlights: 0.02, shadows: 0.02, skinTurn: 9, skinChroma: [0.6, 1.4] };
const STRICT = { clipping: 0.002, skinTurn: 6, skinChroma: [0.72, 1.3] } as const;

/** The limits of a request: stricter where it says so. `free` lifts the skin limits (black and white, a style that colours everything). */
export function limitsFor(constraints: readonly Constraint[], free: { readonly skin: 'kept' | 'loose' | 'free' }): Limits {
  const clips = (end: 'highlights' | 'shadows'): boolean => constraints.some((constraint) => constraint.kind === 'no-clipping' && constraint.end === end);
  const keepsSkin = constraints.some((constraint) => constraint.kind === 'keep' && (constraint.what === 'skin' || (constraint.region.kind === 'thing' && constraint.region.thing === 'skin')));
  const skin = keepsSkin
    ? { skinTurn: STRICT.skinTurn, skinChroma: STRICT.skinChroma }
    : free.skin === 'free' ? { skinTurn: 360, skinChroma: [0, 99] as const } : free.skin === 'loose' ? { skinTurn: 20, skinChroma: [0.4, 1.6] as const } : { skinTurn: LIMITS.skinTurn, skinChroma: LIMITS.skinChroma };
  return { highlights: clips('highlights') ? STRICT.clipping : LIMITS.highlights, shadows: clips('shadows') ? STRICT.clipping : LIMITS.shadows, ...skin };
}

/** Skin tones below this share of the frame are too few to guard. */
const SKIN_SHARE = 0.01;

export type Reference = { readonly start: Observation; readonly skin?: RegionMask };

export function referenceOf(start: Observation): Reference {
  const skin = skinOf(start);
  return skin.share >= SKIN_SHARE ? { start, skin } : { start };
}

export type Violation = Broken;

/** What a picture breaks, worst first; `excess` is relative to the limit, so that different kinds compare. */
export function violations(now: Observation, { start, skin }: Reference, limits: Limits): readonly Violation[] {
  const list: Violation[] = [];
  const add = (kind: Violation['kind'], measured: number, limit: number): void => {
    if (measured > limit) list.push({ kind, measured, excess: (measured - limit) / Math.max(limit, 1e-6) });
  };
  add('highlights', now.evidence.clipping.highlights - start.evidence.clipping.highlights, limits.highlights);
  add('shadows', now.evidence.clipping.shadows - start.evidence.clipping.shadows, limits.shadows);
  if (skin && skin.width === now.pixels.width && skin.height === now.pixels.height) {
    const before = measureWithin(start.pixels, skin);
    const after = measureWithin(now.pixels, skin);
    add('skin-hue', Math.abs(hueTurn(before.hue, after.hue)), limits.skinTurn);
    const ratio = after.chroma / Math.max(before.chroma, 0.1);
    add('skin-chroma', ratio > 1 ? ratio : 1 / Math.max(ratio, 1e-3), ratio > 1 ? limits.skinChroma[1] : 1 / Math.max(limits.skinChroma[0], 1e-3));
  }
  return list.sort((a, b) => b.excess - a.excess);
}

export const total = (list: readonly Violation[]): number => list.reduce((sum, { excess }) => sum + excess, 0);

/** What broken limits cost a result where it is weighed against another, in points of the overall score. */
export const penaltyFor = (broken: readonly Violation[]): number => Math.min(1.5, 0.4 * total(broken));

/** A value part of the way between two values of a parameter; values that are no numbers switch over half-way. */
export function between(from: JsonValue | undefined, to: JsonValue, share: number): JsonValue {
  if (typeof to === 'number') {
    const origin = typeof from === 'number' ? from : 0;
    const value = origin + (to - origin) * share;
    return Math.abs(to) < 6 && !Number.isInteger(to) ? Math.round(value * 100) / 100 : Math.round(value);
  }
  if (Array.isArray(to)) {
    const list = to as readonly JsonValue[];
    const origin = Array.isArray(from) ? (from as readonly JsonValue[]) : [];
    return list.map((item, index) => between(origin[index], item, share));
  }
  if (to !== null && typeof to === 'object') {
    const record = to as Readonly<Record<string, JsonValue>>;
    const origin = from !== null && typeof from === 'object' && !Array.isArray(from) ? (from as Readonly<Record<string, JsonValue>>) : {};
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, key.startsWith('Local') && typeof value === 'number' ? Math.round(between01(origin[key], value, share) * 100) / 100 : value]));
  }
  return share >= 0.5 ? to : (from ?? null);
}
const between01 = (from: JsonValue | undefined, to: number, share: number): number => (typeof from === 'number' ? from : 0) + (to - (typeof from === 'number' ? from : 0)) * share;

export type Probe = (settings: DevelopSettings) => Promise<Observation>;
export type Guarded = { readonly patch: SettingsPatch; readonly backedOff: readonly { readonly name: string; readonly kind: Violation['kind']; readonly measured: number }[] };

const BISECTIONS = 4;
const REPAIRS = 3;

/**
 * Holds a patch within limits: finds which parameter is to blame by leaving each one out, and takes that one back by bisection until the
 * picture keeps the limits (or as near as this patch allows). Violations that were there before the patch are not its fault.
 */
export async function keepWithin(base: DevelopSettings, patch: SettingsPatch, reference: Reference, limits: Limits, probe: Probe): Promise<Guarded> {
  const before = total(violations(await probe(base), reference, limits));
  const backedOff: { name: string; kind: Violation['kind']; measured: number }[] = [];
  let kept: Record<string, JsonValue> = { ...patch };
  for (let repair = 0; repair < REPAIRS; repair++) {
    const now = violations(await probe(applyPatch(base, kept)), reference, limits);
    const worst = now[0];
    if (!worst || total(now) <= before + 1e-6) break;
    const without = await Promise.all(Object.keys(kept).map(async (name) => {
      const { [name]: _, ...rest } = kept;
      return { name, left: total(violations(await probe(applyPatch(base, rest)), reference, limits)) };
    }));
    const blamed = without.sort((a, b) => a.left - b.left)[0];
    if (!blamed) break;
    const whole = kept[blamed.name] ?? null;
    const allowed = Math.max(before, blamed.left) + 1e-6;
    let [low, high] = [0, 1];
    for (let i = 0; i < BISECTIONS; i++) {
      const share = (low + high) / 2;
      const left = total(violations(await probe(applyPatch(base, { ...kept, [blamed.name]: between(base[blamed.name], whole, share) })), reference, limits));
      if (left <= allowed) low = share;
      else high = share;
    }
    const value = between(base[blamed.name], whole, low);
    const { [blamed.name]: _, ...rest } = kept;
    kept = low === 0 ? rest : { ...rest, [blamed.name]: value };
    backedOff.push({ name: blamed.name, kind: worst.kind, measured: worst.measured });
  }
  return { patch: kept, backedOff };
}
