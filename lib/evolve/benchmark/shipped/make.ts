import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createDarkroom, createEmbeddedBrain, createEmbeddedEvaluator } from '@/lib/agent';
import { encode, probe, projectRoot, type Renderer } from '@/lib/imaging';
import { EvolveError } from '../../errors';
import type { BenchmarkCase } from '../layout';
import { brainSystem } from '../systems';
import { CASES, PHOTOS, type ShippedCase, type ShippedPhoto } from './cases';

export const NAME = 'Evoroom samples, held-out expert (synthetic)';
export const EXPERT = 'Not a person: the rule brain that also teaches, on photos whose originals nothing is trained on, told in plain words what it has in mind (a hidden target, more than the instruction says and in degrees of its own). It measures whether a system finds what an expert would have meant, not whether people like it.';

/** Long edge of the photos, and of the pictures that the expert looks at, px. */
const PHOTO_EDGE = 640;
const EXPERT_EDGE = 512;

const samples = z.array(z.object({ id: z.string(), file: z.string(), credit: z.string() }));

export type MakeOptions = { readonly renderer: Renderer; readonly signal: AbortSignal; readonly progress?: (done: number, of: number) => void; /** Fewer, for a quick look; absent: all. */ readonly cases?: readonly ShippedCase[] };

/** Makes the benchmark that ships, in a folder: photos from the samples, the expert's settings. `cases.jsonl` comes last and whole, so that half a benchmark is none. */
export async function makeShipped(folder: string, { renderer, signal, progress, cases = CASES }: MakeOptions): Promise<void> {
  await mkdir(join(folder, 'photos'), { recursive: true });
  const root = join(projectRoot(), 'public/samples');
  const listed = samples.parse(JSON.parse(await readFile(join(root, 'samples.json'), 'utf8')));
  const used = PHOTOS.filter(({ id }) => cases.some(({ photo }) => photo === id));
  const of = used.length + cases.length;
  let done = 0;
  const credits = new Set<string>();
  for (const photo of used) {
    signal.throwIfAborted();
    const sample = listed.find(({ id }) => id === photo.sample);
    if (!sample) throw new EvolveError('sample-missing', `The sample photo ${photo.sample} is not there. Get public/samples back.`);
    credits.add(`${photo.sample}: ${sample.credit}`);
    await writeFile(join(folder, 'photos', `${photo.id}.jpg`), await pictureOf(renderer, join(root, sample.file), photo, signal));
    progress?.(++done, of);
  }
  const lines: string[] = [];
  for (const one of cases) {
    signal.throwIfAborted();
    lines.push(JSON.stringify(await caseOf(folder, renderer, one, signal)));
    progress?.(++done, of);
  }
  await writeFile(join(folder, 'benchmark.json'), `${JSON.stringify({ name: NAME, expert: EXPERT, credits: [...credits] }, null, 1)}\n`);
  await writeFile(join(folder, 'cases.draft'), `${lines.join('\n')}\n`);
  await rename(join(folder, 'cases.draft'), join(folder, 'cases.jsonl'));
}

async function photoAt(path: string): Promise<Parameters<Renderer['render']>[0]> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { id: hash.digest('hex'), path, info: await probe(path) };
}

async function pictureOf(renderer: Renderer, path: string, { crop: [CropLeft, CropTop, CropRight, CropBottom], flaw }: ShippedPhoto, signal: AbortSignal): Promise<Buffer> {
  const pixels = await renderer.render(await photoAt(path), { HasCrop: true, CropLeft, CropTop, CropRight, CropBottom, ...flaw }, { longEdge: PHOTO_EDGE, signal });
  return encode(pixels, { format: 'jpeg', quality: 90 });
}

/** The expert does what it has in mind; the case holds what was said. */
async function caseOf(folder: string, renderer: Renderer, { id, photo, category, subcategory, locale, says, means }: ShippedCase, signal: AbortSignal): Promise<BenchmarkCase> {
  const asked: BenchmarkCase = { id, photo: `photos/${photo}.jpg`, instruction: says, locale, category, subcategory, expert: { settings: {} }, human: [] };
  const expert = brainSystem('expert', { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator() });
  const made = await expert.work({ ...asked, instruction: means }, createDarkroom(renderer, await photoAt(join(folder, asked.photo)), EXPERT_EDGE), signal);
  return { ...asked, expert: { settings: 'settings' in made ? { ...made.settings } : {} } };
}
