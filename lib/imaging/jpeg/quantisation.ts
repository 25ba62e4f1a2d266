/** Tables of quantisation, luma and chroma: 64 divisors each, row by row. */
export type QuantTables = readonly [Uint8Array, Uint8Array];

/** ITU-T T.81 Tables K.1 and K.2, row by row: what is just visible, at quality 50. */
// prettier-ignore
const VISIBLE = [
  [
    16, 11, 10, 16, 24, 40, 51, 61,
    12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77,
    24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
  ],
  [
    17, 18, 24, 47, 99, 99, 99, 99,
    18, 21, 26, 66, 99, 99, 99, 99,
    24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
  ],
] as const;

/** The tables of a quality 1…100 as libjpeg scales them. */
export function quantTables(quality: number): QuantTables {
  const percent = quality < 50 ? Math.floor(5000 / quality) : 200 - quality * 2;
  const scaled = (table: readonly number[]): Uint8Array => Uint8Array.from(table, (value) => Math.min(255, Math.max(1, Math.floor((value * percent + 50) / 100))));
  return [scaled(VISIBLE[0]), scaled(VISIBLE[1])];
}

/** Natural positions (row × 8 + column) of the coefficients in the order in which files hold them (T.81 Figure A.6): diagonals, every second one upwards. */
export const ZIGZAG: readonly number[] = Array.from({ length: 64 }, (_, at) => ({ at, row: at >> 3, column: at & 7 }))
  .toSorted((a, b) => a.row + a.column - b.row - b.column || ((a.row + a.column) % 2 === 0 ? b.row - a.row : a.row - b.row))
  .map(({ at }) => at);
