/**
 * Colour temperature and tint ↔ chromaticity, the way Camera Raw counts them: temperature along the Planckian locus, tint across it
 * (Robertson, "Computation of Correlated Color Temperature and Distribution Temperature", JOSA 58, 1968; isotherms of Wyszecki & Stiles,
 * "Color Science", table 1(3.11)). A tint of 1 is 1/3000 in CIE 1960 uv; positive tints correct green light, so the picture turns magenta.
 */

/** CIE 1931 x, y. */
export type Chromaticity = readonly [x: number, y: number];

export type WhitePoint = { /** K */ readonly temperature: number; readonly tint: number };

const TINT_SCALE = -3000;

/** Mireds, u, v of the locus and slope of the isotherm there. */
const ISOTHERMS: readonly (readonly [mired: number, u: number, v: number, slope: number])[] = [
  [0, 0.18006, 0.26352, -0.24341], [10, 0.18066, 0.26589, -0.25479], [20, 0.18133, 0.26846, -0.26876], [30, 0.18208, 0.27119, -0.28539],
  [40, 0.18293, 0.27407, -0.3047], [50, 0.18388, 0.27709, -0.32675], [60, 0.18494, 0.28021, -0.35156], [70, 0.18611, 0.28342, -0.37915],
  [80, 0.1874, 0.28668, -0.40955], [90, 0.1888, 0.28997, -0.44278], [100, 0.19032, 0.29326, -0.47888], [125, 0.19462, 0.30141, -0.58204],
  [150, 0.19962, 0.30921, -0.70471], [175, 0.20525, 0.31647, -0.84901], [200, 0.21142, 0.32312, -1.0182], [225, 0.21807, 0.32909, -1.2168],
  [250, 0.22511, 0.33439, -1.4512], [275, 0.23247, 0.33904, -1.7298], [300, 0.2401, 0.34308, -2.0637], [325, 0.24792, 0.34655, -2.4681],
  [350, 0.25591, 0.34951, -2.9641], [375, 0.264, 0.352, -3.5814], [400, 0.27218, 0.35407, -4.3633], [425, 0.28039, 0.35577, -5.3762],
  [450, 0.28863, 0.35714, -6.7262], [475, 0.29685, 0.35823, -8.5955], [500, 0.30505, 0.35907, -11.324], [525, 0.3132, 0.35968, -15.628],
  [550, 0.32129, 0.36011, -23.325], [575, 0.32931, 0.36038, -40.77], [600, 0.33724, 0.36051, -116.45],
];

type Isotherm = { readonly mired: number; readonly u: number; readonly v: number; readonly du: number; readonly dv: number };

/** With the isotherm's direction at unit length. */
const LINES: readonly Isotherm[] = ISOTHERMS.map(([mired, u, v, slope]) => {
  const length = Math.sqrt(1 + slope * slope);
  return { mired, u, v, du: 1 / length, dv: slope / length };
});

/** A point of the locus, `share` of the way from one isotherm to another. */
function between(a: Isotherm, b: Isotherm, share: number): Isotherm {
  const mix = (from: number, to: number): number => from + (to - from) * share;
  const du = mix(a.du, b.du), dv = mix(a.dv, b.dv);
  const length = Math.sqrt(du * du + dv * dv);
  return { mired: mix(a.mired, b.mired), u: mix(a.u, b.u), v: mix(a.v, b.v), du: du / length, dv: dv / length };
}

/** The pair of neighbours that `inside` picks by their second, or the last pair. */
function pairWhere(inside: (second: Isotherm) => boolean): readonly [Isotherm, Isotherm] {
  let first = LINES[0], second = LINES[1];
  for (let k = 1; k < LINES.length; k++) {
    [first, second] = [LINES[k - 1], LINES[k]];
    if (second && inside(second)) break;
  }
  if (!first || !second) throw new RangeError('no isotherms');
  return [first, second];
}

/** Chromaticity of a light given in Kelvin and tint. */
export function chromaticityOf({ temperature, tint }: WhitePoint): Chromaticity {
  const mired = 1e6 / temperature;
  const [a, b] = pairWhere((line) => mired < line.mired);
  const { u, v, du, dv } = between(a, b, (mired - a.mired) / (b.mired - a.mired));
  const offset = tint / TINT_SCALE;
  const U = u + du * offset, V = v + dv * offset;
  return [(1.5 * U) / (U - 4 * V + 2), V / (U - 4 * V + 2)];
}

/** Kelvin and tint of a chromaticity; beyond the table's ends (1667 K) the temperature stays there. */
export function whitePointOf([x, y]: Chromaticity): WhitePoint {
  const scale = 1.5 - x + 6 * y;
  const u = (2 * x) / scale, v = (3 * y) / scale;
  // Distance from an isotherm, positive on its hotter side.
  const side = (line: Isotherm): number => (v - line.v) * line.du - (u - line.u) * line.dv;
  const [a, b] = pairWhere((line) => side(line) <= 0);
  const before = Math.max(0, side(a)), after = Math.max(0, -side(b));
  const at = between(a, b, before + after > 0 ? before / (before + after) : 0);
  return { temperature: 1e6 / Math.max(at.mired, 1), tint: ((u - at.u) * at.du + (v - at.v) * at.dv) * TINT_SCALE };
}
