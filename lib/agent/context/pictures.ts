import type { BrainContext } from '../types';
import { bestOf, currentOf, type Entry } from './ledger';

/** Which pictures a conversation carries, however long it is. */
export type PictureBudget = {
  /** The untouched photo. */
  readonly source: boolean;
  /** Where the run starts, while nothing has been done and it is not the source. */
  readonly start: boolean;
  /** The best step so far, when it is none of the recent ones: what the evaluator of the run said, else as measured. */
  readonly best?: Entry;
  /** Where the next call goes on from, when that is none of the others: after a lost attempt. */
  readonly current?: Entry;
  /** The latest steps, oldest first. */
  readonly recent: readonly Entry[];
};

/** Source, best so far, the last `recent` steps, and after a lost attempt where it goes on from: at most `recent` + 3 pictures. Text-only: the source alone. */
export function pictureBudget(context: BrainContext, entries: readonly Entry[], recent: number): PictureBudget {
  const taken = entries.filter((entry) => entry.taken);
  if (context.textOnly) return { source: true, start: false, recent: [] };
  const last = taken.slice(-recent), judged = context.reflectOn?.best.stepId, best = taken.find(({ stepId }) => stepId === judged) ?? bestOf(taken), current = currentOf(context, taken);
  return {
    source: true, start: context.start !== context.source && taken.length < recent,
    ...(best && !last.includes(best) && { best }), ...(current && current !== best && !last.includes(current) && { current }), recent: last,
  };
}
