/** ICC v2 matrix profiles and their reference arithmetic, built from published primaries for the tests. */

type Triple = readonly [number, number, number];
export type Rows = readonly [Triple, Triple, Triple];
export type Primaries = { readonly r: readonly [number, number]; readonly g: readonly [number, number]; readonly b: readonly [number, number]; readonly white: readonly [number, number] };

const D65 = [0.3127, 0.329] as const;
const D50 = [0.3457, 0.3585] as const;

/** xy chromaticities: IEC 61966-2-1, SMPTE EG 432-1 with D65, Adobe RGB (1998), ROMM (ISO 22028-2), ITU-R BT.2020, SMPTE RP 145. */
export const PRIMARIES = {
  srgb: { r: [0.64, 0.33], g: [0.3, 0.6], b: [0.15, 0.06], white: D65 },
  displayP3: { r: [0.68, 0.32], g: [0.265, 0.69], b: [0.15, 0.06], white: D65 },
  adobeRgb: { r: [0.64, 0.33], g: [0.21, 0.71], b: [0.15, 0.06], white: D65 },
  proPhoto: { r: [0.7347, 0.2653], g: [0.1596, 0.8404], b: [0.0366, 0.0001], white: D50 },
  rec2020: { r: [0.708, 0.292], g: [0.17, 0.797], b: [0.131, 0.046], white: D65 },
  smpteC: { r: [0.63, 0.34], g: [0.31, 0.595], b: [0.155, 0.07], white: D65 },
} as const satisfies Record<string, Primaries>;

const at = (values: Triple, i: number): number => values[i] ?? 0;

export const multiply = (m: Rows, v: Triple): Triple => m.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Triple;
const product = (a: Rows, b: Rows): Rows => a.map((row) => [0, 1, 2].map((j) => row[0] * at(b[0], j) + row[1] * at(b[1], j) + row[2] * at(b[2], j))) as unknown as Rows;

export function invert([[a, b, c], [d, e, f], [g, h, i]]: Rows): Rows {
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    [(e * i - f * h) / det, (c * h - b * i) / det, (b * f - c * e) / det],
    [(f * g - d * i) / det, (a * i - c * g) / det, (c * d - a * f) / det],
    [(d * h - e * g) / det, (b * g - a * h) / det, (a * e - b * d) / det],
  ];
}

const xyz = ([x, y]: readonly [number, number]): Triple => [x / y, 1, (1 - x - y) / y];

/** RGB → XYZ relative to the primaries' own white (SMPTE RP 177). */
export function toXyz({ r, g, b, white }: Primaries): Rows {
  const [cr, cg, cb] = [xyz(r), xyz(g), xyz(b)];
  const raw: Rows = [[cr[0], cg[0], cb[0]], [cr[1], cg[1], cb[1]], [cr[2], cg[2], cb[2]]];
  const scale = multiply(invert(raw), xyz(white));
  return raw.map((row) => row.map((value, j) => value * at(scale, j))) as unknown as Rows;
}

/** Bradford adaptation from a white to the profile connection space's D50. */
export function adaptToD50(white: readonly [number, number]): Rows {
  const bradford: Rows = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]];
  const from = multiply(bradford, xyz(white));
  const to = multiply(bradford, [0.9642, 1, 0.8249]);
  const scaled: Rows = [
    bradford[0].map((v) => (v * to[0]) / from[0]) as unknown as Triple,
    bradford[1].map((v) => (v * to[1]) / from[1]) as unknown as Triple,
    bradford[2].map((v) => (v * to[2]) / from[2]) as unknown as Triple,
  ];
  return product(invert(bradford), scaled);
}

export const toConnectionSpace = (primaries: Primaries): Rows => product(adaptToD50(primaries.white), toXyz(primaries));

/** Linear RGB of `from` as linear RGB of `to`, through D50. */
export const between = (from: Primaries, to: Primaries): Rows => product(invert(toConnectionSpace(to)), toConnectionSpace(from));

export const srgbEncode = (x: number): number => (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055);
export const srgbDecode = (x: number): number => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);

export type Curve = { readonly gamma: number } | 'srgb';

function tag(name: string, body: Buffer): { readonly name: string; readonly body: Buffer } {
  return { name, body: Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]) };
}

const xyzBody = (v: Triple): Buffer => {
  const body = Buffer.alloc(20);
  body.write('XYZ ', 0, 'latin1');
  v.forEach((value, i) => body.writeInt32BE(Math.round(value * 65536), 8 + i * 4));
  return body;
};

const curveBody = (curve: Curve): Buffer => {
  const values = curve === 'srgb' ? Array.from({ length: 1024 }, (_, i) => Math.round(srgbDecode(i / 1023) * 65535)) : [Math.round(curve.gamma * 256)];
  const body = Buffer.alloc(12 + values.length * 2);
  body.write('curv', 0, 'latin1');
  body.writeUInt32BE(values.length, 8);
  values.forEach((value, i) => body.writeUInt16BE(value, 12 + i * 2));
  return body;
};

const textBody = (kind: 'desc' | 'text', text: string): Buffer => {
  if (kind === 'text') return Buffer.concat([Buffer.from('text\0\0\0\0', 'latin1'), Buffer.from(`${text}\0`, 'latin1')]);
  const body = Buffer.alloc(12 + text.length + 1 + 78);
  body.write('desc', 0, 'latin1');
  body.writeUInt32BE(text.length + 1, 8);
  body.write(text, 12, 'latin1');
  return body;
};

function assemble(model: 'RGB ' | 'GRAY', tags: readonly { readonly name: string; readonly body: Buffer }[]): Buffer {
  const head = Buffer.alloc(128);
  head.writeUInt32BE(0x02400000, 8);
  head.write(`mntr${model}XYZ `, 12, 'latin1');
  head.write('acsp', 36, 'latin1');
  xyzBody([0.9642, 1, 0.8249]).copy(head, 68, 8);
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length, 0);
  let at = head.length + table.length;
  tags.forEach(({ name, body }, i) => {
    table.write(name, 4 + i * 12, 'latin1');
    table.writeUInt32BE(at, 8 + i * 12);
    table.writeUInt32BE(body.length, 12 + i * 12);
    at += body.length;
  });
  head.writeUInt32BE(at, 0);
  return Buffer.concat([head, table, ...tags.map(({ body }) => body)]);
}

export function rgbProfile(primaries: Primaries, curve: Curve): Buffer {
  const m = toConnectionSpace(primaries);
  return assemble('RGB ', [
    tag('desc', textBody('desc', 'test')), tag('cprt', textBody('text', 'none')), tag('wtpt', xyzBody([0.9642, 1, 0.8249])),
    ...(['r', 'g', 'b'] as const).flatMap((name, i) => [tag(`${name}XYZ`, xyzBody([at(m[0], i), at(m[1], i), at(m[2], i)])), tag(`${name}TRC`, curveBody(curve))]),
  ]);
}

export const greyProfile = (gamma: number): Buffer =>
  assemble('GRAY', [tag('desc', textBody('desc', 'test')), tag('cprt', textBody('text', 'none')), tag('wtpt', xyzBody([0.9642, 1, 0.8249])), tag('kTRC', curveBody({ gamma }))]);
