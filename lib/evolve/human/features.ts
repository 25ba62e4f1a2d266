import type { Evidence } from '@/lib/agent/types';

/**
 * What is measured of a result against its source to foretell what people say of it: signed where people are not indifferent to the sign, bent where
 * more of the same matters less and less. All are 0 when nothing was changed.
 */
export type Feature = { readonly name: string; readonly read: (source: Evidence, result: Evidence) => number };

const held = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** Beyond what was ever rated, more is taken for as much: −0.9..0.6 of the logarithm of the contrast, three tenths of a change of brightness. */
const RANGE = { contrast: [-0.9, 0.6], shift: 30 } as const;

/** Logarithm of the ratio of the spreads of luma. */
const contrast = (source: Evidence, result: Evidence): number => held(Math.log(Math.max(0.5, result.luma.std) / Math.max(0.5, source.luma.std)), ...RANGE.contrast);

/** Loss of chroma beyond what a loss of contrast brings along, as a logarithm, ≥ 0. */
const paler = (source: Evidence, result: Evidence): number => Math.max(0, contrast(source, result) - Math.log((result.colour.meanChroma + 1) / (source.colour.meanChroma + 1)));

/** How far mean luma moved, in tenths of the scale, either way. */
const shift = (source: Evidence, result: Evidence): number => Math.min(RANGE.shift, Math.abs(result.luma.mean - source.luma.mean)) / 10;

const clipped = ({ clipping }: Evidence): number => clipping.highlights + clipping.shadows;

export const FEATURES = {
  contrast: { name: 'contrast', read: contrast },
  contrastSquared: { name: 'contrastSquared', read: (source, result) => contrast(source, result) ** 2 },
  paler: { name: 'paler', read: paler },
  /** The first step to grey is the longest: half of the whole is reached at a fifth less chroma. */
  palerBent: { name: 'palerBent', read: (source, result) => 1 - Math.exp(-3 * paler(source, result)) },
  shift: { name: 'shift', read: shift },
  shiftSquared: { name: 'shiftSquared', read: (source, result) => shift(source, result) ** 2 },
  clipping: { name: 'clipping', read: (source, result) => Math.min(0.3, Math.max(0, clipped(result) - clipped(source))) },
} as const satisfies Readonly<Record<string, Feature>>;

export type FeatureName = keyof typeof FEATURES;
export const FEATURE_NAMES = Object.keys(FEATURES) as readonly FeatureName[];

export const readFeatures = (names: readonly FeatureName[], source: Evidence, result: Evidence): readonly number[] => names.map((name) => FEATURES[name].read(source, result));
