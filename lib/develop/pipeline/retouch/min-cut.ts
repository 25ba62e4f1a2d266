/**
 * Minimal cut of a graph with up to four neighbours per node (Boykov & Kolmogorov 2004, "An experimental comparison of min-cut/max-flow algorithms"): two
 * search trees grow from the terminals, and are mended instead of grown anew after each augmentation. Capacities are whole numbers: no rounding anywhere.
 */
const FREE = -1, TERMINAL = -2, ORPHAN = -3;

export class CutGraph {
  /** Neighbour in each of four directions, or −1; direction d of one is `d ^ 1` of the other. */
  readonly next: Int32Array;
  /** What may still flow to that neighbour. */
  readonly flow: Int32Array;
  /** Positive: from the source; negative: to the sink. */
  readonly terminal: Int32Array;
  /** Direction of the parent, or one of the constants above. */
  readonly #parent: Int8Array;
  readonly #sink: Uint8Array;
  readonly #queued: Uint8Array;
  readonly #distance: Int32Array;
  readonly #stamp: Int32Array;
  #time = 0;
  #queue: number[] = [];

  constructor(readonly size: number) {
    this.next = new Int32Array(size * 4).fill(-1);
    this.flow = new Int32Array(size * 4);
    this.terminal = new Int32Array(size);
    this.#parent = new Int8Array(size).fill(FREE);
    this.#sink = new Uint8Array(size);
    this.#queued = new Uint8Array(size);
    this.#distance = new Int32Array(size);
    this.#stamp = new Int32Array(size);
  }

  /** Cuts. @returns for each node whether it is on the sink's side; what is on neither is on the source's. */
  cut(): Uint8Array {
    for (let node = 0; node < this.size; node++) {
      const t = this.terminal[node] ?? 0;
      if (t === 0) continue;
      this.#parent[node] = TERMINAL;
      this.#sink[node] = t < 0 ? 1 : 0;
      this.#distance[node] = 1;
      this.#activate(node);
    }
    let from = 0;
    while (from < this.#queue.length) {
      const node = this.#queue[from] ?? 0;
      if (this.#parent[node] === FREE || !this.#grow(node)) { this.#queued[node] = 0; from++; }
      if (from > 65536) { this.#queue = this.#queue.slice(from); from = 0; }
    }
    return Uint8Array.from({ length: this.size }, (_, node) => (this.#parent[node] !== FREE && this.#sink[node] === 1 ? 1 : 0));
  }

  #activate(node: number): void {
    if (this.#queued[node]) return;
    this.#queued[node] = 1;
    this.#queue.push(node);
  }

  /** Grows the tree at a node; answers whether a path was found (and used), after which the node is looked at again. */
  #grow(node: number): boolean {
    const sink = this.#sink[node] ?? 0;
    for (let d = 0; d < 4; d++) {
      const other = this.next[node * 4 + d] ?? -1;
      if (other < 0) continue;
      const room = sink ? (this.flow[other * 4 + (d ^ 1)] ?? 0) : (this.flow[node * 4 + d] ?? 0);
      if (room === 0) continue;
      if (this.#parent[other] === FREE) {
        this.#sink[other] = sink;
        this.#parent[other] = d ^ 1;
        this.#stamp[other] = this.#stamp[node] ?? 0;
        this.#distance[other] = (this.#distance[node] ?? 0) + 1;
        this.#activate(other);
      } else if (this.#sink[other] !== sink) {
        if (sink) this.#augment(other, d ^ 1);
        else this.#augment(node, d);
        return true;
      } else if ((this.#stamp[other] ?? 0) <= (this.#stamp[node] ?? 0) && (this.#distance[other] ?? 0) > (this.#distance[node] ?? 0)) {
        this.#parent[other] = d ^ 1;
        this.#stamp[other] = this.#stamp[node] ?? 0;
        this.#distance[other] = (this.#distance[node] ?? 0) + 1;
      }
    }
    return false;
  }

  /** Sends what fits along the path through the arc from a node of the source's tree to one of the sink's. */
  #augment(node: number, d: number): void {
    const { next, flow, terminal } = this;
    const parent = this.#parent, other = next[node * 4 + d] ?? 0;
    let least = flow[node * 4 + d] ?? 0;
    let i = node;
    for (let p = parent[i] ?? 0; p !== TERMINAL; p = parent[i] ?? 0) { const up = next[i * 4 + p] ?? 0; least = Math.min(least, flow[up * 4 + (p ^ 1)] ?? 0); i = up; }
    least = Math.min(least, terminal[i] ?? 0);
    i = other;
    for (let p = parent[i] ?? 0; p !== TERMINAL; p = parent[i] ?? 0) { least = Math.min(least, flow[i * 4 + p] ?? 0); i = next[i * 4 + p] ?? 0; }
    least = Math.min(least, -(terminal[i] ?? 0));

    const orphans: number[] = [];
    const lose = (child: number) => { parent[child] = ORPHAN; orphans.push(child); };
    const send = (from: number, way: number, to: number) => { flow[from * 4 + way] = (flow[from * 4 + way] ?? 0) - least; flow[to * 4 + (way ^ 1)] = (flow[to * 4 + (way ^ 1)] ?? 0) + least; };
    send(node, d, other);
    i = node;
    for (let p = parent[i] ?? 0; p !== TERMINAL; p = parent[i] ?? 0) { const up = next[i * 4 + p] ?? 0; send(up, p ^ 1, i); if (flow[up * 4 + (p ^ 1)] === 0) lose(i); i = up; }
    terminal[i] = (terminal[i] ?? 0) - least;
    if (terminal[i] === 0) lose(i);
    i = other;
    for (let p = parent[i] ?? 0; p !== TERMINAL; p = parent[i] ?? 0) { const up = next[i * 4 + p] ?? 0; send(i, p, up); if (flow[i * 4 + p] === 0) lose(i); i = up; }
    terminal[i] = (terminal[i] ?? 0) + least;
    if (terminal[i] === 0) lose(i);
    this.#time++;
    for (let k = 0; k < orphans.length; k++) this.#adopt(orphans[k] ?? 0, orphans);
  }

  /** How far a node is from its terminal along its parents; 0 when it hangs from nothing. */
  #origin(node: number): number {
    let steps = 0, i = node;
    for (;;) {
      if (this.#stamp[i] === this.#time) { steps += this.#distance[i] ?? 0; break; }
      const p = this.#parent[i] ?? FREE;
      steps++;
      if (p === TERMINAL) { this.#stamp[i] = this.#time; this.#distance[i] = 1; break; }
      if (p < 0) return 0;
      i = this.next[i * 4 + p] ?? 0;
    }
    for (let j = node, left = steps; this.#stamp[j] !== this.#time; left--) { this.#stamp[j] = this.#time; this.#distance[j] = left; j = this.next[j * 4 + (this.#parent[j] ?? 0)] ?? 0; }
    return steps;
  }

  #adopt(node: number, orphans: number[]): void {
    const sink = this.#sink[node] ?? 0;
    const room = (other: number, d: number): number => (sink ? (this.flow[node * 4 + d] ?? 0) : (this.flow[other * 4 + (d ^ 1)] ?? 0));
    let best = FREE, nearest = Infinity;
    for (let d = 0; d < 4; d++) {
      const other = this.next[node * 4 + d] ?? -1;
      if (other < 0 || this.#parent[other] === FREE || this.#sink[other] !== sink || room(other, d) === 0) continue;
      const steps = this.#origin(other);
      if (steps > 0 && steps < nearest) { nearest = steps; best = d; }
    }
    this.#parent[node] = best;
    if (best !== FREE) { this.#stamp[node] = this.#time; this.#distance[node] = nearest + 1; return; }
    for (let d = 0; d < 4; d++) {
      const other = this.next[node * 4 + d] ?? -1;
      if (other < 0 || this.#parent[other] === FREE || this.#sink[other] !== sink) continue;
      if (room(other, d) > 0) this.#activate(other);
      if (this.#parent[other] === (d ^ 1)) { this.#parent[other] = ORPHAN; orphans.push(other); }
    }
  }
}
