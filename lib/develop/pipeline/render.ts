import type { Assets } from '../assets';
import type { Measures } from '../auto';
import { DevelopError } from '../errors';
import type { Module } from '../kernels/loader';
import { lensBlurOf } from '../settings';
import type { DevelopSettings, Pixels, Size } from '../types';
import { layered } from '../looks';
import { LocalCorrections, hasLocalEdits } from '../masks/local';
import { AMOUNTS, type AmountName, balancesItself, globalAmounts, isZero } from './amounts';
import type { Analysis } from './analysis';
import { BaseSlicer } from './bases';
import { ColourEngine, colourStage } from './colour';
import { DetailStage, type Halo } from './detail';
import { effectsOf, hasEffects } from './effects';
import { asksForFalloff, falloffOf } from './falloff';
import { photoMap } from './geometry';
import { LensBlurStage } from './lens-blur';
import { type PhotoMap, Positions, showsOutside } from './photo-map';
import { hasNeighbourhood, Neighbourhood } from './neighbourhood';
import { SLACK } from './neighbourhood/shrinkage';
import { makePlanes, type Planes, type Rect } from './planes';
import type { Prepared } from './prepare';
import { luminanceOf, multiply, toWorking } from './primaries';
import { Sampler } from './sampler';
import { whiteBalance } from './scene';
import { ToneBlock, toneNeeds } from './tone';

export type RenderJob = {
  /** The whole upright photo at any size. */
  readonly source: Pixels;
  /** The source row that its data begin with, where they hold only what the job reads (`Engine.reading`). Absent: they hold all rows. */
  readonly sourceFrom?: number;
  /** The upright photo's full size: sizes of tools in px refer to it. */
  readonly full: Size;
  /** Normalised settings. */
  readonly settings: DevelopSettings;
  readonly analysis: Analysis;
  /** What `Engine.measure` says of the photo; only settings with `needsMeasures` read it. */
  readonly measures?: Measures;
  readonly assets?: Assets;
  /** What `preparing` made for this source and these settings; without it the photo is neither retouched nor out of focus. */
  readonly prepared?: Prepared;
  /** Size of the whole result, with the aspect of `outputSize(full, settings)`. */
  readonly output: Size;
  /** Holds the whole result, or `region` of it: channels as the source, `depth` bits each. May lie in shared memory. */
  readonly target: Uint8Array | Uint16Array;
  readonly depth: 8 | 16;
  /** Rows from … to (exclusive) of the target to fill. */
  readonly rows: readonly [from: number, to: number];
  /** The part of the result that the target holds. */
  readonly region?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
};

/**
 * What a job does to pixels. `halo`: pixels around a tile that it looks at, `tall`: with large tiles. `paint`: linear source primaries → encoded output in place; the
 * tile's first pixel lies `inside` bytes into each plane.
 */
type Edits = { readonly halo: Halo; readonly tall: boolean; readonly paint: (rect: Rect, planes: Planes, inside: number) => void };
const NO_EDITS: Edits = { halo: { x: 0, y: 0 }, tall: false, paint: () => {} };

/** Pixels of a tile: enough that calls cost nothing, few enough that its planes stay in the second-level cache. */
const TILE_PIXELS = 32768;
const TILE_WIDTH = 1024;
/** Where stages look far around a tile, tiles are large and of equal size: otherwise most of the work would be on what is around. */
const MOST_TILE_WIDTH = 1536;
const MOST_TILE_ROWS = 512;
const ROWS_PER_HALO = 6;
/** Room for a row of the widest tile with what is around it. */
const ROW_PIXELS = MOST_TILE_WIDTH + 1024;
/** Source pixels that a tile may read. */
const FOOTPRINT = 262144;

/** What every job of a picture has in common; the source's data do not matter. */
export type Picture = Omit<RenderJob, 'target' | 'depth' | 'rows' | 'region' | 'sourceFrom'>;
/** Output rows from … to read the source rows from + `first` − `around` … to + `first` + `around`, as far as there are any. */
export type Reading = { readonly first: number; readonly around: number };

export class Renderer {
  readonly #module: Module;
  readonly #colour: ColourEngine;

  constructor(module: Module) {
    this.#module = module;
    this.#colour = new ColourEngine(module.kernels, module.arena);
  }

  /** Which source rows a picture's rows need; undefined where that is not told so simply: the picture is scaled, turned or bent. */
  reading(picture: Picture): Reading | undefined {
    const { sampler, halo } = this.#open(picture);
    return sampler.firstRow === undefined ? undefined : { first: sampler.firstRow, around: halo.y };
  }

  /** How a picture is read and what is done to it. */
  #open(job: Picture & Pick<RenderJob, 'sourceFrom'>) {
    const { source, full, output } = job;
    const settings = layered(job.settings);
    const map = photoMap(full, settings, output, job.assets);
    const edited = source.scene !== undefined || !changesNoPixel(settings, job.assets?.lens !== undefined) || job.prepared?.blur !== undefined;
    const edits = edited ? this.#edits({ ...job, settings }, map) : NO_EDITS;
    const sampler = new Sampler(this.#module, source, map, output, edited, Math.max(edits.halo.x, edits.halo.y), job.prepared?.patches, job.sourceFrom);
    return { map, edited, sampler, ...edits };
  }

  render(job: RenderJob): void {
    check(job);
    const { source, full, output } = job;
    const region = job.region ?? { x: 0, y: 0, ...output };
    const { map, edited, sampler, halo, tall, paint } = this.#open(job);
    const tile = tileSize(region.width, job.rows[1] - job.rows[0], sampler.density, tall ? halo.y : 0);
    const planes = makePlanes(this.#module.arena, 'tile', tile.width + 2 * halo.x + (halo.x > 0 ? SLACK : 0), tile.height + 2 * halo.y, source.channels === 4);
    const inside = halo.y * planes.pitch + halo.x * 4;
    const outside = showsOutside(map, output) ? new Positions(this.#module, 'outside', map, tile.width) : undefined;

    for (let top = job.rows[0]; top < job.rows[1]; top += tile.height) {
      const bottom = Math.min(job.rows[1], top + tile.height);
      for (let left = 0; left < region.width; left += tile.width) {
        const right = Math.min(region.width, left + tile.width);
        const rect = { x0: region.x + left, y0: region.y + top, x1: region.x + right, y1: region.y + bottom };
        readInPieces(sampler, widened(rect, halo), planes);
        paint(rect, planes, inside);
        if (outside) this.#blank(outside, full, rect, planes, inside);
        this.#write(job, rect, planes, inside, edited, region);
      }
    }
  }

  /** White where the picture shows more than the photo. */
  #blank(positions: Positions, full: Size, rect: Rect, planes: Planes, inside: number): void {
    const n = rect.x1 - rect.x0;
    for (let y = rect.y0; y < rect.y1; y++) {
      const row = inside + (y - rect.y0) * planes.pitch;
      const { xs, ys } = positions.at(y, rect.x0, n);
      this.#module.kernels.outsideRow(planes.r + row, planes.g + row, planes.b + row, planes.a ? planes.a + row : 0, n, xs, ys, full.width, full.height);
    }
  }

  /** Sets up the stages that the settings need. */
  #edits({ full, settings, analysis, measures, source, output, prepared, assets = {} }: Picture, map: PhotoMap): Edits {
    const { arena, kernels } = this.#module;
    const { space } = source;
    if (!measures && balancesItself(settings)) throw new DevelopError('bad-job', 'Expected the measures of the photo, which decides its white balance itself, but received none.');
    const amounts = globalAmounts(settings, measures, source.scene !== undefined);
    const positions = new Positions(this.#module, 'paint', map, ROW_PIXELS);
    const local = new LocalCorrections(settings, amounts, { module: this.#module, full, map, space, width: ROW_PIXELS, assets, positions });
    const used = (name: AmountName) => amounts[name] !== 0 || local.rows.has(name);
    const wanted = toneNeeds(used, (name) => local.rows.has(name), source.scene ? 0 : analysis.blown);
    const scale = 1 / Math.sqrt(map.frame.xx * map.frame.xx + map.frame.yx * map.frame.yx);
    const detail = new DetailStage(this.#module, settings, full, scale, wanted);
    const blur = lensBlurOf(settings);
    const lens = blur && prepared?.blur && new LensBlurStage(blur, prepared.blur, { module: this.#module, full, map, space, width: ROW_PIXELS, scale, assets });
    const tail = { x: detail.halo.x + (lens?.halo ?? 0), y: detail.halo.y + (lens?.halo ?? 0) };
    const around = new Neighbourhood(this.#module, settings, scale, space, local, Math.max(tail.x, tail.y));
    const needs = { ...wanted, sharpen: wanted.sharpen && detail.sharpens };
    const toned = source.scene !== undefined || AMOUNTS.some(used);
    const slicer = new BaseSlicer(this.#module, analysis, { tone: needs.base, clarity: needs.clarity, texture: needs.texture, veil: needs.dehaze }, map, MOST_TILE_WIDTH);
    const tone = new ToneBlock(this.#module, amounts, needs, analysis, space, source.scene);
    for (const [name, address] of local.rows) tone.amount(name, address, 1);
    const effects = effectsOf(this.#module, settings, output, map.frame, local.effectRows.get('grain'));
    const luma = arena.slot('render.luma', 16);
    const matrix = arena.slot('render.matrix', 48);
    arena.f32.set(luminanceOf(space), luma / 4);
    arena.f32.set(source.scene ? multiply(whiteBalance(settings, source.scene), toWorking(space)) : toWorking(space), matrix / 4);
    const finish = this.#colour.finisher(settings, space);
    const halo = around.empty ? tail : { x: around.halo, y: around.halo };
    const falloff = falloffOf(this.#module, full, settings, assets.lens, MOST_TILE_WIDTH);
    const bases = [needs.base ? slicer.rows.tone : 0, needs.clarity ? slicer.rows.clarity : 0, needs.texture ? slicer.rows.texture : 0].filter((row) => row !== 0);

    const paint = (rect: Rect, planes: Planes, inside: number): void => {
      const n = rect.x1 - rect.x0, rows = rect.y1 - rect.y0, { pitch } = planes;
      const l = arena.slot('render.l', pitch * (rows + 2 * halo.y));
      if (!local.empty && (!around.empty || lens)) local.measure(planes, widened(rect, halo));
      if (!around.empty) around.run(planes, widened(rect, halo), rect);
      if (lens) lens.apply(widened(rect, detail.halo), planes, inside - detail.halo.y * pitch - detail.halo.x * 4);
      if (toned) {
        const margin = inside - detail.halo.y * pitch - detail.halo.x * 4;
        kernels.luminanceRow(l + margin, planes.r + margin, planes.g + margin, planes.b + margin, luma, span(rows + 2 * detail.halo.y, pitch, n + 2 * detail.halo.x));
        detail.prepare(l + inside, pitch, n, rows);
      }
      // All at once, but for what differs from row to row beside the pixels.
      const band = local.empty && !falloff ? rows : 1;
      for (let top = 0; top < rows; top += band) {
        const bottom = Math.min(rows, top + band);
        const start = inside + top * pitch;
        const rgb = [planes.r + start, planes.g + start, planes.b + start] as const;
        const pixels = span(bottom - top, pitch, n);
        if (!local.empty) local.prepare({ y: rect.y0 + top, first: rect.x0, n, rgb });
        const stops = falloff?.stops(positions.at(rect.y0 + top, rect.x0, n), n);
        if (stops) kernels.brightenRow(...rgb, stops, n);
        kernels.matrixRows(matrix, ...rgb, pixels);
        for (let row = top; toned && row < bottom; row++) {
          const y = rect.y0 + row, at = inside + row * pitch;
          slicer.slice(l + at, rect.x0, y, n, map.warp && positions.at(y, rect.x0, n));
          const sharp = detail.detail(l + at, row, n);
          // What was measured before is as much brighter now.
          if (stops) for (const measured of new Set([l + at, detail.low(row), ...bases])) kernels.accumulateRow(measured, stops, 1, n);
          tone.run({ r: planes.r + at, g: planes.g + at, b: planes.b + at, l: l + at, low: detail.low(row), detail: sharp }, slicer.rows, n);
        }
        this.#colour.toDomain(rgb, pixels, space);
        if (!local.empty) local.colour(this.#colour, rgb, n);
        finish(rgb, pixels);
        for (let row = top; row < bottom; row++) {
          const at = inside + row * pitch;
          for (const effect of effects) effect([planes.r + at, planes.g + at, planes.b + at], rect.y0 + row, rect.x0, n);
        }
      }
    };
    return { halo, tall: halo.y > detail.halo.y, paint };
  }

  /** Packs a finished tile and copies it into the target. */
  #write(job: RenderJob, rect: Rect, planes: Planes, inside: number, edited: boolean, region: { readonly x: number; readonly y: number; readonly width: number }): void {
    const { arena, kernels } = this.#module;
    const { target, depth, source } = job;
    const n = rect.x1 - rect.x0;
    const pixelBytes = source.channels * (depth / 8);
    const line = arena.slot('render.packed', n * pixelBytes + 16);
    const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    for (let y = rect.y0; y < rect.y1; y++) {
      const row = inside + (y - rect.y0) * planes.pitch;
      const a = planes.a ? planes.a + row : 0;
      if (depth === 8) kernels.pack8(line, planes.r + row, planes.g + row, planes.b + row, a, n, rect.x0, y, edited ? 0.75 : 0);
      else kernels.pack16(line, planes.r + row, planes.g + row, planes.b + row, a, n);
      const at = ((y - region.y) * region.width + rect.x0 - region.x) * pixelBytes;
      bytes.set(arena.u8.subarray(line, line + n * pixelBytes), at);
    }
  }
}

/** Whether every pixel of a photo that is no RAW keeps its value: at most the geometry moves it. `lens`: whether a profile of the lens is there. */
export function changesNoPixel(document: DevelopSettings, lens = true): boolean {
  const settings = layered(document);
  return isZero(globalAmounts(settings)) && !balancesItself(settings) && colourStage.isIdentity(settings) && !hasEffects(settings) && !hasNeighbourhood(settings) && !asksForFalloff(settings, lens) && !hasLocalEdits(settings);
}

const widened = ({ x0, y0, x1, y1 }: Rect, { x, y }: Halo): Rect => ({ x0: x0 - x, y0: y0 - y, x1: x1 + x, y1: y1 + y });

const pixelsOf = (density: number): number => Math.max(64, Math.min(TILE_PIXELS, Math.floor(FOOTPRINT / density)));

function tileSize(width: number, height: number, density: number, halo: number): Size {
  if (halo > 0) {
    return { width: Math.ceil(width / Math.ceil(width / MOST_TILE_WIDTH)), height: Math.ceil(height / Math.max(1, Math.round(height / Math.min(MOST_TILE_ROWS, halo * ROWS_PER_HALO)))) };
  }
  const pixels = pixelsOf(density);
  const most = Math.min(TILE_WIDTH, Math.max(16, Math.ceil(Math.sqrt(pixels * 32) / 4) * 4));
  const w = Math.min(width, Math.ceil(width / Math.ceil(width / most) / 4) * 4);
  return { width: w, height: Math.max(1, Math.min(height, Math.floor(pixels / w))) };
}

/** Pixels from the first of `rows` rows to the last, with what lies between them. */
const span = (rows: number, pitch: number, width: number): number => ((rows - 1) * pitch) / 4 + width;

/** Reads a rectangle a few rows at a time: what a tile needs at once of the source stays small. */
function readInPieces(sampler: Sampler, rect: Rect, planes: Planes): void {
  const rows = Math.max(16, Math.floor((4 * pixelsOf(sampler.density)) / (rect.x1 - rect.x0)));
  for (let y0 = rect.y0; y0 < rect.y1; y0 += rows) {
    const skip = (y0 - rect.y0) * planes.pitch;
    sampler.read({ ...rect, y0, y1: Math.min(rect.y1, y0 + rows) }, { r: planes.r + skip, g: planes.g + skip, b: planes.b + skip, a: planes.a && planes.a + skip, pitch: planes.pitch });
  }
}

function check({ source, sourceFrom, target, output, region, rows, depth }: RenderJob): void {
  const { width, height } = region ?? output;
  const fits = target.length === width * height * source.channels && target.BYTES_PER_ELEMENT * 8 === depth;
  if (!fits) throw new DevelopError('bad-job', `Expected a target of ${width} × ${height} × ${source.channels} values of ${depth} bits but received ${target.length} of ${target.BYTES_PER_ELEMENT * 8} bits.`);
  if (sourceFrom === undefined && source.data.length !== source.width * source.height * source.channels) throw new DevelopError('bad-job', `Expected ${source.width} × ${source.height} × ${source.channels} source values but received ${source.data.length}.`);
  if (rows[0] < 0 || rows[1] > height) throw new DevelopError('bad-job', `Expected rows within 0 … ${height} but received ${rows[0]} … ${rows[1]}.`);
  if (region && (region.x < 0 || region.y < 0 || region.x + region.width > output.width || region.y + region.height > output.height)) {
    throw new DevelopError('bad-job', `Expected a region within ${output.width} × ${output.height} but received ${JSON.stringify(region)}.`);
  }
}
