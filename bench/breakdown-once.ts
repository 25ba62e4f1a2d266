/** Where an export's time goes, stage after stage in one process. `breakdown-once INPUT QUALITY CHROMA` prints JSON in milliseconds. */
import { readFileSync } from 'node:fs';
import { ANALYSIS_EDGE, loadEngine } from '@/lib/develop/engine';
import { decode } from '@/lib/imaging/decode';
import { encode } from '@/lib/imaging/encode';
import { engineWasmPath } from '@/lib/imaging/paths';
import { RECIPE } from './recipe';

const [input = '', quality = '88', chroma = '4:2:0'] = process.argv.slice(2);
const times: Record<string, number> = {};
async function lap<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  times[name] = Math.round(performance.now() - started);
  times[`${name} CPU`] = Math.round((user + system) / 1000);
  return result;
}
const engine = await loadEngine(readFileSync(engineWasmPath()));
const source = await lap('decode', () => decode(input));
const small = await lap('decode for analysis', () => decode(input, { longEdge: ANALYSIS_EDGE }));
const analysis = await lap('analyse', () => engine.analyse(small));
const target = new Uint8Array(source.data.length);
const job = { source, full: source, settings: RECIPE, analysis, output: { width: source.width, height: source.height }, target, depth: 8 } as const;
await lap('render 128 rows, cold', () => engine.render({ ...job, rows: [0, 128] }));
await lap('render one thread', () => engine.render({ ...job, rows: [0, source.height] }));
await lap('encode', () => encode({ ...source, depth: 8, data: target }, { format: 'jpeg', quality: Number(quality), chroma: chroma === '4:4:4' ? '4:4:4' : '4:2:0' }));
for (const name of Object.keys(RECIPE)) {
  await lap(`only ${name}`, () => engine.render({ ...job, settings: { [name]: RECIPE[name] ?? 0 }, rows: [0, 500] }));
}
await lap('identity', () => engine.render({ ...job, settings: {}, rows: [0, 500] }));
console.log(JSON.stringify(times, null, 1));
