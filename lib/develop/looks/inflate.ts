/**
 * Deflated data (RFC 1951) in zlib's frame (RFC 1950), into a buffer of known size. All that a page needs of a compression library; and since it is known how
 * long the data are, data that are longer end as soon as they are.
 */

export class InflateError extends Error {
  /** `longer`, `shorter`: the data are not of the size that was asked for. */
  constructor(readonly reason: 'damaged' | 'longer' | 'shorter') {
    super(`Expected deflated data of the size that they should have but they are ${reason}`);
  }
}

/** Lengths and distances by their symbols (RFC 1951, 3.2.5): what they begin with, and how many bits are added to it. */
const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
/** The order in which lengths of the code for lengths are written. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MOST_BITS = 15, END = 256;

/** A Huffman code: how many codes there are of each length, and their symbols in order. */
type Code = { readonly counts: readonly number[]; readonly symbols: readonly number[] };

function codeOf(lengths: readonly number[]): Code {
  const counts = Array.from({ length: MOST_BITS + 1 }, (_, bits) => (bits === 0 ? 0 : lengths.filter((length) => length === bits).length));
  let free = 1;
  for (const count of counts.slice(1)) if ((free = free * 2 - count) < 0) throw new InflateError('damaged');
  const symbols = counts.flatMap((count, bits) => (count === 0 ? [] : lengths.flatMap((length, symbol) => (length === bits ? [symbol] : []))));
  return { counts, symbols };
}

const FIXED: readonly [Code, Code] = [codeOf(Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))), codeOf(Array.from({ length: 30 }, () => 5))];

class Bits {
  #held = 0;
  #count = 0;
  constructor(readonly bytes: Uint8Array, public at: number) {}

  #byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new InflateError('damaged');
    return byte;
  }

  take(count: number): number {
    while (this.#count < count) {
      this.#held |= this.#byte() << this.#count;
      this.#count += 8;
    }
    const taken = this.#held & ((1 << count) - 1);
    this.#held >>>= count;
    this.#count -= count;
    return taken;
  }

  /** The rest of a byte that was begun is not used. */
  align(): void {
    this.#held = this.#count = 0;
  }

  /** One bit longer at a time until the code is one of its length's: codes of a length follow each other. */
  symbol({ counts, symbols }: Code): number {
    for (let bits = 1, code = 0, first = 0, index = 0; bits <= MOST_BITS; bits++) {
      code |= this.take(1);
      const count = counts[bits] ?? 0, symbol = symbols[index + code - first];
      if (code - first < count && symbol !== undefined) return symbol;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new InflateError('damaged');
  }
}

/** The codes that a block brings along. */
function codesOf(bits: Bits): readonly [Code, Code] {
  const [literals, distances, count] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
  const short = Array.from({ length: 19 }, () => 0);
  for (const symbol of ORDER.slice(0, count)) short[symbol] = bits.take(3);
  const code = codeOf(short);
  const lengths: number[] = [];
  while (lengths.length < literals + distances) {
    const symbol = bits.symbol(code);
    if (symbol < 16) lengths.push(symbol);
    else {
      const last = symbol === 16 ? lengths.at(-1) : 0;
      if (last === undefined) throw new InflateError('damaged');
      const times = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
      for (let k = 0; k < times; k++) lengths.push(last);
    }
  }
  if (lengths.length > literals + distances) throw new InflateError('damaged');
  return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
}

/**
 * @returns `size` bytes
 * @throws InflateError
 */
export function inflate(packed: Uint8Array, size: number): Uint8Array {
  const [method = 0, flags = 0] = packed;
  if ((method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || (flags & 32) !== 0) throw new InflateError('damaged');
  const bits = new Bits(packed, 2), out = new Uint8Array(size);
  let length = 0;
  const put = (byte: number): void => {
    if (length === size) throw new InflateError('longer');
    out[length++] = byte;
  };
  for (let last = 0; last === 0;) {
    last = bits.take(1);
    const kind = bits.take(2);
    if (kind === 3) throw new InflateError('damaged');
    if (kind === 0) {
      bits.align();
      const [count, check] = [bits.take(16), bits.take(16)];
      if ((count ^ check) !== 0xffff) throw new InflateError('damaged');
      for (let k = 0; k < count; k++) put(bits.take(8));
      continue;
    }
    const [literals, distances] = kind === 1 ? FIXED : codesOf(bits);
    for (let symbol = bits.symbol(literals); symbol !== END; symbol = bits.symbol(literals)) {
      if (symbol < END) {
        put(symbol);
        continue;
      }
      const run = symbol - END - 1, count = (LENGTHS[run] ?? NaN) + bits.take(LENGTH_BITS[run] ?? 0);
      const far = bits.symbol(distances), distance = (DISTANCES[far] ?? NaN) + bits.take(DISTANCE_BITS[far] ?? 0);
      if (!(count > 0 && distance <= length)) throw new InflateError('damaged');
      for (let k = 0; k < count; k++) put(out[length - distance] ?? 0);
    }
  }
  if (length < size) throw new InflateError('shorter');
  let [a, b] = [1, 0];
  for (const byte of out) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  bits.align();
  const sum = [0, 1, 2, 3].reduce((value) => value * 256 + bits.take(8), 0);
  if (sum !== b * 65536 + a) throw new InflateError('damaged');
  return out;
}
