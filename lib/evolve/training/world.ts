import type { Demonstration, Environment, Judge, Ratings, State, Task } from '../types';
import type { Tutor } from './tutor';

/** Everything outside that training asks: photos developed for real, an expert, people, and a judge that nothing is trained on. */
export interface World {
  readonly environment: Environment;
  /** The expert's work on tasks, in their order. Undefined where the expert could do nothing. */
  demonstrate(tasks: readonly Task[], progress?: (done: number, of: number) => void): Promise<readonly (Demonstration | undefined)[]>;
  /** What people say of a result. `occasion` tells one showing from another: the same occasion, the same people. */
  annotate(result: State, expert: State, occasion: string): Ratings;
  /** The original that a task's photo was made of: what splits and intervals go by. */
  originalOf(task: Task): string;
  readonly judge: Judge;
  /** Who explains mistakes; absent: the embedded tutor. */
  readonly tutor?: Tutor;
  /** What a model card says of the data. */
  readonly about: Readonly<Record<string, string | number>>;
}
