import type { Evidence } from '@/lib/agent/types';

type Feature = { readonly name: string; readonly read: (evidence: Evidence) => number; /** What is taken off and divided by, so that ordinary photos lie within ±2. Fixed: tens of edits are too few to measure them by. */ readonly centre: number; readonly scale: number };

const share = (evidence: Evidence, region: 'shadows' | 'highlights' | 'skin' | 'Blue' | 'Green'): number => evidence.regions[region]?.share ?? 0;

/** What a hand may answer to in an untouched photo: how light, how contrasty, how colourful it is, where the light and the motif lie. */
export const STYLE_FEATURES: readonly Feature[] = [
  { name: 'luma.mean', read: ({ luma }) => luma.mean, centre: 42, scale: 14 },
  { name: 'luma.log', read: ({ luma }) => Math.log2(Math.max(2, luma.mean) / 42), centre: 0, scale: 0.7 },
  { name: 'luma.std', read: ({ luma }) => luma.std, centre: 22, scale: 6 },
  { name: 'luma.p5', read: ({ luma }) => luma.p5, centre: 8, scale: 8 },
  { name: 'luma.p95', read: ({ luma }) => luma.p95, centre: 84, scale: 13 },
  { name: 'shadows', read: (evidence) => share(evidence, 'shadows'), centre: 0.3, scale: 0.22 },
  { name: 'highlights', read: (evidence) => share(evidence, 'highlights'), centre: 0.12, scale: 0.14 },
  { name: 'chroma', read: ({ colour }) => colour.meanChroma, centre: 7, scale: 4 },
  { name: 'cast.a', read: ({ colour }) => colour.cast.a, centre: 0, scale: 2 },
  { name: 'cast.b', read: ({ colour }) => colour.cast.b, centre: 1.5, scale: 4 },
  { name: 'haze', read: ({ haze }) => haze, centre: 20, scale: 14 },
  { name: 'skin', read: (evidence) => share(evidence, 'skin'), centre: 0.03, scale: 0.08 },
  { name: 'blue', read: (evidence) => share(evidence, 'Blue'), centre: 0.12, scale: 0.18 },
  { name: 'green', read: (evidence) => share(evidence, 'Green'), centre: 0.08, scale: 0.14 },
];

/** The features of a photo, each within ±4. */
export const featuresOf = (evidence: Evidence): readonly number[] =>
  STYLE_FEATURES.map(({ read, centre, scale }) => Math.max(-4, Math.min(4, (read(evidence) - centre) / scale)));
