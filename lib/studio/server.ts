import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { config, type Config } from '@/lib/config';
import { Renderer } from '@/lib/imaging';
import { engineWasmPath, renderWorkerPath } from '@/lib/imaging/paths';
import { Vision } from '@/lib/imaging/vision';
import type { MaskMaker } from '@/lib/imaging/vision/types';
import { SingleFlight } from '@/lib/imaging/single-flight';
import { openStore } from '@/lib/store/store';
import { agentOf } from './agent';
import type { Studio } from './context';
import { signInAttempts } from './operator';
import { BatchManager } from './batch/manager';
import { beginJob } from './batch/job';
import { PairOrders } from './evolve/orders';
import { trainingsIn } from './evolve/training/checkpoints';
import { Trainer } from './evolve/training/trainer';
import { improveProgram } from './evolve/training/trainings';
import { unlockAttempts } from './password';
import { RunManager } from './run-manager';
import { clearOut } from './sessions';

/** A hash over what renders: pictures cached by another version of it are not found any more. */
async function engineTag(renderer: Renderer): Promise<string> {
  const hash = createHash('sha256').update(renderer.maskVersion ?? '').update(await renderer.lensVersion());
  for (const file of [engineWasmPath(), renderWorkerPath()]) hash.update(await readFile(file).catch(() => Buffer.alloc(0)));
  return hash.digest('hex').slice(0, 12);
}

export type OpenStudio = Studio & { close(): Promise<void> };

/** A studio over a data folder. The server has one, `studio()`; tests make their own, with an agent of their own. */
export async function openStudio(settings: Config, makeAgent: typeof agentOf = agentOf, masks?: MaskMaker): Promise<OpenStudio> {
  const store = await openStore(settings);
  const renderer = new Renderer({ workers: settings.renderWorkers, maskStore: store.renders, ...(settings.lensDatabase !== undefined && { lensDatabase: settings.lensDatabase }), ...(masks && { maskMaker: masks }) });
  const runs = new RunManager(store, makeAgent({ store, config: settings }, renderer), settings.agent);
  // One place is kept for whoever talks meanwhile.
  const batches = new BatchManager(store, runs, Math.max(1, settings.agent.concurrent - 1));
  const orders = new PairOrders();
  const trainer: Trainer = new Trainer(store, trainingsIn(settings), improveProgram(() => studio));
  const studio: Studio = { config: settings, store, renderer, runs, batches, orders, trainer, signIns: signInAttempts(), unlocks: unlockAttempts(), flights: new SingleFlight(), engineTag: await engineTag(renderer) };
  await clearOut(studio);
  await runs.resumeAll();
  await batches.open((job, runId) => beginJob(studio, job, runId));
  await orders.open(studio);
  await trainer.open();
  const daily = setInterval(() => void clearOut(studio).catch(console.error), 86_400_000);
  daily.unref();
  const close = async () => {
    clearInterval(daily);
    await batches.shutdown();
    await Promise.all([orders.shutdown(), runs.shutdown(), trainer.shutdown()]);
    await renderer.close();
    await store.close();
  };
  return { ...studio, close };
}

type Opened = ReturnType<typeof openStudio>;

// Next bundles server code several times over and reloads it in development: only the global object is the same for all of it.
const place: { [key: symbol]: Opened | undefined } = globalThis;
const KEY = Symbol.for('evoroom.studio');

async function open(): Promise<OpenStudio> {
  const settings = config();
  return openStudio(settings, agentOf, await Vision.open(settings.visionModels === undefined ? {} : { models: settings.visionModels }));
}

/** The studio of this server, opened at first use. */
export async function studio(): Promise<Studio> {
  // A build that renders pages ahead must not open the data folder, let alone take up its runs.
  if (process.env.NEXT_PHASE === 'phase-production-build') throw new Error('The studio is not open while it is built.');
  const opened = (place[KEY] ??= open());
  // A failed start (a full disk, a wrong setting) must not be remembered for ever.
  opened.catch(() => { if (place[KEY] === opened) place[KEY] = undefined; });
  return opened;
}

/** Lets runs go, so that the next server takes them up, and closes everything. It stays in its place: a late request must not open another. */
export async function closeStudio(): Promise<void> {
  await (await place[KEY])?.close();
}
