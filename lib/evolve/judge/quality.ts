import { hueTurn } from '@/lib/agent/evidence';
import type { Attribute, Evidence, Intent } from '@/lib/agent/types';
import type { Artefacts } from './artefacts';

/** PQ, how good a picture looks by itself, 0..10: ten minus what its defects cost. Defects that the photo brought along cost less than new ones. */

export type DefectKind = 'blown' | 'blocked' | 'dark' | 'bright' | 'flat' | 'harsh' | 'crushed-midtones' | 'cast' | 'oversaturated' | 'drained' | 'skin-hue' | 'skin-colour' | 'veil' | 'noise' | 'oversharpened' | 'blurred' | 'banding' | 'halos';

type Seen = { readonly evidence: Evidence; readonly artefacts?: Artefacts };

type Row = {
  readonly kind: DefectKind;
  /** How far beyond what is harmless, in units that cost `cost` points each. */
  readonly excess: (now: Seen, source: Seen) => number;
  readonly cost: number;
  readonly most: number;
  /** An instruction that asks for this excuses most of the defect. */
  readonly excused?: readonly (readonly [Attribute, 1 | -1])[];
};

/** Lights in the dark: a night or a stage, which is dark and still right. */
const lit = ({ luma }: Evidence): boolean => luma.p99 > 80 && luma.std > 18;

const ROWS: readonly Row[] = [
  { kind: 'blown', excess: ({ evidence }) => (evidence.clipping.highlights - 0.004) / 0.02, cost: 0.8, most: 4 },
  { kind: 'blocked', excess: ({ evidence }) => (evidence.clipping.shadows - 0.006) / 0.03, cost: 0.8, most: 3.5 },
  { kind: 'dark', excess: ({ evidence }) => ((lit(evidence) ? 28 : 36) - evidence.luma.mean) / 6, cost: 0.7, most: 4, excused: [['brightness', -1]] },
  { kind: 'bright', excess: ({ evidence }) => (evidence.luma.mean - 60) / 6, cost: 0.7, most: 4, excused: [['brightness', 1]] },
  { kind: 'flat', excess: ({ evidence }) => (16 - evidence.luma.std) / 3, cost: 0.6, most: 3, excused: [['contrast', -1], ['fade', 1], ['haze', 1]] },
  { kind: 'harsh', excess: ({ evidence }) => (evidence.luma.std - 28) / 3, cost: 0.5, most: 3, excused: [['contrast', 1]] },
  { kind: 'crushed-midtones', excess: ({ evidence }) => (0.22 - middle(evidence)) / 0.06, cost: 0.6, most: 2.5 },
  { kind: 'cast', excess: ({ evidence }) => (lean(evidence) - 3.5) / 2, cost: 0.7, most: 4, excused: [['warmth', 1], ['warmth', -1], ['tint', 1], ['tint', -1]] },
  { kind: 'oversaturated', excess: ({ evidence: { colour } }) => Math.max((colour.meanChroma - 12) / 2.5, (colour.p95Chroma - 23) / 3), cost: 0.7, most: 4, excused: [['saturation', 1], ['vibrance', 1]] },
  { kind: 'drained', excess: (now, source) => (0.65 - now.evidence.colour.meanChroma / Math.max(1, source.evidence.colour.meanChroma)) / 0.15, cost: 0.5, most: 2.5, excused: [['saturation', -1], ['vibrance', -1], ['monochrome', 1], ['fade', 1]] },
  { kind: 'skin-hue', excess: ({ evidence: { regions: { skin } } }) => (skin && skin.share > 0.015 ? (Math.abs(hueTurn(54, skin.hue)) - 14) / 6 : 0), cost: 0.7, most: 3, excused: [['monochrome', 1]] },
  { kind: 'skin-colour', excess: ({ evidence: { regions: { skin } } }) => (skin && skin.share > 0.015 ? (skin.chroma - 12.5) / 2.5 : 0), cost: 0.6, most: 2.5 },
  { kind: 'veil', excess: ({ evidence }) => (evidence.haze - 38) / 10, cost: 0.5, most: 2.5, excused: [['haze', 1], ['fade', 1], ['brightness', 1]] },
  { kind: 'noise', excess: (now, source) => (now.evidence.noise / Math.max(0.6, source.evidence.noise) - 1.45) / 0.35, cost: 0.5, most: 2.5, excused: [['grain', 1], ['sharpness', 1], ['clarity', 1], ['texture', 1]] },
  { kind: 'oversharpened', excess: (now, source) => (now.evidence.sharpness / Math.max(1, source.evidence.sharpness) - 1.6) / 0.4, cost: 0.6, most: 3, excused: [['sharpness', 1], ['clarity', 1], ['texture', 1]] },
  { kind: 'blurred', excess: (now, source) => (0.65 - now.evidence.sharpness / Math.max(1, source.evidence.sharpness)) / 0.15, cost: 0.7, most: 3, excused: [['softness', 1], ['sharpness', -1], ['haze', 1], ['fade', 1], ['contrast', -1], ['brightness', -1]] },
  { kind: 'banding', excess: ({ artefacts }) => ((artefacts?.gaps ?? 0) - 0.1) / 0.1, cost: 0.6, most: 2.5 },
  { kind: 'halos', excess: ({ artefacts }) => ((artefacts?.halo ?? 0) - 1.2) / 0.8, cost: 0.7, most: 3 },
];

/** Part of the range from near black to near white that the middle half of the pixels lies in. */
const middle = ({ luma }: Evidence): number => (luma.p75 - luma.p25) / Math.max(10, luma.p95 - luma.p5);

/** The lean that dark, middle and light tones have in common, Oklab ×100: the colour of the light, not of the motif. */
function lean({ regions, colour }: Evidence): number {
  const zones = [regions.shadows, regions.midtones, regions.highlights].flatMap((zone) => (zone && zone.share > 0.03 ? [zone.cast] : []));
  if (zones.length < 2) return 0.5 * Math.hypot(colour.cast.a, colour.cast.b);
  const common = (values: readonly number[]): number => (Math.min(...values) > 0 ? Math.min(...values) : Math.max(...values) < 0 ? -Math.max(...values) : 0);
  return Math.hypot(common(zones.map(({ a }) => a)), common(zones.map(({ b }) => b)));
}

/** What a defect still costs when the photo came with it, and when it was asked for. */
const BROUGHT = 0.5;
const EXCUSED = 0.3;

export type Defect = { readonly kind: DefectKind; readonly cost: number };

/** Slow at first, then steady. */
const bent = (excess: number): number => (excess <= 0 ? 0 : excess < 1 ? excess * excess : 2 * excess - 1);

/** What costs a picture points, dearest first. */
export function defectsOf(intent: Intent, source: Seen, result: Seen, mono: boolean): readonly Defect[] {
  const asked = new Set(intent.goals.flatMap((goal) => (goal.kind === 'adjust' ? [`${goal.attribute} ${goal.direction}`] : goal.kind === 'wash' ? ['warmth 1'] : [])));
  return ROWS.flatMap(({ kind, excess, cost, most, excused }): readonly Defect[] => {
    if (mono && COLOUR.has(kind)) return [];
    const price = (seen: Seen): number => Math.min(most, cost * bent(excess(seen, source)));
    const now = price(result);
    const left = now - (1 - BROUGHT) * Math.min(now, price(source));
    const wanted = excused?.some(([attribute, direction]) => asked.has(`${attribute} ${direction}`)) ? EXCUSED : 1;
    return left * wanted > 0.01 ? [{ kind, cost: left * wanted }] : [];
  }).sort((a, b) => b.cost - a.cost);
}

const COLOUR: ReadonlySet<DefectKind> = new Set(['cast', 'drained', 'oversaturated', 'skin-hue', 'skin-colour']);

/** A picture without a measurable defect; the last half point would need an eye. */
const BEST = 9.5;

export function quality(intent: Intent, source: Seen, result: Seen, mono = false): number {
  const cost = defectsOf(intent, source, result, mono).reduce((sum, defect) => sum + defect.cost, 0);
  // Defects hide one another a little: their sum is bent, never capped before 0.
  return Math.max(0, BEST - (cost <= 5 ? cost : 5 + (cost - 5) * 0.6));
}
