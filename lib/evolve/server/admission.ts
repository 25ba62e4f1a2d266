import { ServerError } from './messages';

/** Lets in as much as can be worked on; what is beyond is sent away at once with the advice to come again, so that nothing waits until it is of no use. */
export class Admission {
  #pending = 0;

  constructor(readonly limit: number) {}

  get pending(): number {
    return this.#pending;
  }

  async run<T>(items: number, work: () => Promise<T>): Promise<T> {
    // One batch larger than the limit is let in when there is nothing else.
    if (this.#pending > 0 && this.#pending + items > this.limit) throw new ServerError(503, 'busy', `${this.#pending} renders are under way and ${this.limit} may be. Send this batch again in a second.`, 1);
    this.#pending += items;
    try {
      return await work();
    } finally {
      this.#pending -= items;
    }
  }
}
