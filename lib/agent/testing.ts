import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Renderer, encode, probe, projectRoot } from '@/lib/imaging';
import type { MaskMaker } from '@/lib/imaging/vision/types';
import type { DevelopSettings, Pixels } from '@/lib/develop/types';
import { createEmbeddedBrain } from './brains/embedded';
import { createDarkroom } from './darkroom';
import { all, request } from './doubles';
import { createEmbeddedEvaluator } from './evaluator';
import { run } from './loop';
import type { Darkroom, Observation, RunEvent, RunRequest, Score } from './types';

/** The real engine, brain and evaluator on small photos. Used by tests only. */

export type Retouched = { readonly events: readonly RunEvent[]; readonly before: Observation; readonly after: Observation; readonly score?: Score; readonly text: string };

const sample = (name: string): string => join(projectRoot(), 'public/samples', name);
/** Photos for experiments that lie beside a developer's checkout; a user's clone has none. */
export const extraPhotos = (names: readonly string[]): readonly string[] => names.map((name) => join(projectRoot(), '../shared/photos', name)).filter((path) => existsSync(path));
export const SAMPLES = ['astronaut.png', 'chelsea.png', 'coffee.png', 'mountain-path.jpg'].map(sample).filter((path) => existsSync(path));

export class Bench {
  readonly #renderer: Renderer;
  readonly #folder = mkdtempSync(join(tmpdir(), 'evoroom-agent-'));
  readonly #darkrooms = new Map<string, Promise<Darkroom>>();

  /** `maskMaker`: what recognises things; without one nothing is recognised. */
  constructor(maskMaker?: MaskMaker) {
    this.#renderer = new Renderer({ workers: 1, ...(maskMaker && { maskMaker }) });
  }

  /** Observes at 512 px: half the pixels of the product's size, the same rules. */
  darkroom(path: string, edge = 512): Promise<Darkroom> {
    const known = this.#darkrooms.get(path) ?? probe(path).then((info) => createDarkroom(this.#renderer, { id: path, path, info }, edge));
    this.#darkrooms.set(path, known);
    return known;
  }

  /** Writes a made picture as a photo. */
  async photo(name: string, pixels: Pixels): Promise<string> {
    const path = join(this.#folder, `${name}.png`);
    writeFileSync(path, await encode(pixels, { format: 'png' }));
    return path;
  }

  async retouch(path: string, instruction: string, changes: Partial<RunRequest> = {}): Promise<Retouched> {
    const darkroom = await this.darkroom(path);
    const events = await all(run(request({ instruction, ...changes }), { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator(), darkroom }));
    const end = events.at(-1);
    if (end?.type !== 'done') throw new Error(`${instruction} on ${path}: ${JSON.stringify(end)}`);
    const kept = events.find((event) => event.type === 'observation' && event.stepId === end.stepId);
    const settings: DevelopSettings = kept?.type === 'observation' ? kept.settings : (changes.settings ?? {});
    const scored = events.filter((event) => event.type === 'evaluation').find((event) => event.stepId === end.stepId);
    const text = events.map((event) => (event.type === 'thought' || event.type === 'reflection' ? event.delta : event.type === 'plan' || event.type === 'message' ? `${event.text}\n` : '')).join('');
    return { events, before: await darkroom.observe(changes.settings ?? {}), after: await darkroom.observe(settings), ...(scored && { score: scored.score }), text };
  }

  async close(): Promise<void> {
    await this.#renderer.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
