import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GraphModel } from '@tensorflow/tfjs-converter';
import { weightsFolder } from '@/lib/imaging/paths';
import { type Tensors, tensors } from './tensors';

/** Plain numbers out of a graph, with their shape. */
export type Output = { readonly shape: readonly number[]; readonly data: Float32Array };

type GraphFile = {
  readonly modelTopology: object;
  readonly format?: string;
  readonly signature?: object;
  readonly weightsManifest: readonly { readonly weights: readonly object[] }[];
};

/** A TensorFlow.js graph of `weights/`: `NAME.json` and `NAME.bin`. */
export class Graph {
  readonly #tf: Tensors;
  readonly #model: GraphModel;

  private constructor(tf: Tensors, model: GraphModel) {
    this.#tf = tf;
    this.#model = model;
  }

  static async load(name: string): Promise<Graph> {
    const tf = await tensors();
    const { loadGraphModel } = await import('@tensorflow/tfjs-converter');
    const file = JSON.parse(await readFile(join(weightsFolder(), `${name}.json`), 'utf8')) as GraphFile;
    // A buffer of this size is no view of a larger one.
    const { buffer: weightData } = await readFile(join(weightsFolder(), `${name}.bin`));
    const model = await loadGraphModel({
      load: async () => ({
        modelTopology: file.modelTopology,
        format: file.format,
        signature: file.signature as never,
        weightSpecs: file.weightsManifest.flatMap((group) => group.weights) as never,
        weightData: weightData as ArrayBuffer,
      }),
    });
    return new Graph(tf, model);
  }

  /** Runs the graph on one picture-like input. The outputs come in the graph's own order. */
  run(input: Float32Array, shape: readonly number[]): readonly Output[] {
    const tf = this.#tf;
    const tensor = tf.tensor(input, [...shape], 'float32');
    const result = this.#model.execute(tensor);
    const outputs = Array.isArray(result) ? result : [result];
    const read = outputs.map((output) => ({ shape: output.shape, data: output.dataSync() as Float32Array }));
    tf.dispose([tensor, ...outputs]);
    return read;
  }
}
