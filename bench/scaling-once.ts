/** Cost against megapixels and against the number of parameters, in one process on one thread. `scaling-once FOLDER` prints JSON. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANALYSIS_EDGE, loadEngine } from '@/lib/develop/engine';
import type { DevelopSettings, Pixels } from '@/lib/develop/types';
import { decode } from '@/lib/imaging/decode';
import { engineWasmPath } from '@/lib/imaging/paths';
import { SIZES } from './photo';
import { RECIPE } from './recipe';

const [folder = ''] = process.argv.slice(2);
const engine = await loadEngine(readFileSync(engineWasmPath()));

type Open = { readonly source: Pixels; readonly analysis: ReturnType<typeof engine.analyse> };

async function open(megapixels: string): Promise<Open> {
  const path = join(folder, `photo-${megapixels}mp.jpg`);
  const source = await decode(path);
  return { source, analysis: engine.analyse(await decode(path, { longEdge: ANALYSIS_EDGE })) };
}

/** Milliseconds of CPU for rows from the middle of the photo, the least of five. */
function cost({ source, analysis }: Open, settings: DevelopSettings, rows: number): number {
  const target = new Uint8Array(source.width * rows * 3);
  const region = { x: 0, y: Math.floor((source.height - rows) / 2), width: source.width, height: rows };
  let least = Infinity;
  for (let k = 0; k < 5; k++) {
    const before = process.cpuUsage();
    engine.render({ source, full: source, settings, analysis, output: source, region, target, depth: 8, rows: [0, rows] });
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

const byMegapixels: { megapixels: number; milliseconds: number }[] = [];
for (const megapixels of Object.keys(SIZES)) {
  const photo = await open(megapixels);
  // A fixed share of the photo: what a whole one costs is ten times as much.
  byMegapixels.push({ megapixels: Number(megapixels), milliseconds: 10 * cost(photo, RECIPE, Math.round(photo.source.height / 10)) });
}

const names = Object.keys(RECIPE);
const photo = await open('24');
const byParameters = [0, 1, 2, 4, 8, 12, names.length].map((count) => ({
  parameters: count,
  nanoseconds: (cost(photo, Object.fromEntries(names.slice(0, count).map((name) => [name, RECIPE[name] ?? 0])), 400) / (photo.source.width * 400)) * 1e6,
}));
console.log(JSON.stringify({ byMegapixels, byParameters }));
