import { autoTone, autoWhiteBalance } from '@/lib/develop/auto';
import { settingsHash } from '@/lib/develop/settings';
import type { DevelopSettings, Pixels, SettingsPatch, Size } from '@/lib/develop/types';
import { type Counter, findSkin, glance, measure, type RegionMask } from '@/lib/agent/evidence';
import { frameOf } from '@/lib/agent/frame';
import type { Darkroom, Evidence, Observation } from '@/lib/agent/types';
import type { Still } from './still';
import { viewOf } from './view';

/** One picture as the policy sees it. */
export type Seen = { readonly pixels: Pixels; readonly evidence: Evidence; readonly view: Float32Array };
type Developed = { readonly pixels: Pixels; readonly skin: RegionMask };

/** A still with eyes: renders at one size and measures each picture once. Skin is looked for on the untouched photo in the frame of the settings, as in the studio. */
export class Room {
  readonly #still: Still;
  readonly #edge: number;
  readonly #counter: Counter;
  readonly #untouched = new Map<string, Promise<Developed>>();
  #auto: SettingsPatch | undefined;

  constructor(still: Still, edge: number, counter: Counter) {
    [this.#still, this.#edge, this.#counter] = [still, edge, counter];
  }

  get size(): Size {
    return this.#still.full;
  }

  async look(settings: DevelopSettings): Promise<Seen> {
    const { pixels, skin } = await this.#develop(settings);
    return { pixels, evidence: this.#counter.measure(pixels, skin), view: viewOf(pixels) };
  }

  /** The untouched photo as the loop observes it, but for what Auto would do. */
  async untouched(): Promise<Observation> {
    const { pixels, skin } = await this.#develop({});
    return { settings: {}, pixels, skin, evidence: measure(pixels, skin) };
  }

  /** The darkroom of one run: it remembers what the run has looked at. */
  darkroom(): Darkroom {
    const seen = new Map<string, Promise<Observation>>();
    const observe = (settings: DevelopSettings): Promise<Observation> => {
      const key = settingsHash(settings);
      const known = seen.get(key) ?? this.#develop(settings).then(({ pixels, skin }) => ({ settings, pixels, skin, evidence: glance(pixels, skin), auto: this.#advice() }));
      seen.set(key, known);
      return known;
    };
    return { photo: this.size, observe, probe: observe };
  }

  async #develop(settings: DevelopSettings): Promise<Developed> {
    const frame = frameOf(settings);
    const key = JSON.stringify(frame);
    const known = this.#untouched.get(key) ?? this.#still.render(frame, this.#edge).then((pixels) => ({ pixels, skin: findSkin(pixels) }));
    this.#untouched.set(key, known);
    const untouched = await known;
    if (Object.keys(settings).length === Object.keys(frame).length) return untouched;
    return { pixels: await this.#still.render(settings, this.#edge), skin: untouched.skin };
  }

  #advice(): SettingsPatch {
    return (this.#auto ??= { ...autoTone(this.#still.measures), ...autoWhiteBalance(this.#still.measures) });
  }
}
