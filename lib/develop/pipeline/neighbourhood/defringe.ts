import { numberOf } from '../../settings';
import type { DevelopSettings } from '../../types';
import { addressIn, amountRows, grown, type Stage, type StageContext, type StageTool } from './stage';

/**
 * The two sliders' hues, in degrees of the colour hexagon, at 0 and at 100: purple from blue to rose, green from yellow to cyan. At their defaults
 * purple is 256…304° and green 116…144°.
 */
const BANDS = [
  { name: 'Purple', from: 220, to: 340 },
  { name: 'Green', from: 60, to: 200 },
] as const;
/** What corrections use instead, because their one slider is for fringes of any hue: half the wheel each. */
const HALVES = [{ centre: 285, half: 84 }, { centre: 105, half: 84 }] as const;
/** Width of a band's soft ends, degrees. */
const SOFT = 12;
const MOST = 20;
/** Half the width of the widest seam, px of the full photo, for the smallest amount and what the largest adds. */
const LEAST_REACH = 2;
const MORE_REACH = 4;
/** Rows and columns that are worked on at a time. */
const ROWS = 32;
const PIECE = 128;

const radians = (degrees: number): number => (degrees * 3.141592653589793) / 180;

const amountOf = (settings: DevelopSettings, name: string): number => numberOf(settings, `Defringe${name}Amount`) / MOST;

export const defringe: StageTool = {
  reads: BANDS.flatMap(({ name }) => ['Amount', 'HueLo', 'HueHi'].map((part) => `Defringe${name}${part}`)),
  amounts: ['defringe'],
  isIdentity: (settings) => BANDS.every(({ name }) => amountOf(settings, name) === 0),
  stage: ({ module, settings, scale, local }: StageContext): Stage => {
    const { arena, kernels } = module;
    const added = local('defringe');
    const bands = BANDS.map(({ name, from, to }) => {
      const amount = amountOf(settings, name);
      const hue = (end: 'Lo' | 'Hi') => from + ((to - from) * numberOf(settings, `Defringe${name}Hue${end}`)) / 100;
      const low = Math.min(hue('Lo'), hue('Hi')), high = Math.max(hue('Lo'), hue('Hi'));
      // Most of a fringe goes with the first quarter of the slider; the rest widens what counts as one.
      return { centre: (low + high) / 2, half: (high - low) / 2, amount, strength: 1 - (1 - amount) * (1 - amount) * (1 - amount) };
    });
    const largest = added ? 1 : Math.max(...bands.map(({ amount }) => amount));
    const radius = Math.max(1, Math.round((LEAST_REACH + MORE_REACH * largest) * scale));
    const looked = arena.slot('defringe.looked', 32), taken = arena.slot('defringe.taken', 40);
    const cosine = (degrees: number) => kernels.cos(radians(degrees));
    /** A band as the kernel has it: direction, cosine of the outer half width, and what brings the inner one's to 1. */
    const shape = ({ centre, half }: { readonly centre: number; readonly half: number }) => {
      const outer = cosine(Math.min(180, half + SOFT));
      return [cosine(centre), kernels.sin(radians(centre)), outer, 1 / (cosine(half) - outer)];
    };
    const nothing = [0, 0, 1, 1];
    arena.f32.set(bands.flatMap((band, k) => (added ? shape(HALVES[k] ?? band) : band.amount > 0 ? shape(band) : nothing)), looked / 4);
    arena.f32.set(bands.flatMap((band) => [...shape(band), band.strength]), taken / 4);

    return {
      works: 'chroma',
      halo: 2 * radius,
      run: (tile, area) => {
        const { rect, pitch } = tile;
        const hues = arena.slot('defringe.hues', pitch * (rect.y1 - rect.y0));
        const around = grown(area, 2 * radius);
        const pieces = Math.ceil((around.x1 - around.x0) / PIECE);
        // Which pieces of rows have any of the hues: in most of a photo there is nothing to do.
        const coloured = new Uint8Array(pieces * (around.y1 - around.y0));
        for (let y = around.y0, k = 0; y < around.y1; y++) {
          for (let x = around.x0; x < around.x1; x += PIECE, k++) {
            const at = (plane: number) => addressIn(tile, plane, x, y);
            coloured[k] = kernels.fringeHueRow(at(hues), at(tile.u), at(tile.v), tile.luma, looked, Math.min(PIECE, around.x1 - x));
          }
        }
        const idle = ({ x0, y0, x1, y1 }: typeof area): boolean => {
          for (let y = y0 - around.y0; y < y1 - around.y0; y++) {
            for (let piece = Math.floor((x0 - around.x0) / PIECE); piece <= Math.floor((x1 - 1 - around.x0) / PIECE); piece++) if (coloured[y * pieces + piece]) return false;
          }
          return true;
        };
        const rows = ROWS + 4 * radius;
        const [across, first, second, low, high] = ['across', 'first', 'second', 'low', 'high'].map((name) => arena.slot(`defringe.${name}`, pitch * rows)) as [number, number, number, number, number];
        const amount = amountRows(module, tile, 'defringe', area);
        for (let y0 = area.y0; y0 < area.y1; y0 += ROWS) for (let x0 = area.x0; x0 < area.x1; x0 += PIECE) {
          const band = { x0, y0, x1: Math.min(area.x1, x0 + PIECE), y1: Math.min(area.y1, y0 + ROWS) };
          if (idle(grown(band, 2 * radius))) continue;
          const held = { rect: { ...rect, y0: y0 - 2 * radius, y1: y0 - 2 * radius + rows }, pitch };
          /** Lowest or highest within the radius, right in `to`; both planes may be the same. */
          const filter = (kernel: 'lowestRow' | 'highestRow', dst: number, src: number, from: typeof held | typeof tile, to: typeof area) => {
            const n = to.x1 - to.x0;
            for (let y = to.y0 - radius; y < to.y1 + radius; y++) kernels[kernel](addressIn(held, across, to.x0, y), addressIn(from, src, to.x0, y), 4, radius, n);
            for (let y = to.y0; y < to.y1; y++) kernels[kernel](addressIn(held, dst, to.x0, y), addressIn(held, across, to.x0, y), pitch, radius, n);
          };
          const wider = grown(band, radius);
          for (const [plane, erode, dilate, sign] of [[first, 'lowestRow', 'highestRow', 1], [second, 'highestRow', 'lowestRow', -1]] as const) {
            filter(erode, plane, hues, tile, wider);
            for (let y = wider.y0; y < wider.y1; y++) kernels.holdRow(addressIn(held, plane, wider.x0, y), sign, wider.x1 - wider.x0);
            filter(dilate, plane, plane, held, band);
          }
          filter('lowestRow', low, tile.y, tile, band);
          filter('highestRow', high, tile.y, tile, band);
          for (let y = band.y0; y < band.y1; y++) {
            const on = (plane: number) => addressIn(tile, plane, x0, y), beside = (plane: number) => addressIn(held, plane, x0, y);
            kernels.defringeRow(on(tile.u), on(tile.v), on(hues), beside(first), beside(second), beside(low), beside(high), amount(y) + (x0 - area.x0) * 4, tile.luma, taken, band.x1 - x0);
          }
        }
      },
    };
  },
};
