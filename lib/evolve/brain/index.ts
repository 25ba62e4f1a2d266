import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '@/lib/imaging/paths';
import { readCheckpoint, type Checkpoint } from '../checkpoint/policy-file';

export { createEvolvedBrain } from './brain';
export { createEvolvedEvaluator } from './evaluator';
export { reachable } from './fitting';

/** The checkpoint that ships. */
export const SHIPPED_PATH = (): string => join(projectRoot(), 'lib', 'evolve', 'weights', 'policy.safetensors');

/** Reads a checkpoint: the one that ships, or another. */
export const loadCheckpoint = async (path = SHIPPED_PATH()): Promise<Checkpoint> => readCheckpoint(await readFile(path));
