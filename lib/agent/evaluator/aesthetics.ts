import { hueTurn } from '../evidence';
import type { Evidence } from '../types';

export type FaultKind = 'dark' | 'bright' | 'clipped-highlights' | 'clipped-shadows' | 'flat' | 'harsh' | 'short-range' | 'cast' | 'pale' | 'garish' | 'skin-hue' | 'skin-strong' | 'hazy' | 'noisy';

/** What costs a picture points, and the number that says so. */
export type Fault = { readonly kind: FaultKind; readonly cost: number; readonly value: number };

/** A faultless picture; the way to 5 is not measured here. */
const CEILING = 4.4;

/**
 * Aesthetics from measured evidence, 1..5: a start from 4.4 minus what exposure, clipping, contrast, casts, colour strength, skin tones, veil and
 * noise cost. It knows nothing of the motif: a night scene with lights and a black-and-white picture are recognised by their numbers, a
 * deliberate silhouette is not. `start` excuses what the photo brought along: faults that were there cost three fifths, new ones all.
 * Costs are set so that untouched, decent photos score 3.2–3.8 and wrecked ones below 2.5; see the calibration test.
 */
export function aesthetics(evidence: Evidence, start?: Evidence, options: { readonly mono?: boolean } = {}): { readonly score: number; readonly faults: readonly Fault[] } {
  const now = faultsOf(evidence, options.mono ?? false);
  const before = start ? new Map(faultsOf(start, options.mono ?? false).map((fault) => [fault.kind, fault.cost])) : undefined;
  const faults = now
    .map((fault) => ({ ...fault, cost: before ? fault.cost - 0.4 * Math.min(fault.cost, before.get(fault.kind) ?? 0) : fault.cost }))
    .filter(({ cost }) => cost > 0.02)
    .sort((a, b) => b.cost - a.cost);
  // Several faults at once hide one another a little: their sum is bent, never capped.
  const sum = faults.reduce((total, { cost }) => total + cost, 0);
  return { score: Math.max(1, CEILING - (sum <= 2 ? sum : 2 + (sum - 2) * 0.6)), faults };
}

function faultsOf({ luma, clipping, colour, haze, noise, regions }: Evidence, mono: boolean): readonly Fault[] {
  const faults: Fault[] = [];
  const add = (kind: FaultKind, cost: number, value: number): void => {
    if (cost > 0) faults.push({ kind, cost, value });
  };
  // Lamps, stage and night: dark with bright lights in it costs less than dark throughout.
  const lights = luma.p99 > 80 && luma.std > 18;
  const darkFrom = lights ? 26 : 34;
  add('dark', (darkFrom - luma.mean) * 0.06 + Math.max(0, 15 - luma.mean) * 0.1, luma.mean);
  add('bright', (luma.mean - 66) * 0.055, luma.mean);
  add('clipped-highlights', Math.min(1.6, (clipping.highlights - 0.006) * 14), clipping.highlights);
  add('clipped-shadows', Math.min(1.4, (clipping.shadows - 0.01) * 9), clipping.shadows);
  add('flat', (16.5 - luma.std) * 0.11, luma.std);
  add('harsh', (luma.std - 29) * 0.09, luma.std);
  add('short-range', (74 - (luma.p99 - luma.p1)) * 0.014, luma.p99 - luma.p1);
  const grey = mono || colour.meanChroma < 0.9;
  if (!grey) {
    const shared = castShared({ regions });
    add('cast', (shared - 3) * 0.13, shared);
    add('pale', (5.2 - colour.meanChroma) * 0.1, colour.meanChroma);
    add('garish', (colour.meanChroma - 13) * 0.13 + Math.max(0, colour.p95Chroma - 24) * 0.05, colour.meanChroma);
    const skin = regions.skin;
    if (skin && skin.share > 0.04) {
      const off = Math.abs(hueTurn(54, skin.hue)) - 13;
      add('skin-hue', off * 0.05, skin.hue);
      add('skin-strong', (skin.chroma - 12) * 0.15, skin.chroma);
    }
  }
  add('hazy', (haze - 36) * 0.016, haze);
  add('noisy', (noise - 3.2) * 0.14, noise);
  return faults;
}

/** The lean that shadows, midtones and highlights share: a cast of the light, not the colour of the motif. */
function castShared({ regions }: Pick<Evidence, 'regions'>): number {
  const zones = [regions.shadows, regions.midtones, regions.highlights].flatMap((zone) => (zone && zone.share > 0.03 ? [zone.cast] : []));
  if (zones.length < 2) return 0;
  const shared = (axis: 'a' | 'b'): number => {
    const values = zones.map((cast) => cast[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return low > 0 ? low : high < 0 ? -high : 0;
  };
  return Math.hypot(shared('a'), shared('b'));
}
