import { openTensors } from '@/lib/evolve/training/tensors';
import { smallWorld } from '@/lib/evolve/training/testing';
import { gather } from '@/lib/evolve/training/data';
import { settingsWith } from '@/lib/evolve/training/settings';
import { supervised, synergistic, reflective } from '@/lib/evolve/training/stages';
import { perform, summarise } from '@/lib/evolve/training/evaluation';
import { rmSync } from 'node:fs';
const tf = await openTensors();
rmSync('/tmp/toy', { recursive: true, force: true });
const world = smallWorld({ train: 160, test: 80 });
const settings = settingsWith({ 'sft.epochs': 12, 'sepo.rounds': 30, 'run.save': 1000, ...JSON.parse(process.argv[2] ?? '{}') });
const t0 = performance.now();
const data = await gather(world, world.environment.tasks('train'), settings, 1);
console.log('gather', data.decisions.length, data.rated.length, (performance.now()-t0).toFixed());
const training = { tf, world, data, settings, seed: 1, folder: '/tmp/toy' };
const sft = await supervised(training, 'sft', data.decisions);
console.log('sft', (performance.now()-t0).toFixed(), sft.losses.editor.map((x) => x.toFixed(2)).join(' '), '|', sft.losses.evaluator.map((x) => x.toFixed(2)).join(' '));
const sources = await world.environment.reset(world.environment.tasks('test'));
const w = sft.learner.weights;
const base = { mode: await perform(world.environment, world.judge, w, sources, { by: 'mode' }), sampling: await perform(world.environment, world.judge, w, sources, { by: 'sampling' }) };
const tell = async (name: string, weights: Float32Array) => { for (const by of ['mode', 'sampling'] as const) { const s = summarise(name, await perform(world.environment, world.judge, weights, sources, { by }), base[by]); console.log(name, by, 'O', s.overall.toFixed(2), 'self', s.self.toFixed(2), 'moves', s.moves.toFixed(1), 'win', s.against?.rate.toFixed(2), 'gain', s.against?.gain.toFixed(2)); } };
await tell('sft', w);
for (const [name, ablation] of Object.entries({ full: { masking: true, evaluatorLoop: true }, 'no-loop2': { masking: true, evaluatorLoop: false }, 'no-slm': { masking: false, evaluatorLoop: true }, neither: { masking: false, evaluatorLoop: false } })) {
  const t = performance.now();
  const s = await synergistic(training, name, w, ablation);
  console.log(name, ((performance.now()-t)/1000).toFixed(1)+'s', 'contrasts', s.contrasts.length);
  for (const p of s.curve.filter((_, i) => i % 10 === 0 || i === s.curve.length - 1)) console.log('  ', Object.entries(p).map(([k, v]) => k + ' ' + Number(v).toFixed(2)).join(' '));
  await tell(name, s.weights);
  if (name === 'full') { const r = await reflective(training, 'rft', s); console.log(r.lessons.length, r.lessons[0]?.reflection, r.losses.editor.map((x) => x.toFixed(2)).join(' ')); await tell('rft', r.learner.weights); }
}
