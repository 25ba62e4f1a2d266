/** What the evolved policy costs: loading its checkpoint, a decision. `evolve-once [CHECKPOINT]` prints JSON in milliseconds. */
import { readFileSync } from 'node:fs';
import { loadCheckpoint, SHIPPED_PATH } from '@/lib/evolve/brain';
import { act, patchOf } from '@/lib/evolve/policy/act';
import { encode } from '@/lib/evolve/policy/features';
import { forward } from '@/lib/evolve/policy/forward';
import { smallWorld } from '@/lib/evolve/training/testing';

const [path = SHIPPED_PATH()] = process.argv.slice(2);
const from = performance.now();
const { weights } = await loadCheckpoint(path);
const load = performance.now() - from;
const { environment } = smallWorld({ train: 60, test: 0 });
const states = await environment.reset(environment.tasks('train'));
const times = states.map((state) => {
  const started = performance.now();
  const outputs = forward(weights, encode({ state, attempt: 1, score: 0 }));
  patchOf(state.settings, act(outputs, { by: 'mode' }));
  return performance.now() - started;
});
const sorted = times.slice(10).sort((a, b) => a - b);
console.log(JSON.stringify({ load, first: times[0], decide: sorted[Math.floor(sorted.length / 2)], slowest: sorted.at(-1), bytes: readFileSync(path).length }));
