/** Runs in each thread of the sandbox: one engine, the photos it has opened, and everything that happens to them. */
import { workerData } from 'node:worker_threads';
import { find } from '@/lib/agent/aims/regions';
import { Counter } from '@/lib/agent/evidence';
import { createEmbeddedEvaluator } from '@/lib/agent/evaluator';
import type { Score, Thing } from '@/lib/agent/types';
import { type Engine, loadEngine } from '@/lib/develop/engine';
import type { DevelopSettings, Locale, Pixels, Size } from '@/lib/develop/types';
import { ByteCache } from '@/lib/imaging/byte-cache';
import { serve } from '@/lib/imaging/serve';
import { sharp } from '@/lib/imaging/vips';
import type { Recipe } from '../photos/recipe';
import { teach } from '../teacher/lesson';
import { Room, type Seen } from './room';
import { decodeLarge, Still } from './still';
import { viewOf } from './view';

/** What each thread is given: the compiled engine, what measures its pictures, the size of its pictures, and how much it may keep. */
export type SandboxData = { readonly engine: WebAssembly.Module; readonly evidence: WebAssembly.Module; readonly edge: number; readonly bytes: number };
export type Surveyed = Omit<Seen, 'pixels'> & { /** Of the photo. */ readonly size: Size; /** Things that an instruction can speak of. */ readonly things: readonly Thing[] };
/** How pictures of one photo are made: `edge` other than the sandbox's, `jpeg`: quality 1..100 of a picture to send along, `judged`: by which words to score them. */
export type Manner = { readonly edge?: number; readonly jpeg?: number; readonly judged?: { readonly instruction: string; readonly locale: Locale } };
export type RenderBatch = Manner & { readonly recipe: Recipe; readonly settings: readonly DevelopSettings[] };
export type Rendered = Omit<Seen, 'pixels'> & { readonly jpeg?: Uint8Array; readonly score?: Score };
/** A render that failed, and why. */
export type Failed = { readonly error: string };

const { engine: module, evidence, edge: ownEdge, bytes } = workerData as SandboxData;
let engine: Promise<Engine> | undefined;
const started = (): Promise<Engine> => (engine ??= loadEngine(module));

const counter = new Counter(evidence);

const rooms = new ByteCache<Room>(bytes);
/** Originals that several photos are cut from come one after the other. */
const originals = new ByteCache<Pixels>(bytes / 8);

async function decoded(path: string): Promise<Pixels> {
  const known = originals.get(path);
  if (known) return known;
  const pixels = await decodeLarge(path);
  originals.set(path, pixels, pixels.data.byteLength);
  return pixels;
}

async function roomOf(recipe: Recipe, edge = ownEdge): Promise<Room> {
  const key = `${edge} ${JSON.stringify(recipe)}`;
  const known = rooms.get(key);
  if (known) return known;
  const still = await Still.open(await started(), recipe, decoded);
  const room = new Room(still, edge, counter);
  rooms.set(key, room, still.bytes);
  return room;
}

const encoded = async ({ width, height, channels, data }: Pixels, quality: number): Promise<Uint8Array> =>
  new Uint8Array(await sharp(data, { raw: { width, height, channels } }).removeAlpha().jpeg({ quality }).toBuffer());

const evaluator = createEmbeddedEvaluator();
async function scored(room: Room, settings: DevelopSettings, judged: Required<Manner>['judged']): Promise<Score> {
  const darkroom = room.darkroom();
  const [source, result] = [await darkroom.observe({}), await darkroom.observe(settings)];
  return evaluator.evaluate({ ...judged, source, start: source, result, history: [] }, new AbortController().signal);
}

const tasks = {
  ready: async (): Promise<void> => void (await started()),
  survey: async (recipe: Recipe): Promise<Surveyed> => {
    const room = await roomOf(recipe);
    const untouched = await room.untouched();
    const things = (['sky', 'skin', 'subject'] as const).filter((thing) => find({ kind: 'thing', thing }, untouched));
    return { size: room.size, evidence: untouched.evidence, view: viewOf(untouched.pixels), things };
  },
  /** Each by itself: one that fails takes none with it. */
  render: async ({ recipe, settings, edge, jpeg, judged }: RenderBatch): Promise<readonly (Rendered | Failed)[]> => {
    const list: (Rendered | Failed)[] = [];
    for (const document of settings) {
      try {
        const room = await roomOf(recipe, edge);
        const { pixels, evidence, view } = await room.look(document);
        const score = judged && (await scored(room, document, judged));
        list.push({ evidence, view, ...(jpeg !== undefined && { jpeg: await encoded(pixels, jpeg) }), ...(score && { score }) });
      } catch (error) {
        list.push({ error: error instanceof Error ? error.message : String(error) });
      }
    }
    return list;
  },
  pixels: async ({ recipe, settings }: { readonly recipe: Recipe; readonly settings: DevelopSettings }): Promise<Pixels> => (await (await roomOf(recipe)).look(settings)).pixels,
  teach: async ({ recipe, ...asked }: { readonly recipe: Recipe; readonly instruction: string; readonly locale: 'en' | 'zh'; readonly seed: number }) => teach(await roomOf(recipe), asked),
};

/** What a thread does when asked. */
export type SandboxTasks = typeof tasks;

serve(tasks);
