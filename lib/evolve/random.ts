/** Numbers by a seed: mulberry32 (T. Ettinger, public domain), 32 bits of state. Equal seeds, equal numbers, on every machine. */
export type Random = {
  /** 0 ≤ x < 1. */
  next(): number;
  /** Between two numbers. */
  between(least: number, most: number): number;
  /** A whole number, 0 ≤ n < `most`. */
  below(most: number): number;
  pick<T>(list: readonly T[]): T;
  /** Standard normal (Box & Muller 1958). */
  normal(): number;
  shuffled<T>(list: readonly T[]): T[];
};

/** FNV-1a over UTF-16 code units with a final mix: any texts and numbers to a seed of 32 bits. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  const text = parts.join('\0');
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (most: number): number => Math.floor(next() * most);
  return {
    next,
    below,
    between: (least, most) => least + (most - least) * next(),
    pick: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new RangeError('Expected a list with something in it to pick from.');
      return list[below(list.length)] as T;
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffled: <T>(list: readonly T[]): T[] => {
      const copy = [...list];
      for (let at = copy.length - 1; at > 0; at--) {
        const other = below(at + 1);
        [copy[at], copy[other]] = [copy[other] as T, copy[at] as T];
      }
      return copy;
    },
  };
}
