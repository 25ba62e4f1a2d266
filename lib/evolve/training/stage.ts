/** A stage as a loop that can be killed: state is a function of the last file written, and random streams of the counter. */
import { loadProgress, saveProgress, type Progress } from '../checkpoint/files';

export type Stage<T> = {
  readonly path: string;
  readonly count: number;
  /** Counts between files. */
  readonly every: number;
  fresh(): T;
  pack(state: T): Progress;
  unpack(progress: Progress): T | Promise<T>;
  step(state: T, index: number): void | Promise<void>;
  progress?(done: number, of: number): void;
};

export async function runStage<T>({ path, count, every, fresh, pack, unpack, step, progress }: Stage<T>): Promise<T> {
  const saved = await loadProgress(path);
  let done = saved ? Number((saved.rest as { readonly done: number }).done) : 0;
  const state = saved ? await unpack({ vectors: saved.vectors, rest: (saved.rest as { readonly state: unknown }).state }) : fresh();
  while (done < count) {
    await step(state, done);
    done++;
    progress?.(done, count);
    if (done % every === 0 || done === count) {
      const { vectors, rest } = pack(state);
      await saveProgress(path, { vectors, rest: { done, state: rest } });
    }
  }
  return state;
}
