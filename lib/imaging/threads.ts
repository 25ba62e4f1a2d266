import { type ResourceLimits, Worker } from 'node:worker_threads';

export type ThreadOptions = {
  /** Threads at most. */
  readonly most: number;
  /** An idle thread ends after this long. */
  readonly idleMilliseconds: number;
  /** What each thread finds as `workerData`. */
  readonly data?: unknown;
  readonly limits?: ResourceLimits;
  /** Tasks that a thread is sent at a time, worked through one after the other; default 1. More keep it busy while whoever asks has no time to send the next. */
  readonly ahead?: number;
};

/** What a thread is asked: one of the functions that its script serves. */
export type Question = { readonly name: string; readonly argument: unknown };
export type Answer = { readonly value: unknown } | { readonly error: unknown };

type Task = Question & { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void };

/** One worker thread and the tasks that it was sent, the first of them under way. */
class Thread {
  readonly #worker: Worker;
  readonly #tasks: Task[] = [];
  readonly #unwanted = new Set<Task>();
  #isEnding = false;
  #idle: NodeJS.Timeout | undefined;

  constructor(script: string, { data, idleMilliseconds, limits }: ThreadOptions, free: () => void, ended: (thread: Thread, unbegun: readonly Task[]) => void) {
    this.#worker = new Worker(script, { workerData: data, ...(limits && { resourceLimits: limits }) });
    this.#worker.on('message', (answer: Answer) => {
      const task = this.#tasks.shift();
      if (task) this.#unwanted.delete(task);
      if ('error' in answer) task?.reject(answer.error);
      else task?.resolve(answer.value);
      const [next] = this.#tasks;
      if (next && this.#unwanted.has(next)) void this.end();
      if (!next) {
        // What waits is a reason to stay alive, who waits for it is not.
        this.#worker.unref();
        this.#idle = setTimeout(() => {
          // At once: what is asked from now on goes to another.
          ended(this, []);
          void this.end();
        }, idleMilliseconds).unref();
      }
      free();
    });
    this.#worker.on('error', (error) => this.#tasks[0]?.reject(error));
    this.#worker.on('exit', () => {
      clearTimeout(this.#idle);
      const left = this.#tasks.splice(0).filter((task) => !this.#unwanted.has(task));
      // One that was ended was ended for what it was at; what is left had not begun.
      const broken = this.#isEnding ? undefined : left.shift();
      ended(this, left);
      broken?.reject(new Error('The thread ended before its work was done.'));
    });
  }

  /** It takes nothing any more. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** Tasks that it has. */
  get load(): number {
    return this.#tasks.length;
  }

  /** Nobody wants this one any more. What it has begun only its end stops; others go to the thread that takes its place. */
  drop(task: Task): void {
    if (!this.#tasks.includes(task)) return;
    this.#unwanted.add(task);
    if (this.#tasks[0] === task) void this.end();
  }

  give(task: Task): void {
    // First: what cannot be sent is not waited for.
    this.#worker.postMessage({ name: task.name, argument: task.argument } satisfies Question);
    clearTimeout(this.#idle);
    this.#tasks.push(task);
    this.#worker.ref();
  }

  end(): Promise<number> {
    this.#isEnding = true;
    return this.#worker.terminate();
  }

  close(): Promise<number> {
    for (const { reject } of this.#tasks.splice(0)) reject(new Error('The threads were closed.'));
    return this.end();
  }
}

/**
 * Worker threads of one script (`serve`) and their queue, the oldest task first. A thread starts when a task finds none free, does one task at a time, ends when
 * it is idle, and is replaced when it breaks. It is no more than that because a process starts it for one picture: what it costs to load counts.
 */
export class Threads {
  readonly #script: string;
  readonly #options: ThreadOptions;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Task[] = [];

  constructor(script: string, options: ThreadOptions) {
    this.#script = script;
    this.#options = options;
  }

  /** Threads alive now. */
  get alive(): number {
    return this.#threads.size;
  }

  /** What the script's function `name` answers, or throws. Aborting drops a task that waits and ends the thread of one that is under way. */
  async run(name: string, argument?: unknown, signal?: AbortSignal): Promise<unknown> {
    signal?.throwIfAborted();
    let leave = (): void => undefined;
    try {
      return await new Promise((resolve, reject) => {
        const task: Task = { name, argument, resolve, reject };
        leave = () => this.#drop(task, signal?.reason);
        signal?.addEventListener('abort', leave);
        this.#waiting.push(task);
        this.#next();
      });
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  /** Ends all threads; what is under way or waits is rejected. */
  async close(): Promise<void> {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('The threads were closed.'));
    await Promise.all(Array.from(this.#threads, (thread) => thread.close()));
  }

  #drop(task: Task, reason: unknown): void {
    task.reject(reason);
    const place = this.#waiting.indexOf(task);
    if (place >= 0) this.#waiting.splice(place, 1);
    for (const thread of this.#threads) thread.drop(task);
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const [free] = Array.from(this.#threads).filter(({ isEnding }) => !isEnding).sort((a, b) => a.load - b.load);
      const { most, ahead = 1 } = this.#options;
      const thread = free?.load === 0 ? free : this.#threads.size < most ? this.#start() : free && free.load < ahead ? free : undefined;
      const task = thread && this.#waiting.shift();
      if (!task) return;
      try {
        thread.give(task);
      } catch (error) {
        // It cannot be sent at all.
        task.reject(error);
      }
    }
  }

  #start(): Thread {
    const thread = new Thread(this.#script, this.#options, () => this.#next(), (ended, unbegun) => {
      this.#threads.delete(ended);
      this.#waiting.unshift(...unbegun);
      this.#next();
    });
    this.#threads.add(thread);
    return thread;
  }
}
