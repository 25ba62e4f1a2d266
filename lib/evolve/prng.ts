/**
 * A stream of random numbers: mulberry32 (T. Ettinger, public domain), 32 bits of state. Streams are derived from a seed and labels
 * ('sepo', 12, …) instead of being handed down, so that a run that is taken up again needs no state but its counters.
 */
export type Prng = {
  /** Uniform in [0, 1). */
  next(): number;
  /** Standard normal (Box & Muller 1958). */
  normal(): number;
  /** Uniform among 0 … n − 1. */
  below(n: number): number;
};

/** FNV-1a, 32 bits (Fowler, Noll & Vo), over the UTF-16 units of a text. */
export function fnv1a(text: string, basis = 0x811c9dc5): number {
  let hash = basis;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    if (unit > 0xff) hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

export function prngOf(seed: number, ...labels: readonly (string | number)[]): Prng {
  let state = fnv1a(labels.join('/'), (seed ^ 0x811c9dc5) >>> 0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  // Neighbouring seeds start far apart.
  for (let i = 0; i < 4; i++) next();
  return {
    next,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    below: (n) => Math.floor(next() * n),
  };
}

/** A new order of a list (Fisher & Yates). */
export function shuffled<T>(list: readonly T[], prng: Prng): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = prng.below(i + 1);
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}
