import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { comparePeople, scatterOf, sectionOf, tableOf } from '@/lib/evolve/human';
import { readCheckpoint } from '@/lib/evolve/checkpoint/policy-file';
import { freshWeights } from '@/lib/evolve/policy/layout';
import { CommandError } from './errors';
import { writeWhole } from './files';
import type { Terminal } from './terminal';

export type PeopleCommandOptions = { readonly scores: string; readonly photos: string; readonly train: boolean; readonly seed: number; readonly policy?: string | true; readonly out?: string; readonly json: boolean };

/** Compares the evaluator with people's scores of photos that it never saw. */
export async function people({ scores, photos, train, seed, policy, out, json }: PeopleCommandOptions, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const weights = policy === undefined ? undefined : policy === true ? freshWeights(seed) : readCheckpoint(await readFile(policy).catch((cause: unknown) => { throw new CommandError('checkpoint-missing', `${policy}: there is no such checkpoint.`, { cause }); })).weights;
  const report = await comparePeople({ scores, photos, train, seed, signal, ...(weights && { policy: weights }), progress: (done, of) => terminal.progress(`Photo ${done} of ${of} …`) });
  terminal.progress('');
  if (out !== undefined) {
    await mkdir(out, { recursive: true });
    const picture = 'people.svg';
    await writeWhole(join(out, 'people.json'), `${JSON.stringify(report, null, 1)}\n`);
    await writeWhole(join(out, picture), scatterOf(report));
    await writeWhole(join(out, 'people.md'), sectionOf(report, basename(picture)));
    // What "--train" learnt: the file that ships as lib/evolve/human/opinion.json.
    if (train) await writeWhole(join(out, 'opinion.json'), `${JSON.stringify(report.model, null, 1)}\n`);
  }
  if (json) return terminal.say(JSON.stringify(report, null, 2));
  terminal.say(`Learnt from ${report.trainedOn.length} photos, tested on ${report.testedOn.length} others (${report.testedOn.join(', ')}), ${report.samples} pictures, made again from the originals.`);
  terminal.say(tableOf(report));
}
