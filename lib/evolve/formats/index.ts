/** ArtEdit's formats in and out, and what trainers on a cluster read. docs/DATA-FORMATS.md. */
export { EVAL_FILE, LR_FILE, readEval, readLr, writeEval, writeLr } from './artedit';
export { DataFolder } from './folder';
export { exportAs, EXPORT_FORMATS, type ExportFormat } from './export';
export { evalOf, lrOf, pictures, reflectionOf } from './from-demonstrations';
export { lrFromTrajectory } from './from-trajectory';
export { type EvalSample, evalSchema, type LrAttempt, type LrSample, lrSchema, namesMoved, overall, type Rating } from './sample';
export { type Rollout, rolloutsOf } from './trl';
export { writeShareGpt } from './sharegpt';
export { writeVerl } from './verl';
