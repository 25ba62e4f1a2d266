import { createRequire } from 'node:module';
import type { Pixels } from '@/lib/develop/types';
import { VisionError } from '../errors';
import { type Box, clamp, map, type Plane, planeOf, rasterOf, resizePlane } from '../plane';
import type { Scene } from '../scene';
import type { Seen } from '../sight';
import type { Manifest } from './manifest';

export type OnnxModel = { readonly file: string; readonly manifest: Manifest; /** Path of the runtime's module. */ readonly runtime: string; /** Names model and manifest. */ readonly version: string };

// The part of onnxruntime-node that is used here; the package is optional and may not be there to take types from.
type Tensor = { readonly dims: readonly number[]; readonly data: Float32Array | Uint8Array };
type Session = { readonly inputNames: readonly string[]; readonly outputNames: readonly string[]; readonly run: (feeds: Readonly<Record<string, Tensor>>) => Promise<Readonly<Record<string, Tensor>>> };
type Runtime = {
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor;
  readonly InferenceSession: { readonly create: (file: string, options: { readonly intraOpNumThreads: number; readonly interOpNumThreads: number; readonly executionMode: 'sequential'; readonly logSeverityLevel: 3 }) => Promise<Session> };
};

/** The operator's models, each loaded when first needed. */
export class OnnxModels {
  readonly #sessions = new Map<string, Promise<Session>>();

  /** @throws {VisionError} `model-failed` */
  async find(model: OnnxModel, scene: Scene, pixels: Pixels): Promise<Seen> {
    const { manifest } = model;
    try {
      const runtime = createRequire(import.meta.url)(model.runtime) as Runtime;
      const session = await this.#session(model, runtime);
      const region = regionOf(manifest, pixels);
      const { width, height, layout } = manifest.input;
      const input = manifest.input.name ?? session.inputNames[0] ?? 'input';
      const output = manifest.output.name ?? session.outputNames[0] ?? 'output';
      const feed = new runtime.Tensor('float32', inputOf(scene.pyramid.crop(region, { width, height }), manifest), layout === 'nchw' ? [1, 3, height, width] : [1, height, width, 3]);
      const result = (await session.run({ [input]: feed }))[output];
      if (!result) throw new Error(`it has no output named ${output}; it has ${session.outputNames.join(', ')}`);
      const plane = resizePlane(uncropped(planeOfOutput(result, manifest), region, pixels), scene.size);
      if (manifest.finds === 'depth') return { mask: rasterOf(plane), confidence: 1 };
      return { mask: scene.refine(plane), confidence: decision(plane) };
    } catch (cause) {
      throw new VisionError('model-failed', `The model ${manifest.name} (${model.file}) failed: ${cause instanceof Error ? cause.message : String(cause)}. Check its manifest.`, { cause });
    }
  }

  #session(model: OnnxModel, runtime: Runtime): Promise<Session> {
    const key = `${model.file}/${model.version}`;
    const known = this.#sessions.get(key) ?? runtime.InferenceSession.create(model.file, { intraOpNumThreads: 2, interOpNumThreads: 1, executionMode: 'sequential', logSeverityLevel: 3 });
    this.#sessions.set(key, known);
    return known;
  }
}

/** The part of the photo that the input shows: all of it, or that and black around it. */
function regionOf({ input }: Manifest, { width, height }: Pixels): Box {
  if (input.fit === 'stretch') return { x: 0, y: 0, width, height };
  const scale = Math.max(width / input.width, height / input.height);
  return { x: (width - input.width * scale) / 2, y: (height - input.height * scale) / 2, width: input.width * scale, height: input.height * scale };
}

function inputOf(rgb: Float32Array, { input }: Manifest): Float32Array {
  const count = input.width * input.height;
  const out = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) {
      const value = ((rgb[i * 3 + (input.channels === 'rgb' ? c : 2 - c)] ?? 0) * input.scale - (input.mean[c] ?? 0)) / (input.deviation[c] ?? 1);
      out[input.layout === 'nchw' ? c * count + i : i * 3 + c] = value;
    }
  }
  return out;
}

/** The wanted plane of an output of shape [1, c, h, w], [1, h, w, c], [1, h, w] or [h, w], activated and brought to 0…1. */
export function planeOfOutput({ dims, data }: Tensor, { output }: Manifest): Plane {
  const shape = dims.length > 2 && dims[0] === 1 ? dims.slice(1) : dims;
  const last = output.layout === 'nhwc';
  const [channels = 1, height = 1, width = 1] = shape.length === 2 ? [1, ...shape] : last ? [shape[2], shape[0], shape[1]] : shape;
  if (shape.length > 3 || output.channel >= channels || channels * height * width !== data.length) throw new Error(`its output has the shape ${dims.join(' × ')}, of which channel ${output.channel} was wanted`);
  const at = (i: number, c: number): number => Number(data[last ? i * channels + c : c * width * height + i] ?? 0);
  const plane = map(planeOf({ width, height }), (_, i) => {
    const value = at(i, output.channel);
    switch (output.activation) {
      case 'none': return value;
      case 'sigmoid': return 1 / (1 + Math.exp(-value));
      case 'softmax': {
        let sum = 0;
        for (let c = 0; c < channels; c++) sum += Math.exp(at(i, c) - value);
        return 1 / sum;
      }
    }
  });
  let [low, high] = output.range === 'minmax' ? [Infinity, -Infinity] : output.range;
  if (output.range === 'minmax') for (const v of plane.data) [low, high] = [Math.min(low, v), Math.max(high, v)];
  return map(plane, (v) => (high === low || !Number.isFinite(v) ? 0 : clamp((v - low) / (high - low))));
}

/** Takes away what was padded. */
function uncropped(plane: Plane, region: Box, { width, height }: Pixels): Plane {
  if (region.x >= 0 && region.y >= 0) return plane;
  const x0 = Math.round((-region.x / region.width) * plane.width), y0 = Math.round((-region.y / region.height) * plane.height);
  const w = Math.max(1, Math.round((width / region.width) * plane.width)), h = Math.max(1, Math.round((height / region.height) * plane.height));
  const out = planeOf({ width: w, height: h });
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) out.data[y * w + x] = plane.data[Math.min(plane.height - 1, y + y0) * plane.width + Math.min(plane.width - 1, x + x0)] ?? 0;
  return out;
}

/** How far from undecided the model was where it saw anything; 0 when it saw nothing. */
function decision({ data }: Plane): number {
  let sum = 0, n = 0;
  for (const v of data) {
    if (v < 0.1) continue;
    sum += Math.abs(2 * v - 1);
    n++;
  }
  return n < data.length * 0.0005 ? 0 : sum / n;
}
