import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableOf, unpackTable } from './big-table';
import { packTable } from './pack-table';
import { TableError } from './errors';
import { md5 } from './md5';
import { decodeTable, encodeTable, interpolate, MOST_TABLE_BYTES, rung, type ColourTable } from './table';

const made = (divisions: number, f: (r: number, g: number, b: number) => readonly number[], dimensions: 1 | 3 = 3): ColourTable => {
  const n = dimensions === 1 ? divisions : divisions ** 3;
  const samples = Uint16Array.from({ length: 3 * n }, (_, i) => {
    const at = Math.floor(i / 3);
    const [r, g, b] = dimensions === 1 ? [at, at, at] : [Math.floor(at / divisions ** 2), Math.floor(at / divisions) % divisions, at % divisions];
    return Math.round(65535 * (f(r / (divisions - 1), g / (divisions - 1), b / (divisions - 1))[i % 3] ?? 0));
  });
  return { dimensions, divisions, samples, primaries: 'srgb', gamma: 'srgb', gamut: 'clip', least: 0, most: 2 };
};
const warm = made(9, (r, g, b) => [Math.sqrt(r), g * 0.9, b * b]);

/** Written from the description of the format, not with the code under test. */
function textOf(bytes: Uint8Array, size = bytes.length): string {
  const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?`\'|()[]{}@%$#';
  const packed = Buffer.concat([Buffer.from(Uint32Array.of(size).buffer), deflateSync(bytes)]);
  let text = '';
  for (let at = 0; at < packed.length; at += 4) {
    const group = packed.subarray(at, at + 4);
    let word = group.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    for (let i = 0; i <= group.length; i++, word /= 85n) text += digits[Number(word % 85n)];
  }
  return text;
}

describe('a table', () => {
  it('comes back from its bytes and from its text', () => {
    for (const table of [warm, made(32, (r, g, b) => [b, g, r]), made(256, (x) => [x * x, x, 1 - x], 1), { ...warm, primaries: 'prophoto', gamma: '1.8', gamut: 'extend', least: 0.2, most: 1.5 } as const]) {
      expect(decodeTable(encodeTable(table))).toEqual(table);
      expect(unpackTable(packTable(table).text)).toEqual(table);
    }
  });

  it('is read from text that another program wrote', () => {
    const bytes = new Uint8Array(16 + 6 * 27 + 28);
    const view = new DataView(bytes.buffer);
    [1, 1, 3, 3].forEach((word, i) => view.setUint32(4 * i, word, true));
    // Node (2, 0, 0): red 0x10 below the top, green 5 above 0.
    view.setUint16(16 + 6 * 18, 0x10000 - 0x10, true);
    view.setUint16(16 + 6 * 18 + 2, 5, true);
    const end = 16 + 6 * 27;
    [1, 3, 1].forEach((word, i) => view.setUint32(end + 4 * i, word, true));
    view.setFloat64(end + 12, 0, true);
    view.setFloat64(end + 20, 2, true);
    const table = unpackTable(textOf(bytes));
    expect(table).toMatchObject({ dimensions: 3, divisions: 3, primaries: 'adobe-rgb', gamma: '2.2', gamut: 'extend', least: 0, most: 2 });
    expect([...table.samples.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect([...table.samples.subarray(54, 57)]).toEqual([0xffef, 5, 0]);
    expect([...table.samples.subarray(78, 81)]).toEqual([0xffff, 0xffff, 0xffff]);
  });

  it('is named by the MD5 of its bytes', () => {
    expect(packTable(warm).name).toBe(createHash('md5').update(encodeTable(warm)).digest('hex').toUpperCase());
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => { expect(md5(bytes)).toBe(createHash('md5').update(bytes).digest('hex').toUpperCase()); }));
  });

  it('stays small when it is smooth', () => {
    expect(packTable(made(33, (r, g, b) => [r ** 0.9, g * 0.95 + 0.02, b * 0.9 + 0.05 * r])).text.length).toBeLessThan(130_000);
  });

  it('is unpacked once for the same text', () => {
    const { text } = packTable(warm);
    expect(tableOf(text)).toBe(tableOf(`${text}`));
  });
});

describe('interpolation', () => {
  it('is exact for linear maps and at the nodes', () => {
    const n = 5;
    const linear = (r: number, g: number, b: number) => [0.6 * r + 0.3 * g, 0.2 + 0.5 * b, 0.9 * g] as const;
    const bent = (r: number, g: number, b: number) => [r * r, g * b, 1 - b] as const;
    const scaled = (f: typeof linear | typeof bent) => (r: number, g: number, b: number) => f(r / (n - 1), g / (n - 1), b / (n - 1));
    fc.assert(fc.property(fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0, max: 1, noNaN: true }))) as fc.Arbitrary<[number, number, number]>, (point) => {
      interpolate(n, scaled(linear), point).forEach((value, c) => expect(value).toBeCloseTo(linear(...point)[c as 0], 12));
    }));
    interpolate(n, scaled(bent), [0.25, 0.75, 1]).forEach((value, c) => expect(value).toBeCloseTo(bent(0.25, 0.75, 1)[c as 0], 12));
  });

  it('has rungs that start at 0, end at the top and rise evenly', () => {
    for (const n of [3, 16, 32, 33]) {
      expect([rung(0, n), rung(n - 1, n)]).toEqual([0, 0xffff]);
      for (let i = 1; i < n; i++) expect(Math.abs(rung(i, n) - rung(i - 1, n) - 65535 / (n - 1))).toBeLessThanOrEqual(1);
    }
  });
});

describe('hostile tables', () => {
  const good = encodeTable(warm);
  const bent = (at: number, word: number): Uint8Array => { const bytes = good.slice(); new DataView(bytes.buffer).setUint32(at, word, true); return bytes; };

  it('are refused with a reason', () => {
    for (const bytes of [new Uint8Array(0), good.subarray(0, 40), good.subarray(0, good.length - 1), bent(0, 0), bent(4, 9), bent(8, 2), bent(12, 1), bent(12, 0xffffffff), bent(12, 65), bent(good.length - 28, 77), bent(good.length - 4, 0xffffffff)])
      expect(() => unpackTable(textOf(bytes))).toThrow(TableError);
    for (const text of ['', '0', '00000', 'é'.repeat(50), '"'.repeat(50), textOf(good, good.length + 1), textOf(good, good.length - 1), textOf(good).slice(0, -40), 'x'.repeat(3_000_000)])
      expect(() => unpackTable(text)).toThrow(TableError);
  });

  it('cannot swell: a bomb is given up at the length that it states', () => {
    const bomb = textOf(new Uint8Array(400 * 1024 * 1024), 1000);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => unpackTable(bomb)).toThrow(/longer than it says/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
    expect(() => unpackTable(textOf(good, 0xffffffff))).toThrow(new RegExp(String(MOST_TABLE_BYTES)));
  });

  it('throw nothing but TableError, whatever the text', () => {
    const text = textOf(good);
    fc.assert(fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 8 }), (at, bad) => {
      try {
        unpackTable(text.slice(0, at) + bad + text.slice(at + bad.length));
      } catch (error) {
        expect(error).toBeInstanceOf(TableError);
      }
    }), { numRuns: 300 });
  });
});
