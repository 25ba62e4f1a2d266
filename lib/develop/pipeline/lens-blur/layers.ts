/**
 * Lens blur, computed once per photo and settings at the analysis size: the photo as it looks out of focus by several radii, each layer made only of
 * what lies at least about as far out of focus, so that nothing sharp bleeds into it; and, if there is any, a foreground whose edges spread over all else.
 * A picture of any size reads the layers where its pixels lie (`stage.ts`).
 *
 * After Kraus & Strengert 2007 ("Depth-of-field rendering by pyramidal image processing") and Wadhwa et al. 2018 (layers from back to front), with
 * shapes gathered exactly instead of pyramids.
 */
import type { Assets } from '../../assets';
import type { Address } from '../../kernels/arena';
import type { Module } from '../../kernels/loader';
import type { LensBlur } from '../../settings';
import type { Pixels, Size } from '../../types';
import { photoMap } from '../geometry';
import { Positions } from '../photo-map';
import { makePlanes } from '../planes';
import { luminanceOf } from '../primaries';
import { headroomOf } from '../scene';
import type { Patch } from '../retouch';
import { Sampler } from '../sampler';
import { defocusOf, tellsFocus } from './defocus';
import { spansOf } from './shapes';

/** Four u16 per cell: square roots of linear red, green, blue as shares of `range` and times coverage, and of coverage. `defocus`: the share of the largest radius that it is blurred by. */
export type Layer = Size & { readonly data: Uint16Array; readonly defocus: number };

/** Plain data. `layers`: what lies behind the focus, the most blurred first. `front`: the foreground and what is behind it. `id` names the content. `range`: the brightest light they hold. */
export type BlurLayers = { readonly id: string; readonly range: number; readonly layers: readonly Layer[]; readonly front?: { readonly veil: Layer; readonly behind: Layer } };

/** Radius at amount 1, as a share of the photo's long edge. */
const LARGEST = 0.02;
/** The largest radius, in px of the photo at a size. */
export const radiusOf = ({ amount }: LensBlur, { width, height }: Size): number => amount * LARGEST * Math.max(width, height);

/** Radii of neighbouring layers; the smallest, in px of the analysed picture, that one is made for. */
const RATIO = 1.4142135623730951, SMALLEST = 1.6;
/** From this radius on a layer needs only half the cells. */
const HALF_FROM = 12;
/** Foreground radii as shares of the largest. */
const FRONTS = [1, 0.5, 0.25] as const;

/** β of the opening of highlights: white becomes 1/(1 − β) = 2^(5·boost). */
const opening = (module: Module, boost: number): number => 1 - module.kernels.exp2(-5 * boost);

export type LayersJob = { readonly small: Pixels; readonly full: Size; readonly blur: LensBlur; readonly assets: Assets; readonly patches: readonly Patch[]; readonly id: string };

/** `undefined` where nothing tells what is out of focus, or nothing is. */
export function blurLayers(module: Module, { small, full, blur, assets, patches, id }: LayersJob): BlurLayers | undefined {
  if (!tellsFocus(blur, assets)) return undefined;
  const { arena, kernels } = module;
  const { width, height } = small;
  const n = width * height;
  const luma = arena.slot('blur.luma', 16);
  arena.f32.set([...luminanceOf(small.space), 0], luma / 4);
  const picture = arena.slot('blur.picture', n * 16), defocus = arena.slot('blur.defocus', n * 4 + width * 4 + 64);
  const beta = opening(module, blur.boost);
  const { nearest, farthest } = read(module, { small, full, blur, assets, patches }, picture, defocus, luma, beta);
  if (nearest === 0 && farthest === 0) return undefined;

  const range = small.scene ? headroomOf(small.scene) : 1;
  const radius = radiusOf(blur, small);
  const weighed = arena.slot('blur.weighed', n * 16);
  const make = (share: number, ramp: readonly [number, number, number, number]): Layer => {
    for (let y = 0; y < height; y++) kernels.weighRow(weighed + y * width * 16, picture + y * width * 16, defocus + y * width * 4, width, ...ramp);
    const blurred = gather(module, blur, weighed, { width, height }, radius * share);
    return close(module, blurred, luma, blur.threshold, beta, range, share);
  };

  const shares: number[] = [];
  for (let share = 1; shares.length === 0 || share * radius >= SMALLEST; share /= RATIO) shares.push(share);
  // What is nearly as far out of focus counts in full, what is much nearer to it not at all; in the last layer, hardly blurred, all that is out of focus.
  const layers = shares.map((share, k) => make(share, k === shares.length - 1 ? [10 / share, 0, 0, 1] : [2 / share, -0.7, 0, 1]));
  if (nearest >= 0) return { id, range, layers };

  const veils = FRONTS.map((share, k) => {
    // Hats that add up to one: between its neighbours' radii each counts by nearness. Of −defocus.
    const upper = FRONTS[k - 1], lower = FRONTS[k + 1] ?? 0;
    const rise = -1 / (share - lower), fall = upper === undefined ? 0 : 1 / (upper - share);
    for (let y = 0; y < height; y++) kernels.weighRow(weighed + y * width * 16, picture + y * width * 16, defocus + y * width * 4, width, rise, rise * lower, fall, upper === undefined ? 1 : fall * upper);
    return { ...gather(module, blur, weighed, { width, height }, radius * share, `blur.front.${k}`), share };
  });
  const [first] = veils;
  if (!first) return { id, range, layers };
  // All veils in the cells of the coarsest: the finer ones are halved where they are not.
  for (const veil of veils.slice(1)) {
    let from = veil.at;
    if (veil.width !== first.width) {
      from = arena.slot('blur.front.half', first.width * first.height * 16);
      kernels.halveQuads(from, veil.at, veil.width, veil.height);
    }
    kernels.addQuads(first.at, from, first.width * first.height);
  }
  return {
    id, range, layers,
    front: { veil: close(module, first, luma, blur.threshold, beta, range, FRONTS[2]), behind: make(1, [8, 1, 0, 1]) },
  };
}

/** The opened picture and its defocus, row by row; answers the extremes of the latter. */
function read(module: Module, { small, full, blur, assets, patches }: Omit<LayersJob, 'id'>, picture: Address, defocus: Address, luma: Address, beta: number): { readonly nearest: number; readonly farthest: number } {
  const { arena, kernels } = module;
  const { width, height } = small;
  const map = photoMap(full, {}, small);
  const sampler = new Sampler(module, small, map, small, true, 0, patches);
  const positions = new Positions(module, 'blur', map, width);
  const focus = defocusOf(blur, { module, full, map, space: small.space, width, assets, positions }, 'blur.small');
  const planes = makePlanes(arena, 'blur.row', width, 1, small.channels === 4);
  const row = arena.slot('blur.defocus.row', width * 4 + 16);
  let nearest = 0, farthest = 0;
  for (let y = 0; y < height; y++) {
    sampler.read({ x0: 0, y0: y, x1: width, y1: y + 1 }, planes);
    focus(row, { y, first: 0, n: width, rgb: [planes.r, planes.g, planes.b] });
    kernels.openRow(picture + y * width * 16, planes.r, planes.g, planes.b, width, luma, blur.threshold, beta);
    const values = arena.floats(row, width);
    arena.f32.set(values, defocus / 4 + y * width);
    for (const value of values) {
      nearest = Math.min(nearest, value);
      farthest = Math.max(farthest, value);
    }
  }
  return { nearest, farthest };
}

type Quads = Size & { readonly at: Address };

/** Blurs a weighed picture by a radius in px. Large radii in half the cells. */
function gather(module: Module, blur: LensBlur, from: Address, size: Size, radius: number, name = 'blur.gathered'): Quads {
  const { arena, kernels } = module;
  let { width, height } = size;
  let at = from, reach = radius;
  if (radius >= HALF_FROM) {
    at = arena.slot('blur.half', Math.ceil(width / 2) * Math.ceil(height / 2) * 16);
    kernels.halveQuads(at, from, width, height);
    width = Math.ceil(width / 2);
    height = Math.ceil(height / 2);
    reach = radius / 2;
  }
  const spans = spansOf(blur, Math.max(0.5, reach), (degrees) => { const angle = (degrees / 180) * 3.141592653589793; return { cos: kernels.cos(angle), sin: kernels.sin(angle) }; });
  const shape = arena.slot('blur.spans', spans.byteLength);
  arena.f32.set(spans, shape / 4);
  const sums = arena.slot('blur.sums', (width + 1) * height * 16), out = arena.slot(name, width * height * 16);
  kernels.runningSums(sums, at, width, height);
  kernels.gatherShape(out, sums, width, height, shape, spans.length / 4, Math.max(0.5, reach), blur.catEye);
  return { width, height, at: out };
}

function close({ arena, kernels }: Module, { width, height, at }: Quads, luma: Address, threshold: number, beta: number, range: number, defocus: number): Layer {
  const n = width * height;
  const out = arena.slot('blur.closed', n * 8);
  kernels.closeQuads(out, at, n, luma, threshold, beta, range);
  const { u8 } = arena;
  return { width, height, defocus, data: new Uint16Array(u8.slice(out, out + n * 8).buffer) };
}
