/** How often something may fail within a while, by who tries and in all. */
export class Attempts {
  #failures: { readonly who: string; readonly at: number }[] = [];

  constructor(private readonly limits: { readonly each: number; readonly all: number; readonly withinMs: number }, private readonly now: () => number = Date.now) {}

  /** Whether this one may try. */
  allowed(who: string): boolean {
    const { each, all, withinMs } = this.limits;
    const since = this.now() - withinMs;
    this.#failures = this.#failures.filter(({ at }) => at > since);
    return this.#failures.length < all && this.#failures.filter((one) => one.who === who).length < each;
  }

  failed(who: string): void {
    this.#failures.push({ who, at: this.now() });
  }

  /** Takes back one failure that was counted before the outcome was known. */
  passed(who: string): void {
    const last = this.#failures.findLastIndex((one) => one.who === who);
    if (last >= 0) this.#failures.splice(last, 1);
  }
}
