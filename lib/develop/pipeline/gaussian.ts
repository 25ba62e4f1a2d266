import type { Address } from '../kernels/arena';
import type { Module } from '../kernels/loader';

/** A Gaussian: taps on one side (0: too small to matter) and where its weights lie, the centre's first. */
export type Gaussian = { readonly radius: number; readonly weights: Address };

/** Below this a Gaussian changes nothing that a pixel grid can show. */
const LEAST_SIGMA = 0.2;

/** Weights for `blurRow`, of `sigma` px, with at most `limit` taps on a side. */
export function gaussian({ arena, kernels }: Module, name: string, sigma: number, limit: number): Gaussian {
  const weights = arena.slot(`gaussian.${name}`, (limit + 1) * 4);
  if (sigma < LEAST_SIGMA) return { radius: 0, weights };
  const radius = Math.min(limit, Math.max(1, Math.ceil(sigma * 2.7)));
  const raw = Array.from({ length: radius + 1 }, (_, k) => kernels.exp2(-(k * k) / (2 * sigma * sigma * 0.6931471805599453)));
  const sum = raw.reduce((total, weight, k) => total + (k === 0 ? weight : 2 * weight), 0);
  arena.f32.set(raw.map((weight) => weight / sum), weights / 4);
  return { radius, weights };
}
