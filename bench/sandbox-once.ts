/**
 * Rollouts a second of the sandbox over HTTP, beside what one engine alone does: `sandbox-once [WORKERS] [SECONDS]` prints JSON. Every render has settings of its own
 * (twelve parameters), at 192 px.
 */
import { readFileSync } from 'node:fs';
import { Counter, findSkin, type RegionMask } from '@/lib/agent/evidence';
import { loadEngine } from '@/lib/develop/engine';
import type { DevelopSettings } from '@/lib/develop/types';
import { Sandbox } from '@/lib/evolve/environment';
import { Still } from '@/lib/evolve/environment/sandbox/still';
import { originals } from '@/lib/evolve/environment/photos/originals';
import type { Recipe } from '@/lib/evolve/environment/photos/recipe';
import { viewOf } from '@/lib/evolve/view';
import { startSandbox } from '@/lib/evolve/server';
import { engineWasmPath, evidenceWasmPath } from '@/lib/imaging/paths';
import { ROLLOUT } from './recipe';

const [workers = 2, seconds = 3] = process.argv.slice(2).map(Number);
const EDGE = 192, BATCH = 64, CLIENTS = 3;
let turn = 0;
const next = (): DevelopSettings => {
  turn++;
  return { ...ROLLOUT, Exposure2012: (turn % 40) / 40, Vibrance: turn % 60, SaturationAdjustmentGreen: -(turn % 50) };
};
const photos = (await originals()).map(({ id, path, sha256 }): Recipe => ({ id, path, sha256 }));

/** How often something is done in a second. */
async function perSecond(work: () => Promise<number>): Promise<number> {
  await work();
  const started = performance.now();
  let done = 0;
  while (performance.now() - started < seconds * 1000) done += await work();
  return Math.round((done / (performance.now() - started)) * 1000);
}

const counter = new Counter(new WebAssembly.Module(readFileSync(evidenceWasmPath())));
const engine = await loadEngine(readFileSync(engineWasmPath()));
const stills = await Promise.all(photos.map((recipe) => Still.open(engine, recipe)));
const skins = await Promise.all(stills.map(async (still) => findSkin(await still.render({}, EDGE))));
const floor = await perSecond(async () => { for (const still of stills) await still.render(next(), EDGE); return stills.length; });
const measured = await perSecond(async () => {
  for (const [at, still] of stills.entries()) {
    const pixels = await still.render(next(), EDGE);
    counter.measure(pixels, skins[at] as RegionMask);
    viewOf(pixels);
  }
  return stills.length;
});

const sandbox = new Sandbox({ workers, edge: EDGE });
const threads = await perSecond(async () => (await sandbox.render(Array.from({ length: 256 }, (_, at) => ({ recipe: photos[at % photos.length] as Recipe, settings: next() })))).length);
await sandbox.close();

const server = await startSandbox({ workers, edge: EDGE });
const overHttp = (picture: 'none' | 'base64') => perSecond(async () => {
  const batches = await Promise.all(Array.from({ length: CLIENTS }, async () => {
    const items = Array.from({ length: BATCH }, (_, at) => ({ photo: (photos[at % photos.length] as Recipe).id, settings: next() }));
    const answer = await fetch(`${server.url}/rollouts`, { method: 'POST', body: JSON.stringify({ items, picture }) });
    const { results } = (await answer.json()) as { results: { ok: boolean }[] };
    if (!results.every(({ ok }) => ok)) throw new Error('A rollout failed.');
    return results.length;
  }));
  return batches.reduce((sum, count) => sum + count, 0);
});
const http = await overHttp('none'), withPictures = await overHttp('base64');
await server.close();
console.log(JSON.stringify({ workers, edge: EDGE, engineAlone: floor, engineAndEvidence: measured, threads, http, httpWithPictures: withPictures }));
