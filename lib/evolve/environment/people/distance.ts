import type { State } from '../../types';

type Picture = Pick<State, 'evidence' | 'view'>;

/** Mean ΔE in Oklab ×100 between two small views. */
export function viewDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 3) {
    const L = (a[at] as number) - (b[at] as number), A = (a[at + 1] as number) - (b[at + 1] as number), B = (a[at + 2] as number) - (b[at + 2] as number);
    sum += Math.sqrt(L * L + A * A + B * B);
  }
  return (100 * sum * 3) / a.length;
}

/** What a view does not show, with how much of it (in the measure's own unit) looks as different as a ΔE of 1. */
const UNSEEN: readonly (readonly [read: (evidence: State['evidence']) => number, unit: number])[] = [
  [({ luma }) => luma.std, 2.2],
  [({ luma }) => luma.p5, 5],
  [({ luma }) => luma.p95, 5],
  [({ clipping }) => 100 * clipping.highlights, 3],
  [({ colour }) => colour.p95Chroma, 3],
  // Relative: a soft photo shows sharpening as much as a sharp one.
  [({ sharpness }) => 100 * Math.log(Math.max(0.05, sharpness)), 22],
  [({ noise }) => noise, 1.2],
  [({ haze }) => haze, 6],
];

/**
 * How different two pictures of the same photo look, in units of ΔE (Oklab ×100): colours by the small view, tone, detail and veil by what is measured.
 */
export function pictureDistance(a: Picture, b: Picture): number {
  const rest = UNSEEN.reduce((sum, [read, unit]) => sum + ((read(a.evidence) - read(b.evidence)) / unit) ** 2, 0);
  return Math.sqrt(viewDistance(a.view, b.view) ** 2 + rest / 2);
}
