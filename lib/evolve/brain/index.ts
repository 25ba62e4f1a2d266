import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '@/lib/imaging/paths';
import type { Evolved } from '@/lib/agent/assemble';
import { createEmbeddedBrain } from '@/lib/agent/brains/embedded';
import { createEmbeddedEvaluator } from '@/lib/agent/evaluator';
import type { Profile } from '@/lib/agent/profile';
import { readIfThere } from '../checkpoint/files';
import { readCheckpoint, type Checkpoint } from '../checkpoint/policy-file';
import { createEvolvedBrain } from './brain';
import { createEvolvedEvaluator } from './evaluator';

export { createEvolvedBrain } from './brain';
export { createEvolvedEvaluator } from './evaluator';
export { reachable } from './fitting';

/** The checkpoint that ships. */
export const SHIPPED_PATH = (): string => join(projectRoot(), 'lib', 'evolve', 'weights', 'policy.safetensors');

/** Reads a checkpoint: the one that ships, or another. */
export const loadCheckpoint = async (path = SHIPPED_PATH()): Promise<Checkpoint> => readCheckpoint(await readFile(path));

/** Brain and evaluator of a checkpoint, the rules behind both. */
export const evolvedOf = (checkpoint: Checkpoint): Evolved => ({ brain: createEvolvedBrain(checkpoint, createEmbeddedBrain()), evaluator: createEvolvedEvaluator(checkpoint, createEmbeddedEvaluator()) });

/** What a profile needs of this room: nothing unless it names the evolved brain; undefined where no checkpoint ships. */
export async function evolvedFor({ brain }: Pick<Profile, 'brain'>, path = SHIPPED_PATH()): Promise<Evolved | undefined> {
  const bytes = brain === 'evolved' ? await readIfThere(path) : undefined;
  return bytes && evolvedOf(readCheckpoint(bytes));
}
