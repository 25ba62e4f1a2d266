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

/** The finest radius of strokes. Where no line sets one it is the stroke's own, and thousands of dabs need not be read to know it. */
function finestOf(strokes: readonly PaintMask[]): number {
  const radii = strokes.flatMap((stroke) => {
    const lines = stroke.Dabs.map((line) => line.charCodeAt(0));
    if (lines.every((kind) => kind === DAB || kind === FLOW)) return lines.includes(DAB) ? [Math.min(10, Math.max(0, stroke.Radius))] : [];
    return readDabs(stroke).map(({ radius }) => radius);
  });
  return Math.min(...radii, 1);
}
const DAB = 'd'.charCodeAt(0), FLOW = 'f'.charCodeAt(0);

/** Coverage of strokes, added and erased in order. */
export function painted(strokes: readonly PaintMask[], context: MaskContext, slot: string): Coverage {
  const { module, full } = context;
  const long = Math.max(full.width, full.height);
  const edge = Math.min(EDGE.most, Math.max(EDGE.least, Math.ceil(CELLS_PER_RADIUS / Math.max(1e-3, finestOf(strokes)))), Math.max(16, long));
  // Rows of whole vectors, so that dabs never touch another row.
  const width = Math.max(4, Math.ceil(((full.width / long) * edge) / 4) * 4), height = Math.max(1, Math.round((full.height / long) * edge));
  const keys = strokes.map((stroke) => JSON.stringify([stroke.Radius, stroke.Flow, stroke.CenterWeight, combineMode(stroke), maskStrength(stroke)]));
  const id = JSON.stringify([width, height, full.width, full.height, keys, strokes.map(({ Dabs }) => Dabs)]);
  const plane = module.arena.hold(`${slot}.painting`, width * height * 4, id, (at) => paint(module, at, { width, height }, strokes, keys, full));
  return planeReader(width, height, plane, context);
}

/**
 * What was painted last, in planes of its own: all strokes but the last, and the last before it is combined with them. A hand that goes on painting adds a few
 * dabs to it; the same ones in the same order, so that the result is that of painting everything at once, bit for bit.
 */
type Canvas = { readonly size: string; readonly base: Address; readonly stroke: Address; readonly keys: readonly string[]; readonly dabs: readonly (readonly string[])[] };
const canvases = new WeakMap<Module, Canvas>();

const startsWith = (all: readonly string[], start: readonly string[]): boolean => start.length <= all.length && start.every((line, i) => line === all[i]);

/** How many strokes the base may keep, and how many lines of the one after it, of what is to be painted. */
function keptOf(old: Canvas | undefined, size: string, base: Address, stroke: Address, keys: readonly string[], dabs: readonly (readonly string[])[]): { readonly strokes: number; readonly lines: number } | undefined {
  if (!old || old.size !== size || old.base !== base || old.stroke !== stroke) return undefined;
  const count = old.keys.length - 1;
  const same = (i: number) => old.keys[i] === keys[i] && old.dabs[i]?.length === dabs[i]?.length && startsWith(dabs[i] ?? [], old.dabs[i] ?? []);
  for (let i = 0; i < count; i++) if (!same(i)) return undefined;
  if (count < 0 || old.keys[count] !== keys[count] || !startsWith(dabs[count] ?? [], old.dabs[count] ?? [])) return undefined;
  return { strokes: count, lines: old.dabs[count]?.length ?? 0 };
}

function paint(module: Module, plane: Address, { width, height }: Size, strokes: readonly PaintMask[], keys: readonly string[], full: Size): void {
  const { arena, kernels } = module;
  const bytes = width * height * 4;
  const base = arena.slot('brush.base', bytes), cells = arena.slot('brush.stroke', bytes);
  const size = `${width} ${height} ${full.width} ${full.height}`;
  const dabs = strokes.map(({ Dabs }) => Dabs);
  const kept = keptOf(canvases.get(module), size, base, cells, keys, dabs);
  canvases.delete(module);
  if (!kept) kernels.fillRow(base, 0, width * height);
  let rows: Rows = NO_ROWS;
  for (let i = kept?.strokes ?? 0; i < strokes.length; i++) {
    const stroke = strokes[i];
    if (!stroke) continue;
    // The one that was painted so far becomes part of what lies below the next.
    const goesOn = kept !== undefined && i === kept.strokes;
    rows = stamp(module, cells, { width, height }, stroke, goesOn ? kept.lines : 0, full);
    if (i < strokes.length - 1) combine(module, base, cells, width, rows, stroke);
  }
  arena.u8.copyWithin(plane, base, base + bytes);
  const last = strokes.at(-1);
  if (last) combine(module, plane, cells, width, rows, last);
  canvases.set(module, { size, base, stroke: cells, keys, dabs });
}

/** Rows of a plane, from … up to. */
type Rows = readonly [from: number, to: number];
const NO_ROWS: Rows = [0, 0];

function combine({ kernels }: Module, plane: Address, stroke: Address, width: number, [from, to]: Rows, mask: PaintMask): void {
  if (to > from) kernels.combineRow(plane + from * width * 4, stroke + from * width * 4, (to - from) * width, combineMode(mask) === 'subtract' ? 1 : 0, maskStrength(mask), false);
}

/** Paints the dabs of one stroke into a plane, which holds those of its first `lines` lines already. Answers the rows that the stroke touches. */
function stamp({ kernels }: Module, plane: Address, { width, height }: Size, mask: PaintMask, lines: number, full: Size): Rows {
  const sx = width / full.width, sy = height / full.height, long = Math.max(full.width, full.height);
  // Cells may be a trace off square; dabs are round in cells.
  const scale = Math.sqrt(sx * sy) * long;
  const spots = readDabs(mask).map(({ x, y, radius, flow, hardness }) => ({ cx: x * width, cy: y * height, radius: radius * scale, flow, hardness }));
  if (lines === 0) kernels.fillRow(plane, 0, width * height);
  let [top, bottom] = [height, 0];
  const done = lines === 0 ? 0 : readDabs({ ...mask, Dabs: mask.Dabs.slice(0, lines) }).length;
  spots.forEach(({ cx, cy, radius, flow, hardness }, i) => {
    const reach = Math.max(1, radius) + 1;
    const x0 = Math.max(0, Math.floor((cx - reach) / 4) * 4), x1 = Math.min(width, Math.ceil(cx + reach));
    const y0 = Math.max(0, Math.floor(cy - reach)), y1 = Math.min(height, Math.ceil(cy + reach));
    if (x1 <= x0 || y1 <= y0) return;
    [top, bottom] = [Math.min(top, y0), Math.max(bottom, y1)];
    if (i >= done) kernels.dab(plane, width, x0, y0, x1, y1, cx, cy, radius, hardness, flow);
  });
  return bottom > top ? [top, bottom] : NO_ROWS;
}
