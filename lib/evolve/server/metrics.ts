/** Counters since the start, as Prometheus reads them (text format 0.0.4). */
export class Metrics {
  readonly #counters = new Map<string, number>();
  readonly #started = performance.now();

  add(name: string, by = 1): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + by);
  }

  get(name: string): number {
    return this.#counters.get(name) ?? 0;
  }

  text(gauges: Readonly<Record<string, number>>): string {
    const lines = (kind: string, entries: Iterable<readonly [string, number]>): string[] => Array.from(entries, ([name, value]) => `# TYPE evoroom_${name} ${kind}\nevoroom_${name} ${value}`);
    return `${[...lines('counter', this.#counters), ...lines('gauge', Object.entries({ ...gauges, uptime_seconds: Math.round((performance.now() - this.#started) / 1000) }))].join('\n')}\n`;
  }
}
