/** One value that is kept for some time after it was last needed: what is too large for a cache, while somebody looks at parts of it. */
export class Lingering<V> {
  readonly #milliseconds: number;
  #kept: { readonly key: string; readonly value: V } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  get(key: string): V | undefined {
    if (this.#kept?.key !== key) return undefined;
    this.set(key, this.#kept.value);
    return this.#kept.value;
  }

  /** Takes the place of what was kept. */
  set(key: string, value: V): void {
    clearTimeout(this.#timer);
    this.#kept = { key, value };
    this.#timer = setTimeout(() => { this.#kept = undefined; }, this.#milliseconds);
    // Node: a program that has ended does not wait for it.
    this.#timer.unref?.();
  }

  deleteWhere(matches: (key: string) => boolean): void {
    if (this.#kept && matches(this.#kept.key)) this.clear();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#kept = undefined;
  }
}
