/**
 * Reads just enough of an ICC profile (ICC.1:2022) to say where its colours lie: colour model, primaries and tone curves.
 * The conversion itself is Little CMS's, inside libvips.
 */

export type ProfileKind =
  | 'srgb' // sRGB itself, in any of its many spellings: pixels are used as they are
  | 'display-p3' // likewise
  | 'narrow' // RGB within sRGB's gamut, or another tone curve: converted to sRGB
  | 'wide' // RGB beyond sRGB's gamut: converted to Display P3
  | 'ultra-wide' // far beyond Display P3 too: 8 bits per channel no longer carry it
  | 'grey'
  | 'cmyk'
  | 'unreadable';

type Vector = readonly [number, number, number];
type Matrix = readonly [Vector, Vector, Vector];

/** Columns r, g, b in the profile connection space, XYZ relative to D50 (Bradford-adapted; from the published primaries). */
const SRGB: Matrix = [[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169], [0.0139322, 0.0971045, 0.7141733]];
const DISPLAY_P3: Matrix = [[0.5151187, 0.2919778, 0.1571035], [0.2411892, 0.6922441, 0.0665668], [-0.0010505, 0.0418791, 0.7840713]];

const signature = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

const srgbDecode = (x: number): number => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);

/** The kind of an embedded profile. Never throws: what cannot be read is `unreadable`. */
export function classifyProfile(icc: Uint8Array): ProfileKind {
  try {
    return classify(new DataView(icc.buffer, icc.byteOffset, icc.byteLength));
  } catch {
    // A tag pointed outside the file.
    return 'unreadable';
  }
}

function classify(view: DataView): ProfileKind {
  if (signature(view, 36) !== 'acsp') return 'unreadable';
  const model = signature(view, 16);
  if (model === 'GRAY') return 'grey';
  if (model === 'CMYK') return 'cmyk';
  if (model !== 'RGB ') return 'unreadable';
  const tags = readTags(view);
  const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => tags.get(name)).map((at) => (at === undefined ? undefined : readXyz(view, at)));
  const [r, g, b] = columns;
  // Table-based profiles (scanners, printers) do not say their gamut; Display P3 loses least.
  if (!r || !g || !b) return tags.has('A2B0') || tags.has('A2B1') ? 'wide' : 'unreadable';
  const matrix: Matrix = [[r[0], g[0], b[0]], [r[1], g[1], b[1]], [r[2], g[2], b[2]]];
  if (Math.abs(determinant(matrix)) < 1e-4) return 'unreadable';
  const curve = tags.get('rTRC') ?? tags.get('kTRC');
  if (curve === undefined) return 'unreadable';
  const standardCurve = curveDistance(view, curve) < 0.006;
  if (standardCurve && distance(matrix, SRGB) < 0.004) return 'srgb';
  if (standardCurve && distance(matrix, DISPLAY_P3) < 0.004) return 'display-p3';
  if (within(matrix, SRGB, 0.01)) return 'narrow';
  // Adobe RGB's green passes Display P3's by a little, which 8 bits survive; Rec. 2020 and ProPhoto pass it by far.
  return within(matrix, DISPLAY_P3, 0.2) ? 'wide' : 'ultra-wide';
}

function readTags(view: DataView): ReadonlyMap<string, number> {
  const count = view.getUint32(128);
  if (count > 200) throw new RangeError('tag count');
  const tags = new Map<string, number>();
  for (let i = 0; i < count; i++) tags.set(signature(view, 132 + i * 12), view.getUint32(136 + i * 12));
  return tags;
}

const s15Fixed16 = (view: DataView, at: number): number => view.getInt32(at) / 65536;

const readXyz = (view: DataView, at: number): Vector => [s15Fixed16(view, at + 8), s15Fixed16(view, at + 12), s15Fixed16(view, at + 16)];

/** Number of parameters of parametricCurveType functions 0..4 (ICC.1 §10.18). */
const PARAMETERS = [1, 3, 4, 5, 7] as const;

function readCurve(view: DataView, at: number): (x: number) => number {
  if (signature(view, at) === 'para') {
    const kind = view.getUint16(at + 8);
    const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from({ length: PARAMETERS[kind] ?? 0 }, (_, i) => s15Fixed16(view, at + 12 + i * 4));
    if (kind === 0) return (x) => x ** g;
    if (kind === 1) return (x) => (x >= -b / a ? (a * x + b) ** g : 0);
    if (kind === 2) return (x) => (x >= -b / a ? (a * x + b) ** g + c : c);
    return (x) => (x >= d ? (a * x + b) ** g + e : c * x + f);
  }
  if (signature(view, at) !== 'curv') throw new RangeError('curve type');
  const count = view.getUint32(at + 8);
  if (count === 0) return (x) => x;
  if (count === 1) return (x) => x ** (view.getUint16(at + 12) / 256);
  return (x) => {
    const position = x * (count - 1);
    const below = Math.min(Math.floor(position), count - 2);
    const low = view.getUint16(at + 12 + below * 2) / 65535;
    const high = view.getUint16(at + 14 + below * 2) / 65535;
    return low + (high - low) * (position - below);
  };
}

/** Greatest difference from sRGB's curve in linear light. */
function curveDistance(view: DataView, at: number): number {
  const curve = readCurve(view, at);
  let greatest = 0;
  for (let i = 0; i <= 32; i++) greatest = Math.max(greatest, Math.abs(curve(i / 32) - srgbDecode(i / 32)));
  return greatest;
}

const distance = (a: Matrix, b: Matrix): number => Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - (b[i]?.[j] ?? 0)))));

const determinant = ([[a, b, c], [d, e, f], [g, h, i]]: Matrix): number => a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);

/** Whether every primary of `inner` is a mix of `outer`'s with no share below `-slack` (Cramer's rule, column by column). */
function within(inner: Matrix, outer: Matrix, slack: number): boolean {
  const whole = determinant(outer);
  return [0, 1, 2].every((column) =>
    [0, 1, 2].every((share) => {
      const swapped = outer.map((row, i) => row.map((value, j) => (j === share ? (inner[i]?.[column] ?? 0) : value))) as unknown as Matrix;
      return determinant(swapped) / whole > -slack;
    }),
  );
}
