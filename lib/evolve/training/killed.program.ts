/** All three stages in the small world of tests, a line for each step: what `resume.test.ts` kills. `killed.program FOLDER` */
import { createHash } from 'node:crypto';
import { gather } from './data';
import { FULL } from './sepo';
import { settingsWith } from './settings';
import { reflective, supervised, synergistic } from './stages';
import { openTensors } from './tensors';
import { smallWorld } from './testing';

const [folder = ''] = process.argv.slice(2);
const world = smallWorld({ train: 12, test: 4 });
const settings = settingsWith({ 'sft.epochs': 4, 'sft.batch': 16, 'sepo.rounds': 5, 'sepo.tasks': 2, 'sepo.group': 4, 'align.samples': 8, 'align.fresh': 4, 'reflect.margin': 0, 'rft.epochs': 3, 'run.save': 2 });
const tf = await openTensors();
const data = await gather(world, world.environment.tasks('train'), settings, 1);
const training = { tf, world, data, settings, seed: 1, folder, report: (stage: string, done: number) => { process.stdout.write(`${stage} ${done}\n`); } };
const sft = await supervised(training, 'sft', data.decisions);
const sepo = await synergistic(training, 'sepo', sft.learner.weights, FULL);
const rft = await reflective(training, 'rft', sepo);
const hash = createHash('sha256');
for (const vector of [sft.learner.weights, sepo.weights, rft.learner.weights]) hash.update(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
hash.update(JSON.stringify([sft.losses, sepo.curve, sepo.contrasts, rft.lessons.map(({ reflection }) => reflection)]));
process.stdout.write(`done ${rft.lessons.length} ${hash.digest('hex')}\n`);
