import type { DataFolder } from './folder';
import { type EvalSample, evalSchema, type LrSample, lrSchema } from './sample';

export const LR_FILE = 'artedit-lr.jsonl';
export const EVAL_FILE = 'artedit-eval.jsonl';

export const writeLr = (folder: DataFolder, samples: Iterable<LrSample> | AsyncIterable<LrSample>): Promise<number> => folder.write(LR_FILE, samples);
export const writeEval = (folder: DataFolder, samples: Iterable<EvalSample> | AsyncIterable<EvalSample>): Promise<number> => folder.write(EVAL_FILE, samples);
/** @throws {EvolveError} `data-missing`, `data-unreadable` */
export const readLr = (folder: DataFolder): AsyncGenerator<LrSample> => folder.read(LR_FILE, lrSchema as never);
/** @throws {EvolveError} `data-missing`, `data-unreadable` */
export const readEval = (folder: DataFolder): AsyncGenerator<EvalSample> => folder.read(EVAL_FILE, evalSchema as never);
