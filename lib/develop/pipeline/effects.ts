import type { Address } from '../kernels/arena';
import type { Module } from '../kernels/loader';
import { choiceOf, numberOf } from '../settings';
import type { DevelopSettings, Size } from '../types';
import type { ColourRows } from './colour';
import type { Affine } from './geometry';

/** Draws over output pixels first … first + n − 1 of row y, display-encoded, in place. */
export type Effect = (rgb: ColourRows, y: number, first: number, n: number) => void;

export const hasEffects = (settings: DevelopSettings): boolean => numberOf(settings, 'PostCropVignetteAmount') !== 0 || numberOf(settings, 'GrainAmount') !== 0;

/** The effects that the settings ask for, in order. `grainRow`: a row of amounts of grain, where corrections vary it. */
export function effectsOf(module: Module, settings: DevelopSettings, output: Size, toPhoto: Affine, grainRow: Address = 0): readonly Effect[] {
  return [
    ...(numberOf(settings, 'PostCropVignetteAmount') === 0 ? [] : [vignette(module, settings, output)]),
    ...(numberOf(settings, 'GrainAmount') === 0 && grainRow === 0 ? [] : [grain(module, settings, toPhoto, grainRow)]),
  ];
}

function vignette({ kernels }: Module, settings: DevelopSettings, { width, height }: Size): Effect {
  const share = (name: string) => numberOf(settings, `PostCropVignette${name}`) / 100;
  const roundness = share('Roundness');
  // Half axes at which the distance is 1: the frame's own, or, rounder, a circle with the same distance in the corner.
  const circle = Math.sqrt((width * width + height * height) / 8);
  const round = Math.max(0, roundness);
  const ax = width / 2 + (circle - width / 2) * round, ay = height / 2 + (circle - height / 2) * round;
  const power = 2 * kernels.exp2(Math.max(0, -roundness) * 2);
  const corner = kernels.exp2(1 / power) / Math.SQRT2;
  const middle = (0.5 + 0.9 * share('Midpoint')) * corner, half = 0.02 + 0.8 * share('Feather') * corner;
  const style = Number(choiceOf(settings, 'PostCropVignetteStyle'));
  const amount = share('Amount'), protect = share('HighlightContrast');
  return ([r, g, b], y, first, n) =>
    kernels.vignetteRow(r, g, b, n, first, 1 / ax, (0.5 - width / 2) / ax, (y + 0.5 - height / 2) / ay, power, middle - half, middle + half, amount, style, protect);
}

/** A turn by an angle without a short period (5:12:13). */
const SKEW = { cos: 12 / 13, sin: 5 / 13 } as const;

function grain({ kernels }: Module, settings: DevelopSettings, map: Affine, amounts: Address): Effect {
  const rough = numberOf(settings, 'GrainFrequency') / 100;
  // Grain size in px of the full photo.
  const size = 0.9 + 3.1 * (numberOf(settings, 'GrainSize') / 100);
  // A smaller rendering averages grains: its contrast falls with the number of grains under one pixel.
  const pixel = Math.sqrt(map.xx * map.xx + map.yx * map.yx);
  const average = 1 / Math.sqrt(1 + Math.max(0, pixel * pixel - 1) / (size * size));
  const amount = 0.25 * (amounts ? 1 : numberOf(settings, 'GrainAmount') / 100) * average / Math.sqrt(1 + rough * rough);
  const seed = (Math.round(numberOf(settings, 'GrainSeed')) ^ 0x2545f491) | 0;
  // The lattice lies askew, so that its rows and columns never fall in with the picture's.
  const turned = (x: number, y: number) => [(SKEW.cos * x + SKEW.sin * y) / size, (SKEW.cos * y - SKEW.sin * x) / size] as const;
  const [xStep, yStep] = turned(map.xx, map.yx);
  return ([r, g, b], y, first, n) => {
    const [x0, y0] = turned(map.x0 + map.xy * y, map.y0 + map.yy * y);
    kernels.grainRow(r, g, b, n, first, xStep, x0, yStep, y0, amount, amounts, rough, seed);
  };
}
