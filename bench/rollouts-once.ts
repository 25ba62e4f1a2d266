/** Small renders as a trainer makes them: 256 px, twelve parameters, every one with new settings, on one thread. `rollouts-once INPUT COUNT` prints JSON in milliseconds. */
import { readFileSync } from 'node:fs';
import { ANALYSIS_EDGE, fitLongEdge, loadEngine } from '@/lib/develop/engine';
import { decode } from '@/lib/imaging/decode';
import { engineWasmPath } from '@/lib/imaging/paths';
import { ROLLOUT } from './recipe';

const [input = '', count = '400'] = process.argv.slice(2);
const engine = await loadEngine(readFileSync(engineWasmPath()));
const full = await decode(input);
const output = fitLongEdge(full, 256);
const [small, source] = await Promise.all([decode(input, { longEdge: ANALYSIS_EDGE }), decode(input, { longEdge: 256 })]);
const analysis = engine.analyse(small);
const target = new Uint8Array(output.width * output.height * 3);
const times: number[] = [];
for (let k = 0; k < Number(count) + 50; k++) {
  // Tone and colour both change from rollout to rollout.
  const settings = { ...ROLLOUT, Exposure2012: (k % 40) / 40, Vibrance: k % 60, SaturationAdjustmentGreen: -(k % 50) };
  const started = performance.now();
  engine.render({ source, full, settings, analysis, output, target, depth: 8, rows: [0, output.height] });
  if (k >= 50) times.push(performance.now() - started);
}
console.log(JSON.stringify(times));
