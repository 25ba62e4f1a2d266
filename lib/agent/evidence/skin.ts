import type { Pixels, Size } from '@/lib/develop/types';
import { SKIN } from './bands';
import { hueOf } from './oklab';
import { planesOf } from './planes';
import type { RegionMask } from './within';

/** Long edge of the grid on which skin is looked for: the same at every size of picture, so that a probe finds what an observation finds. */
const EDGE = 160;

/**
 * What a cell of the grid must be: its colour within `SKIN`, and smooth. `fine` is the spread of luma inside the cell beyond what the shading
 * from cell to cell explains, in percent: pores stay under it, grass, leaves and fabric do not.
 */
const SMOOTH = { fine: 2.2, shading: 0.45, shadingInCell: 0.36, most: 14 } as const;

/**
 * What a patch of such cells must be. Skies and walls reach along the top edge or across the frame; painted and poured things have one hue;
 * wood and leather are stronger in colour, dry grass is yellower.
 */
const PATCH = { share: 0.006, top: 0.15, across: 0.94, fill: 0.25, aspect: [0.2, 2.6], hueSpread: 1.9, hue: 62.5, chroma: 9, lumaSpread: 0.1 } as const;

/** Less than this of the frame in all is no skin to speak of. */
const LEAST = 0.01;

type Grid = Size & { readonly luma: Float32Array; readonly a: Float32Array; readonly b: Float32Array; readonly inner: Float32Array };

/** Cell means, and the spread of luma inside each cell. */
function gridOf(pixels: Pixels): Grid {
  const { width, height, luma, a, b } = planesOf(pixels);
  const scale = Math.min(1, EDGE / Math.max(width, height));
  const [across, down] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const plane = (): Float32Array => new Float32Array(across * down);
  const [sums, squares, as, bs, counts] = [plane(), plane(), plane(), plane(), plane()];
  const columns = Uint16Array.from({ length: width }, (_, x) => Math.floor((x * across) / width));
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * down) / height) * across;
    for (let x = 0; x < width; x++) {
      const [at, cell] = [y * width + x, row + (columns[x] as number)];
      const value = luma[at] as number;
      sums[cell] = (sums[cell] as number) + value;
      squares[cell] = (squares[cell] as number) + value * value;
      as[cell] = (as[cell] as number) + (a[at] as number);
      bs[cell] = (bs[cell] as number) + (b[at] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  const mean = (values: Float32Array): Float32Array => values.map((sum, cell) => sum / Math.max(1, counts[cell] ?? 1));
  const [means, meanSquares] = [mean(sums), mean(squares)];
  return { width: across, height: down, luma: means, a: mean(as), b: mean(bs), inner: meanSquares.map((square, cell) => Math.sqrt(Math.max(0, square - (means[cell] ?? 0) ** 2))) };
}

const chromaAt = ({ a, b }: Grid, cell: number): number => 100 * Math.hypot(a[cell] ?? 0, b[cell] ?? 0);
const hueAt = ({ a, b }: Grid, cell: number): number => hueOf(a[cell] ?? 0, b[cell] ?? 0);

/** Whether a cell has the colour and the smoothness of skin. */
function isSkinlike(grid: Grid, cell: number): boolean {
  const { width, height, luma, inner } = grid;
  const light = luma[cell] ?? 0;
  const chroma = chromaAt(grid, cell);
  if (chroma < SKIN.chroma[0] || chroma > SKIN.chroma[1] || light < SKIN.luma[0] || light > SKIN.luma[1]) return false;
  const hue = hueAt(grid, cell);
  if (hue < SKIN.hue[0] || hue > SKIN.hue[1]) return false;
  const [x, y] = [cell % width, Math.floor(cell / width)];
  let [sum, squares, count] = [0, 0, 0];
  for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
    const value = luma[v * width + u] ?? 0;
    sum += value;
    squares += value * value;
    count++;
  }
  const shading = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  const fine = Math.sqrt(Math.max(0, (inner[cell] ?? 0) ** 2 - (SMOOTH.shadingInCell * shading) ** 2));
  return shading <= SMOOTH.most && fine <= Math.max(SMOOTH.fine, SMOOTH.shading * shading);
}

/** Connected patches of cells (four neighbours). */
function patchesOf({ width, height }: Size, holds: Uint8Array): readonly (readonly number[])[] {
  const taken = new Uint8Array(holds.length);
  const patches: number[][] = [];
  for (let start = 0; start < holds.length; start++) {
    if (holds[start] === 0 || taken[start] === 1) continue;
    const patch = [start];
    taken[start] = 1;
    for (const cell of patch) {
      const x = cell % width;
      const neighbours = [x > 0 ? cell - 1 : -1, x < width - 1 ? cell + 1 : -1, cell - width, cell + width < width * height ? cell + width : -1];
      for (const next of neighbours) {
        if (next < 0 || holds[next] === 0 || taken[next] === 1) continue;
        taken[next] = 1;
        patch.push(next);
      }
    }
    patches.push(patch);
  }
  return patches;
}

const spread = (values: readonly number[]): { readonly mean: number; readonly spread: number } => {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return { mean, spread: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length)) };
};

function describePatch(grid: Grid, cells: readonly number[]) {
  const { width, height, luma } = grid;
  let [left, right, top, bottom, onTop] = [width, 0, height, 0, 0];
  for (const cell of cells) {
    const [x, y] = [cell % width, Math.floor(cell / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    if (y === 0) onTop++;
  }
  return {
    share: cells.length / (width * height), top: onTop / width, across: (right - left + 1) / width, fill: cells.length / ((right - left + 1) * (bottom - top + 1)),
    aspect: (right - left + 1) / (bottom - top + 1), hue: spread(cells.map((cell) => hueAt(grid, cell))), chroma: spread(cells.map((cell) => chromaAt(grid, cell))), luma: spread(cells.map((cell) => luma[cell] ?? 0)),
  };
}

const isSkin = ({ share, top, across, fill, aspect, hue, chroma, luma }: ReturnType<typeof describePatch>): boolean =>
  share >= PATCH.share && top <= PATCH.top && across <= PATCH.across && fill >= PATCH.fill && aspect >= PATCH.aspect[0] && aspect <= PATCH.aspect[1]
  && hue.mean <= PATCH.hue && hue.spread >= PATCH.hueSpread && chroma.mean <= PATCH.chroma && luma.spread >= PATCH.lumaSpread * luma.mean;

/**
 * Where skin is in a picture, by colour, smoothness, and the shape and spread of the patch: no face is recognised, so callers speak of skin tones.
 * To be asked of the untouched photo; an edit changes what looks like skin, not where it is. An empty mask when less than 1 % of the frame is left.
 *
 * Measured at 768 px, share of the frame in percent, the colour test alone → with everything:
 *
 * | with skin | | without | |
 * |---|---|---|---|
 * | kodim04 (portrait; her hair too) | 43 → 21.3 | chelsea (cat) | 88 → 0 |
 * | kodim15 (painted face) | 19 → 12.5 | coffee on a wooden table | 36 → 0 |
 * | astronaut | 7 → 1.9 | walruses, sand | 34 → 0 |
 * | kodim12 (two on a beach) | 5 → 1.4 | red door (kodim02): wrongly kept | 24 → 3.7 |
 * | | | autumn-ridge | 20 → 0 |
 * | | | hilltop-sunset, dandelion | 15 → 0 |
 * | | | sunset pier, parrots (kodim23) | 7 → 0 |
 *
 * Of 49 photos at hand these four and the door keep skin. Four portraits are few: the limits are as sure as that.
 *
 * Bare arms in shade, skin under coloured light and faces smaller than about a tenth of the frame's edge are missed; a smooth, shaded, evenly
 * brown thing of the size of a face would pass.
 */
export function findSkin(pixels: Pixels): RegionMask {
  const grid = gridOf(pixels);
  const holds = new Uint8Array(grid.width * grid.height);
  for (let cell = 0; cell < holds.length; cell++) if (isSkinlike(grid, cell)) holds[cell] = 1;
  const found = new Uint8Array(holds.length);
  for (const patch of patchesOf(grid, holds)) if (isSkin(describePatch(grid, patch))) for (const cell of patch) found[cell] = 1;
  const { width, height } = pixels;
  const inside = new Uint8Array(width * height);
  let count = 0;
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * grid.height) / height) * grid.width;
    for (let x = 0; x < width; x++) if (found[row + Math.floor((x * grid.width) / width)] === 1) {
      inside[y * width + x] = 1;
      count++;
    }
  }
  const share = count / Math.max(1, inside.length);
  return share >= LEAST ? { width, height, name: 'skin', inside, share } : { width, height, name: 'skin', inside: inside.fill(0), share: 0 };
}
