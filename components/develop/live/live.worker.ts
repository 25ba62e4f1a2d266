import { type AssetNeeds, assetsNeeded, needsOf } from '@/lib/develop/masks/needs';
import { analysisSize, ANALYSIS_EDGE, fitLongEdge, loadEngine, type Measures, needsMeasures, needsPreparing, outputSize, placeInPhoto, preparing, sourceEdge, type Analysis, type Assets, type Engine, type Prepared, type Preparer } from '@/lib/develop/engine';
import type { TileRegion } from '@/lib/develop/pyramid';
import { PIXEL_FILE_TYPE, unpackPixels, withAlpha } from '@/lib/develop/pixel-file';
import { inForce, type Mask } from '@/lib/develop/settings';
import type { ColourSpace, DevelopSettings, Pixels, Size } from '@/lib/develop/types';
import { Hands } from './hands';
import { LiveMasks } from './live-masks';
import { LiveOptics } from './live-optics';
import { NearSources } from './near-source';
import { grown, SourceWindows } from './source-window';
import type { LiveAnswer, LiveRequest } from './protocol';

type Studio = { readonly engine: Engine; readonly hands: Hands; readonly masks: LiveMasks; readonly optics: LiveOptics; readonly windows: SourceWindows; readonly near: NearSources; readonly analysis: Analysis; readonly small: Pixels; readonly full: Size; readonly space: ColourSpace };

// A worker's global scope has no type of its own in the DOM library.
const post = (answer: LiveAnswer, transfer: Transferable[] = []) => (self as unknown as Worker).postMessage(answer, transfer);

let studio: Promise<Studio> | undefined;
/** By long edge, the largest last. */
const sources = new Map<number, Pixels>();
let canvas: OffscreenCanvas | undefined;

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Expected ${url} but received status ${response.status}`);
  return response;
}

/** The very bytes that the server wrote: no colour conversion, no premultiplication. */
async function pixelsOf(response: Response, space: ColourSpace): Promise<Pixels> {
  if (response.headers.get('content-type') === PIXEL_FILE_TYPE) return withAlpha(unpackPixels(await response.arrayBuffer()));
  const bitmap = await createImageBitmap(await response.blob(), { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('Expected a 2d context but the browser gave none');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, channels: 4, space, depth: 8, data: new Uint8Array(data.buffer) };
}

const pixelsAt = async (url: string, space: ColourSpace): Promise<Pixels> => pixelsOf(await fetched(url), space);

async function open({ wasmUrl, analysisUrl, maskUrl, opticsUrl, tileUrl, full, space }: Extract<LiveRequest, { type: 'open' }>): Promise<Studio> {
  const [wasm, small] = await Promise.all([fetched(wasmUrl).then(async (response) => WebAssembly.compile(await response.arrayBuffer())), pixelsAt(analysisUrl, space)]);
  const engine = await loadEngine(wasm);
  const wanted = analysisSize(full);
  if (small.width !== wanted.width || small.height !== wanted.height) throw new Error(`Expected an analysis picture of ${wanted.width} × ${wanted.height} but received ${small.width} × ${small.height}`);
  // The picture that was analysed is a good source until a larger one is here.
  sources.set(Math.min(ANALYSIS_EDGE, Math.max(full.width, full.height)), small);
  return { engine, hands: new Hands(wasm), masks: new LiveMasks(engine, small, maskUrl, (response) => pixelsOf(response, 'srgb')), optics: new LiveOptics(opticsUrl), windows: new SourceWindows(full, (name) => pixelsAt(tileUrl + name, space)), near: new NearSources(), analysis: engine.analyse(small), small, full, space };
}

/** The smallest source that has the pixels, else the largest there is. */
function sourceFor(edge: number): Pixels | undefined {
  const edges = [...sources.keys()].sort((a, b) => a - b);
  const found = edges.find((one) => one >= edge) ?? edges.at(-1);
  return found === undefined ? undefined : sources.get(found);
}

/** Parts that were prepared last, the latest last: sliders of other tools move over them. */
const parts = new Map<string, Prepared>();
const MOST_PARTS = 4;

const preparer = (engine: Engine): Preparer => (key, job) => {
  const part = parts.get(key) ?? engine.prepare(job);
  parts.delete(key);
  parts.set(key, part);
  for (const oldest of parts.keys()) if (parts.size > MOST_PARTS) parts.delete(oldest);
  return part;
};

const assetsOf = async ({ masks, optics }: Studio, settings: DevelopSettings, needs: AssetNeeds): Promise<Assets> => {
  const [found, seen] = await Promise.all([masks.assets(needs), optics.assets(settings)]);
  return { ...found, ...seen };
};

/** What to render from, and how large, for a long edge. */
function planOf(studio: Studio, settings: DevelopSettings, edge: number, assets: Assets): { readonly source: Pixels; readonly output: Size } {
  const { full, near } = studio;
  const cropped = outputSize(full, settings, assets);
  const zoom = Math.max(full.width, full.height) / Math.max(cropped.width, cropped.height);
  const source = sourceFor(sourceEdge(full, settings, fitLongEdge(cropped, edge), assets));
  if (!source) throw new Error('Expected a source picture but none has arrived');
  const output = fitLongEdge(cropped, Math.min(edge, Math.max(1, Math.round(Math.max(source.width, source.height) / zoom))));
  // A picture that shows the photo as it lies is read pixel by pixel. What was retouched was retouched in this source.
  const plain = cropped.width === full.width && cropped.height === full.height && !needsPreparing(settings) && sourceEdge(full, settings, output, assets) <= Math.max(output.width, output.height);
  return { source: plain ? near.at(studio, source, output) : source, output };
}

function bitmapOf(rgba: Uint8Array<ArrayBuffer>, { width, height }: Size, colorSpace: ColourSpace): ImageBitmap {
  canvas ??= new OffscreenCanvas(1, 1);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { colorSpace });
  if (!context) throw new Error('Expected a 2d context but the browser gave none');
  context.putImageData(new ImageData(new Uint8ClampedArray(rgba.buffer), width, height, { colorSpace }), 0, 0);
  return canvas.transferToImageBitmap();
}

async function render(studio: Studio, settings: DevelopSettings, edge: number, assets: Assets): Promise<ImageBitmap> {
  const { engine, hands, analysis, small, full, space } = studio;
  const { source, output } = planOf(studio, settings, edge, assets);
  const prepared = needsPreparing(settings) ? await preparing({ source, small, full, settings, assets }, preparer(engine)) : undefined;
  return bitmapOf(await hands.render(engine, { source, full, settings, analysis, assets, output, prepared, ...(needsMeasures(settings) && { measures: measuresOf(studio) }) }), output, space);
}

/** The pixels of a part at full size are looked for this far around it where nobody says how far the settings look. */
const LIKELY = 64;

/** Which part of the photo a part of the picture lies in, px at full size. */
function partUnder({ full }: Studio, settings: DevelopSettings, region: TileRegion, assets: Assets): TileRegion {
  const { width, height } = outputSize(full, settings, assets);
  const corners = ([[region.x, region.y], [region.x + region.width, region.y + region.height]] as const).map(([x, y]) => placeInPhoto(full, settings, [x / width, y / height], assets));
  const xs = corners.map(([x]) => x * full.width), ys = corners.map(([, y]) => y * full.height);
  return { x: Math.min(...xs), y: Math.min(...ys), width: Math.abs((xs[1] ?? 0) - (xs[0] ?? 0)), height: Math.abs((ys[1] ?? 0) - (ys[0] ?? 0)) };
}

/** A part of the picture at full resolution, if its pixels are here and it is read pixel by pixel: neither turned nor bent nor retouched. */
async function renderRegion(studio: Studio, settings: DevelopSettings, region: TileRegion, assets: Assets): Promise<ImageBitmap | undefined> {
  const { engine, hands, windows, analysis, full, space } = studio;
  const output = outputSize(full, settings, assets);
  if (needsPreparing(settings) || region.x + region.width > output.width || region.y + region.height > output.height) return undefined;
  const part = partUnder(studio, settings, region, assets);
  const found = windows.holding(grown(part, LIKELY / 2, full));
  if (!found) {
    look(studio, part);
    return undefined;
  }
  const picture = { source: found.pixels, full, settings, analysis, assets, output, ...(needsMeasures(settings) && { measures: measuresOf(studio) }) };
  const reading = engine.reading(picture);
  if (!reading) return undefined;
  const needed = grown(part, reading.around + 2, full);
  if (!windows.holding(needed)) {
    look(studio, needed);
    return undefined;
  }
  return bitmapOf(await hands.render(engine, { ...picture, sourceFrom: found.from }, region), region, space);
}

function look({ windows }: Studio, part: TileRegion): void {
  void windows.look(part).then((found) => found && post({ type: 'sharper' }));
}

const measured = new WeakMap<Pixels, Measures>();

/** What Auto looks at, once somebody asks. */
function measuresOf({ engine, small }: Studio): Measures {
  const measures = measured.get(small) ?? engine.measure(small);
  measured.set(small, measures);
  return measures;
}

function veil(studio: Studio, settings: DevelopSettings, masks: readonly Mask[], edge: number, assets: Assets): ImageBitmap {
  const { engine, full, space } = studio;
  const { source, output } = planOf(studio, settings, edge, assets);
  const coverage = engine.cover({ source, full, settings, assets, output, masks });
  // Bytes lie red first; the highest of a word is alpha on every machine that browsers run on.
  const pixels = new Uint32Array(coverage.length);
  for (let i = 0; i < coverage.length; i++) pixels[i] = 0xffffff | ((coverage[i] ?? 0) << 24);
  return bitmapOf(new Uint8Array(pixels.buffer), output, space);
}

self.addEventListener('message', async ({ data }: MessageEvent<LiveRequest>) => {
  try {
    // What is switched off is not rendered.
    const settings = 'settings' in data ? inForce(data.settings) : {};
    switch (data.type) {
      case 'open':
        studio = open(data);
        await studio;
        return post({ type: 'ready', edge: Math.max(...sources.keys()) });
      case 'source': {
        const opened = await studio;
        if (!opened) return;
        sources.set(data.edge, await pixelsAt(data.url, opened.space));
        return post({ type: 'ready', edge: data.edge });
      }
      case 'render': {
        const opened = await studio;
        if (!opened) return;
        const assets = await assetsOf(opened, settings, assetsNeeded(settings));
        const started = performance.now();
        const sharp = data.region && (await renderRegion(opened, settings, data.region, assets));
        if (sharp) return post({ type: 'frame', id: data.id, bitmap: sharp, milliseconds: performance.now() - started, region: data.region }, [sharp]);
        const bitmap = await render(opened, settings, data.edge, assets);
        return post({ type: 'frame', id: data.id, bitmap, milliseconds: performance.now() - started }, [bitmap]);
      }
      case 'look': {
        const opened = await studio;
        if (!opened || needsPreparing(settings)) return;
        look(opened, grown(partUnder(opened, settings, data.region, {}), LIKELY, opened.full));
        return;
      }
      case 'thumb': {
        const opened = await studio;
        if (!opened) return;
        const bitmap = await render(opened, settings, data.edge, await assetsOf(opened, settings, assetsNeeded(settings)));
        return post({ type: 'thumb', id: data.id, bitmap }, [bitmap]);
      }
      case 'sample': {
        const opened = await studio;
        if (!opened) return;
        return post({ type: 'colours', id: data.id, colours: opened.engine.sample(opened.small, data.parts) });
      }
      case 'sources': {
        const opened = await studio;
        if (!opened) return;
        return post({ type: 'sources', id: data.id, places: opened.engine.sources(opened.small, settings) });
      }
      case 'cover': {
        const opened = await studio;
        if (!opened) return;
        const bitmap = veil(opened, settings, data.masks, data.edge, await assetsOf(opened, settings, needsOf(data.masks)));
        return post({ type: 'veil', id: data.id, bitmap }, [bitmap]);
      }
      default:
        return data satisfies never;
    }
  } catch (error) {
    post({ type: 'failed', id: data.type === 'render' || data.type === 'cover' || data.type === 'thumb' || data.type === 'sample' ? data.id : undefined, message: error instanceof Error ? error.message : String(error) });
  }
});
