/** `node masks-once.mjs PHOTO KEY…`: asks for masks as a fresh process does, then three times more; prints an `Asked` as JSON. */
import { readFileSync } from 'node:fs';
import { probe } from '@/lib/imaging/probe';
import { Vision } from '@/lib/imaging/vision';
import type { Asked } from './times';

const [path = '', ...keys] = process.argv.slice(2);
/** Most memory that the process ever held, MB. */
const peak = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? NaN) / 1024;

const vision = await Vision.open();
const info = await probe(path);
const times: number[] = [], peaks: number[] = [];
for (let turn = 0; turn < 4; turn++) {
  const from = performance.now();
  await vision.make({ id: `photo ${turn}`, path, info }, keys);
  times.push(performance.now() - from);
  peaks.push(peak());
}
await vision.close();
const [cold = NaN, ...rest] = times;
const warm = rest.toSorted((a, b) => a - b)[1] ?? NaN;
console.log(JSON.stringify({ cold, warm, first: peaks[0] ?? NaN, last: peaks[3] ?? NaN } satisfies Asked));
