import { cropFrame, outputSize } from '@/lib/develop/engine';
import { outputToFrame } from '@/lib/develop/pipeline/geometry';
import type { DevelopSettings, Size } from '@/lib/develop/types';

/** A picture: the photo that it shows and what is done to it. */
export type Framed = { /** Upright and uncropped, px. */ readonly full: Size; readonly settings: DevelopSettings };

/** (x, y) → (a·x + c·y + e, b·x + d·y + f), as CSS writes it. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const product = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [a * A + c * B, b * A + d * B, a * C + c * D, b * C + d * D, a * E + c * F + e, b * E + d * F + f];

export function inverse([a, b, c, d, e, f]: Matrix): Matrix {
  const n = a * d - b * c;
  return [d / n, -b / n, -c / n, a / n, (c * f - d * e) / n, (b * e - a * f) / n];
}

/** The smallest upright box around a box that was moved. */
export function boundsOf([a, b, c, d, e, f]: Matrix, { x, y, width, height }: Box): Box {
  const corners = [[x, y], [x + width, y], [x, y + height], [x + width, y + height]] as const;
  const xs = corners.map(([u, v]) => a * u + c * v + e), ys = corners.map(([u, v]) => b * u + d * v + f);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** Picture px → shares of the photo. Bends of a lens or of perspective are left out: they are small, and the same on both sides as a rule. */
function toPhoto({ full, settings }: Framed): Matrix {
  const { xx, xy, x0, yx, yy, y0 } = outputToFrame(cropFrame(full, settings), outputSize(full, settings));
  const { width, height } = full;
  return [xx / width, yx / height, xy / width, yy / height, (x0 - (xx + xy) / 2) / width, (y0 - (yx + yy) / 2) / height];
}

/** Px of one picture → px of another of the same photo, or of one made from it, so that the same things cover each other. */
export const frameBetween = (from: Framed, to: Framed): Matrix => product(inverse(toPhoto(to)), toPhoto(from));

export type Placement = Size & {
  /** CSS px per px of the picture that is placed. */
  readonly scale: number;
  /** CSS, about the top-left corner. */
  readonly transform: string;
};

/** Where CSS puts a picture on another that is shown at `scale` CSS px per px. Sizes are laid out, not transformed: pictures stay sharp. */
export function placementOf(from: Framed, to: Framed, scale: number): Placement {
  const [a, b, c, d, e, f] = frameBetween(from, to);
  const { width, height } = outputSize(from.full, from.settings);
  const zoom = Math.hypot(a, b);
  return { width: width * zoom * scale, height: height * zoom * scale, scale: zoom * scale, transform: `matrix(${[a / zoom, b / zoom, c / zoom, d / zoom, e * scale, f * scale].map((value) => Number(value.toFixed(6))).join(', ')})` };
}
