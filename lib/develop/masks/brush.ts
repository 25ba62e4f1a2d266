import type { Address } from '../kernels/arena';
import type { Module } from '../kernels/loader';
import { combineMode, maskStrength, type Mask, type PaintMask } from '../settings';
import type { Size } from '../types';
import type { Coverage, MaskContext } from './coverage';
import { planeReader } from './placed';

/** One touch of the brush: place and radius in fractions of the photo (x of its width, y of its height, radius of its long edge). */
export type Dab = { readonly x: number; readonly y: number; readonly radius: number; readonly flow: number; readonly hardness: number };

/**
 * Reads `Dabs` in order: `d x y` paints, `m x y` (or `M`) only moves, `r`, `f` and `h` set radius, flow and hardness for what follows. What cannot
 * be read is passed over.
 */
export function readDabs({ Dabs, Radius, Flow, CenterWeight }: PaintMask): readonly Dab[] {
  let radius = Radius, flow = Flow, hardness = CenterWeight;
  const dabs: Dab[] = [];
  for (const line of Dabs) {
    const [kind, first = NaN, second = NaN] = line.trim().split(/[\s,]+/).map((part, i) => (i === 0 ? part : Number(part))) as [string, number?, number?];
    if (!Number.isFinite(first)) continue;
    if (kind === 'r') radius = first;
    else if (kind === 'f') flow = first;
    else if (kind === 'h') hardness = first;
    else if (kind === 'd' && Number.isFinite(second)) dabs.push({ x: first, y: second, radius: Math.min(10, Math.max(0, radius)), flow: unit(flow), hardness: unit(hardness) });
  }
  return dabs;
}

const unit = (value: number): number => Math.min(1, Math.max(0, value));

/** Long edge of the plane that strokes are painted into: cells enough for the finest brush, within bounds of memory. */
const EDGE = { least: 512, most: 2048 } as const;
const CELLS_PER_RADIUS = 24;

/** Whether strokes are all that a list of masks holds, so that one plane can stand for them. */
export const isPainting = (masks: readonly Mask[]): masks is readonly PaintMask[] =>
  masks.length > 0 && masks.every((mask) => mask.What === 'Mask/Paint' && combineMode(mask) !== 'intersect' && !(combineMode(mask) === 'add' && mask.MaskInverted === true));

/** Coverage of strokes, added and erased in order. */
export function painted(strokes: readonly PaintMask[], context: MaskContext, slot: string): Coverage {
  const { module, full } = context;
  const prepared = strokes.map((stroke) => ({ dabs: readDabs(stroke), erase: combineMode(stroke) === 'subtract', strength: maskStrength(stroke) }));
  const finest = Math.min(...prepared.flatMap(({ dabs }) => dabs.map(({ radius }) => radius)), 1);
  const long = Math.max(full.width, full.height);
  const edge = Math.min(EDGE.most, Math.max(EDGE.least, Math.ceil(CELLS_PER_RADIUS / Math.max(1e-3, finest))), Math.max(16, long));
  // Rows of whole vectors, so that dabs never touch another row.
  const width = Math.max(4, Math.ceil(((full.width / long) * edge) / 4) * 4), height = Math.max(1, Math.round((full.height / long) * edge));
  const id = JSON.stringify([width, height, strokes.map(({ Dabs, Radius, Flow, CenterWeight }, i) => [Dabs, Radius, Flow, CenterWeight, prepared[i]?.erase, prepared[i]?.strength])]);
  const plane = module.arena.hold(`${slot}.painting`, width * height * 4, id, (at) => paint(module, at, { width, height }, prepared, full));
  return planeReader(width, height, plane, context);
}

type Stroke = { readonly dabs: readonly Dab[]; readonly erase: boolean; readonly strength: number };

function paint({ arena, kernels }: Module, plane: Address, { width, height }: Size, strokes: readonly Stroke[], full: Size): void {
  const sx = width / full.width, sy = height / full.height, long = Math.max(full.width, full.height);
  // Cells may be a trace off square; dabs are round in cells.
  const scale = Math.sqrt(sx * sy) * long;
  const stroke = arena.slot('mask.stroke', width * height * 4);
  kernels.fillRow(plane, 0, width * height);
  for (const { dabs, erase, strength } of strokes) {
    const spots = dabs.map(({ x, y, radius, flow, hardness }) => ({ cx: x * width, cy: y * height, radius: radius * scale, flow, hardness }));
    const top = Math.max(0, Math.floor(Math.min(...spots.map(({ cy, radius }) => cy - radius)) - 1)), bottom = Math.min(height, Math.ceil(Math.max(...spots.map(({ cy, radius }) => cy + radius)) + 1));
    if (!(bottom > top)) continue;
    const offset = top * width * 4, cells = (bottom - top) * width;
    kernels.fillRow(stroke + offset, 0, cells);
    for (const { cx, cy, radius, flow, hardness } of spots) {
      const reach = Math.max(1, radius) + 1;
      const x0 = Math.max(0, Math.floor((cx - reach) / 4) * 4), x1 = Math.min(width, Math.ceil(cx + reach));
      const y0 = Math.max(0, Math.floor(cy - reach)), y1 = Math.min(height, Math.ceil(cy + reach));
      if (x1 > x0 && y1 > y0) kernels.dab(stroke, width, x0, y0, x1, y1, cx, cy, radius, hardness, flow);
    }
    kernels.combineRow(plane + offset, stroke + offset, cells, erase ? 1 : 0, strength, false);
  }
}
