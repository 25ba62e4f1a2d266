import { readFile } from 'node:fs/promises';
import { comparePeople, headOf, tableOf, writePeople } from '@/lib/evolve/human';
import { readCheckpoint } from '@/lib/evolve/checkpoint/policy-file';
import { freshWeights } from '@/lib/evolve/policy/layout';
import { CommandError } from './errors';
import type { Terminal } from './terminal';

export type PeopleCommandOptions = { readonly scores: string; readonly photos: string; readonly train: boolean; readonly seed: number; readonly policy?: string | true; readonly out?: string; readonly json: boolean };

/** Compares the evaluator with people's scores of photos that it never saw. */
export async function people({ scores, photos, train, seed, policy, out, json }: PeopleCommandOptions, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const weights = policy === undefined ? undefined : policy === true ? freshWeights(seed) : readCheckpoint(await readFile(policy).catch((cause: unknown) => { throw new CommandError('checkpoint-missing', `${policy}: there is no such checkpoint.`, { cause }); })).weights;
  const report = await comparePeople({ scores, photos, train, seed, signal, ...(weights && { policy: weights }), progress: (done, of) => terminal.progress(`Photo ${done} of ${of} …`) });
  terminal.progress('');
  if (out !== undefined) await writePeople(out, report, train);
  if (json) return terminal.say(JSON.stringify(report, null, 2));
  terminal.say(headOf(report));
  terminal.say(tableOf(report));
}
