/**
 * The develop engine: a picture is a function of (photo, settings, size). The same code and the same WebAssembly run in Node and in the
 * browser and give the same bytes.
 *
 *   const engine = await loadEngine(bytes);
 *   const analysis = engine.analyse(photoAt(analysisSize(full)));            // once per photo
 *   engine.render({ source, full, settings, analysis, output, target, depth: 8, rows: [0, output.height] });
 */
import type { Raster, Refinement } from './assets';
import { measure, type Measures } from './auto/measure';
import { instantiate } from './kernels/loader';
import { refine } from './masks/refine';
import { sampleColours, type PhotoPart, type SampledColour } from './masks/sample';
import { analyse, type Analysis } from './pipeline/analysis';
import { cover, type CoverJob } from './pipeline/cover';
import { hasGeometry } from './pipeline/geometry';
import { needsPreparing, prepare, type Prepared, type PrepareJob } from './pipeline/prepare';
import { foundSources } from './pipeline/retouch';
import { changesNoPixel, type Picture, type Reading, Renderer, type RenderJob } from './pipeline/render';
import type { DevelopSettings, Pixels, Size } from './types';

export type { Assets, Found, Raster, Refinement } from './assets';
export { DevelopError, type DevelopErrorCode } from './errors';
export type { Analysis } from './pipeline/analysis';
export { ANALYSIS_EDGE, analysisSize } from './pipeline/analysis-size';
export { cropFrame, fitLongEdge, frameOf, outputSize, outputToFrame, placeInPhoto, placesInPhoto, sourceEdge, type Frame } from './pipeline/geometry';
export type { Measures } from './auto/measure';
export type { PhotoPart, SampledColour } from './masks/sample';
export { needsMeasures } from './pipeline/amounts';
export type { CoverJob } from './pipeline/cover';
export { needsPreparing, preparing, type Prepared, type PrepareJob, type Preparer } from './pipeline/prepare';
export type { Picture, Reading, RenderJob } from './pipeline/render';
export { holds } from './pipeline/warp/constrain';
export { levelAngle, uprightName } from './pipeline/warp/upright';
export { asksForWarp, needsLens, needsSurvey, type Warp, warpOf } from './pipeline/warp/warp';
export { survey } from './survey';
export { whitePointFor } from './pipeline/scene';

/** One engine is one wasm memory: synchronous, not re-entrant. Use one per thread. */
export interface Engine {
  /** Everything that depends on a wide neighbourhood. `pixels` is the whole upright photo at `analysisSize(full)`. */
  analyse(pixels: Pixels): Analysis;
  /** What Auto looks at: for `RenderJob.measures` where `needsMeasures(settings)`, and for the Auto buttons. `pixels` as for `analyse`. */
  measure(pixels: Pixels): Measures;
  /** Brings a raster to the photo's edges. `pixels` as for `analyse`. */
  refine(pixels: Pixels, raster: Raster): Refinement;
  /** Which part of a picture masks cover: `output.width` × `output.height` bytes, 0…255. */
  cover(job: CoverJob): Uint8Array;
  /** Mean colours of parts of the untouched photo, display-encoded 0…1, for colour ranges. `pixels` as for `analyse`. */
  sample(pixels: Pixels, parts: readonly PhotoPart[]): readonly SampledColour[];
  /** A part of what settings with `needsPreparing` need once per photo; `preparing` asks for the parts. */
  prepare(job: PrepareJob): Prepared;
  /** Where retouched areas take their pixels from where nobody said: one for each value of `RetouchAreas`, shares of the photo. `small` as for `prepare`. */
  sources(small: Pixels, settings: DevelopSettings): readonly (readonly [x: number, y: number] | undefined)[];
  /** Which source rows a picture's rows need, for `RenderJob.sourceFrom`; undefined where it may be any. */
  reading(picture: Picture): Reading | undefined;
  /** Renders rows of the result into the job's target. */
  render(job: RenderJob): void;
  /** Bytes of wasm memory held. */
  readonly memory: number;
}

/**
 * Starts an engine from the compiled kernels: the bytes of `public/engine/develop.wasm`, or a module compiled from them.
 *
 * @throws DevelopError `engine-unavailable`
 */
export async function loadEngine(wasm: BufferSource | WebAssembly.Module): Promise<Engine> {
  const engine = await instantiate(wasm);
  const renderer = new Renderer(engine);
  return {
    analyse: (pixels) => analyse(engine, pixels),
    measure: (pixels) => measure(engine, pixels),
    refine: (pixels, raster) => refine(engine, pixels, raster),
    cover: (job) => cover(engine, job),
    sample: (pixels, parts) => sampleColours(engine, pixels, parts),
    prepare: (job) => prepare(engine, job),
    sources: (small, settings) => foundSources(engine, small, settings),
    reading: (picture) => renderer.reading(picture),
    render: (job) => renderer.render(job),
    get memory() { return engine.arena.bytes; },
  };
}

/** A size at which no crop rounds away. */
const ANY_SIZE: Size = { width: 1e6, height: 1e6 };

/** Whether the settings leave a photo as it is, geometry included: the output's bytes equal the input's, unless it is a RAW. */
export const identity = (settings: DevelopSettings): boolean => changesNoPixel(settings) && !needsPreparing(settings) && !hasGeometry(ANY_SIZE, settings);
