/**
 * A queue of one: a job that is asked for while another is under way waits, and is replaced by any newer one. Slider drags ask for far
 * more renders than can be made; only the newest is worth making.
 */
export class LatestWins<Job> {
  private busy = false;
  private waiting: { readonly job: Job } | undefined;

  constructor(private readonly run: (job: Job) => Promise<void>) {}

  push(job: Job): void {
    if (this.busy) this.waiting = { job };
    else void this.start(job);
  }

  /** Forgets the job that waits; the one under way ends by itself. */
  clear(): void {
    this.waiting = undefined;
  }

  private async start(job: Job): Promise<void> {
    this.busy = true;
    try {
      await this.run(job);
    } finally {
      this.busy = false;
      const next = this.waiting;
      this.waiting = undefined;
      if (next) void this.start(next.job);
    }
  }
}
