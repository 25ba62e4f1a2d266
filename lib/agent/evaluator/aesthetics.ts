import { hueTurn } from '../evidence';
import type { Evidence } from '../types';

export type FaultKind = 'dark' | 'bright' | 'clipped-highlights' | 'clipped-shadows' | 'flat' | 'harsh' | 'short-range' | 'cast' | 'pale' | 'garish' | 'skin-hue' | 'skin-strong' | 'hazy' | 'noisy';

/** What costs a picture points, and the number that says so. */
export type Fault = { readonly kind: FaultKind; readonly cost: number; readonly value: number };

/** A faultless picture; the way to 5 is not measured here. */
const CEILING = 4.2;

/**
 * Aesthetics from measured evidence, 1..5: a start from 4.2 minus what exposure, clipping, contrast, casts, colour strength, skin tones, veil and
 * noise cost. It knows nothing of the motif: a night scene with lights and a black-and-white picture are recognised by their numbers, a
 * deliberate silhouette is not. `start` excuses what the photo brought along: faults that were there cost seven tenths, new ones all, and colours that ran away from it cost more.
 * Costs are set so that untouched, decent photos score 3.2–3.8 and wrecked ones below 2.5; see the calibration test.
 */
export function aesthetics(evidence: Evidence, start?: Evidence, options: { readonly mono?: boolean } = {}): { readonly score: number; readonly faults: readonly Fault[] } {
  const now = [...faultsOf(evidence, options.mono ?? false), ...(start && !options.mono ? strayed(evidence, start) : [])];
  const before = start ? new Map(faultsOf(start, options.mono ?? false).map((fault) => [fault.kind, fault.cost])) : undefined;
  const faults = now
    .map((fault) => ({ ...fault, cost: before ? fault.cost - 0.3 * Math.min(fault.cost, before.get(fault.kind) ?? 0) : fault.cost }))
    .filter(({ cost }) => cost > 0.02)
    .sort((a, b) => b.cost - a.cost);
  // Several faults at once hide one another a little: their sum is bent, never capped.
  const sum = faults.reduce((total, { cost }) => total + cost, 0);
  return { score: Math.max(1, CEILING - (sum <= 2 ? sum : 2 + (sum - 2) * 0.6)), faults };
}

/** Colours that have left the photo's own behind: strength grown by more than half, or everything leaning another way. */
function strayed({ colour }: Evidence, { colour: origin }: Evidence): readonly Fault[] {
  const growth = colour.meanChroma / Math.max(2.5, origin.meanChroma);
  const lean = Math.hypot(colour.cast.a - origin.cast.a, colour.cast.b - origin.cast.b);
  const faults: Fault[] = [];
  if (growth > 1.5 && colour.meanChroma > 8) faults.push({ kind: 'garish', cost: Math.min(1.2, (growth - 1.5) * 0.9), value: colour.meanChroma });
  if (lean > 3.5) faults.push({ kind: 'cast', cost: Math.min(1.3, (lean - 3.5) * 0.16), value: lean });
  return faults;
}

/** Cost of being `off` (1 = clearly off): slow at first, then steadily; never below zero. */
const bent = (off: number, cost: number): number => (off <= 0 ? 0 : cost * (off <= 1 ? off * off : 2 * off - 1));

function faultsOf({ luma, clipping, colour, haze, noise, regions }: Evidence, mono: boolean): readonly Fault[] {
  const faults: Fault[] = [];
  const add = (kind: FaultKind, cost: number, value: number): void => {
    if (cost > 0) faults.push({ kind, cost, value });
  };
  // Lamps, stage and night: dark with bright lights in it costs less than dark throughout.
  const lights = luma.p99 > 80 && luma.std > 18;
  const ideal = lights ? 40 : 46;
  add('dark', bent((ideal - luma.mean) / 17, 0.3) + Math.max(0, 15 - luma.mean) * 0.08, luma.mean);
  add('bright', bent((luma.mean - 54) / 16, 0.3), luma.mean);
  add('clipped-highlights', Math.min(1.7, (clipping.highlights - 0.003) * 14), clipping.highlights);
  add('clipped-shadows', Math.min(1.5, (clipping.shadows - 0.004) * 10), clipping.shadows);
  add('flat', bent((20 - luma.std) / 6, 0.28), luma.std);
  add('harsh', bent((luma.std - 25) / 6, 0.28), luma.std);
  add('short-range', bent((93 - (luma.p99 - luma.p1)) / 26, 0.3), luma.p99 - luma.p1);
  const grey = mono || colour.meanChroma < 0.9;
  if (!grey) {
    const shared = castShared({ regions });
    add('cast', Math.min(1.2, (shared - 4.5) * 0.1), shared);
    add('pale', bent((7.5 - colour.meanChroma) / 4.5, 0.25), colour.meanChroma);
    add('garish', bent((colour.meanChroma - 11) / 3.5, 0.3) + Math.max(0, colour.p95Chroma - 24) * 0.04, colour.meanChroma);
    const skin = regions.skin;
    if (skin && skin.share > 0.015) {
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
