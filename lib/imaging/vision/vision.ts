import { existsSync } from 'node:fs';
import type { Localised } from '@/lib/develop/types';
import { PhotoError } from '../errors';
import { visionWorkerPath } from '../paths';
import type { RenderPhoto } from '../renderer';
import { Threads } from '../threads';
import { VisionError } from './errors';
import { PARTS, readKey } from './keys';
import type { OperatorModel } from './onnx/folder';
import type { FoundMask, MaskMaker } from './types';
import type { Preparation, VisionTask } from './vision-worker';

/** Counts up whenever the same photo may give other masks: part of the address of everything kept. */
const VERSION = 3;
/** Long edge in px of the photo that is looked at: enough for small faces. */
const LOOK_EDGE = 1280;

const BUILT_IN = ['subject', 'sky', 'people', ...PARTS.map((part) => `people/${part}`), 'object'] as const;

export type VisionOptions = {
  /** Folder of the operator's own models (`VISION_MODELS`). */
  readonly models?: string;
  /** The thread ends after this long without work and gives its memory back. Default 20 s. */
  readonly idleMilliseconds?: number;
};

/** For the app: what finds which kind of mask. `problem` says why a model of the operator is not used. */
export type AvailableModel = { readonly kind: string; readonly name: Localised; readonly source: 'built-in' | 'operator'; readonly problem?: string };

const NAMES: readonly (readonly [kind: string, name: Localised])[] = [
  ['people', { en: 'Faces and person parsing', zh: '人脸与人物解析' }],
  ['subject', { en: 'People, known things, saliency and graph cut', zh: '人物、常见物体、显著性与图割' }],
  ['sky', { en: 'Sky by colour and graph cut', zh: '基于颜色与图割的天空' }],
  ['object', { en: 'Graph cut from a point or box', zh: '由点或框进行图割' }],
];

/** Finds masks in a thread of its own, which starts with the first question. One photo at a time. */
export class Vision implements MaskMaker {
  readonly version: string;
  readonly kinds: readonly string[];
  readonly #operator: readonly OperatorModel[];
  readonly #idle: number;
  #threads: Threads | undefined;

  private constructor(operator: readonly OperatorModel[], idle: number) {
    this.#operator = operator;
    this.#idle = idle;
    const usable = operator.flatMap(({ model }) => (model ? [model] : []));
    this.version = [String(VERSION), ...usable.map(({ version }) => version)].join('-');
    this.kinds = [...new Set([...BUILT_IN, ...usable.map(({ manifest }) => manifest.finds)])];
  }

  /** @throws {VisionError} `models-folder`, `manifest` */
  static async open({ models, idleMilliseconds = 20_000 }: VisionOptions = {}): Promise<Vision> {
    // Reading manifests takes a validator, which takes longer to load than everything else here.
    return new Vision(models === undefined ? [] : await (await import('./onnx/folder')).readModels(models), idleMilliseconds);
  }

  availableModels(): readonly AvailableModel[] {
    const operator = this.#operator.map(({ manifest, problem }): AvailableModel => ({ kind: manifest.finds, name: { en: manifest.name, zh: manifest.name }, source: 'operator', ...(problem && { problem }) }));
    const replaced = new Set(operator.filter(({ problem }) => !problem).map(({ kind }) => kind));
    return [...operator, ...NAMES.filter(([kind]) => !replaced.has(kind)).map(([kind, name]): AvailableModel => ({ kind, name, source: 'built-in' }))];
  }

  /**
   * Aborting drops a question that waits and ends the thread of one that is being answered.
   * @throws {PhotoError | VisionError}, or the signal's reason
   */
  async make(photo: RenderPhoto, keys: readonly string[], signal?: AbortSignal): Promise<Readonly<Record<string, FoundMask>>> {
    signal?.throwIfAborted();
    const known = keys.filter((key) => {
      const kind = readKey(key)?.kind;
      return kind !== undefined && (kind === 'object' || this.kinds.includes(kind));
    });
    if (known.length === 0) return {};
    const models = this.#operator.flatMap(({ model }) => (model ? [model] : []));
    // A thread that has to start reads its networks while the photo is decoded. What goes wrong there goes wrong again below, where it is told.
    const preparation: Preparation = { keys: known, models };
    this.#open().run('prepare', preparation, signal).catch(() => {});
    // Who looks for nothing loads none of this.
    const { decode } = await import('../decode');
    const pixels = await decode(photo.path, { longEdge: LOOK_EDGE, depth: 8 });
    signal?.throwIfAborted();
    const task: VisionTask = { id: photo.id, pixels, keys: known, models };
    try {
      return (await this.#open().run('find', task, signal)) as Readonly<Record<string, FoundMask>>;
    } catch (cause) {
      if (signal?.aborted) throw signal.reason;
      if (cause instanceof PhotoError || cause instanceof VisionError) throw cause;
      throw new VisionError('failed', cause instanceof Error ? cause.message : 'Masks could not be found in this photo.', { cause });
    }
  }

  /** Threads alive now. */
  get threads(): number {
    return this.#threads?.alive ?? 0;
  }

  async close(): Promise<void> {
    const threads = this.#threads;
    this.#threads = undefined;
    await threads?.close();
  }

  #open(): Threads {
    if (this.#threads) return this.#threads;
    const worker = visionWorkerPath();
    if (!existsSync(worker)) throw new VisionError('not-built', `The part that finds masks is not built: ${worker} is missing. Run \`node scripts/build.mjs --only workers\`.`);
    this.#threads = new Threads(worker, { most: 1, idleMilliseconds: this.#idle, limits: { maxYoungGenerationSizeMb: 4 } });
    return this.#threads;
  }
}
