/** A homography of the plane, row-major: (x, y) → ((m0·x + m1·y + m2)/w, (m3·x + m4·y + m5)/w), w = m6·x + m7·y + m8. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

export const IDENTITY3: Matrix3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** First `b`, then `a`. */
export function multiply(a: Matrix3, b: Matrix3): Matrix3 {
  const cell = (row: 0 | 3 | 6, column: 0 | 1 | 2): number => {
    const [p, q, r] = row === 0 ? [a[0], a[1], a[2]] : row === 3 ? [a[3], a[4], a[5]] : [a[6], a[7], a[8]];
    const [x, y, z] = column === 0 ? [b[0], b[3], b[6]] : column === 1 ? [b[1], b[4], b[7]] : [b[2], b[5], b[8]];
    return p * x + q * y + r * z;
  };
  return [cell(0, 0), cell(0, 1), cell(0, 2), cell(3, 0), cell(3, 1), cell(3, 2), cell(6, 0), cell(6, 1), cell(6, 2)];
}

export function invert(m: Matrix3): Matrix3 | undefined {
  const [a, b, c, d, e, f, g, h, i] = m;
  const A = e * i - f * h, B = f * g - d * i, C = d * h - e * g;
  const determinant = a * A + b * B + c * C;
  if (!(Math.abs(determinant) > 1e-12)) return undefined;
  const k = 1 / determinant;
  return [A * k, (c * h - b * i) * k, (b * f - c * e) * k, B * k, (a * i - c * g) * k, (c * d - a * f) * k, C * k, (b * g - a * h) * k, (a * e - b * d) * k];
}

/** Nearest that a point may come to the horizon of a homography, where w is 0: beyond lies what is behind the camera. */
const LEAST_W = 1e-3;

export function apply(m: Matrix3, x: number, y: number): readonly [number, number] {
  const w = Math.max(LEAST_W, m[6] * x + m[7] * y + m[8]);
  return [(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w];
}

/** Whether two homographies move every point of the unit square to the same place, within `tolerance`. */
export function isIdentity(m: Matrix3, tolerance = 1e-9): boolean {
  return m.every((value, index) => Math.abs(value / m[8] - (IDENTITY3[index] ?? 0)) < tolerance);
}
