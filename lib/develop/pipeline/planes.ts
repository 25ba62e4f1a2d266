import type { Address, Arena } from '../kernels/arena';

/** A rectangle of pixels, `x1` and `y1` exclusive. */
export type Rect = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };

/** Four f32 planes (red, green, blue, alpha or 0) that share a pitch in bytes. */
export type Planes = { readonly r: Address; readonly g: Address; readonly b: Address; readonly a: Address; readonly pitch: number };

export const pitchOf = (width: number): number => Math.ceil(width / 4) * 16;

export function makePlanes(arena: Arena, name: string, width: number, height: number, alpha: boolean): Planes {
  const pitch = pitchOf(width);
  const plane = (channel: string) => arena.slot(`${name}.${channel}`, pitch * height);
  return { r: plane('r'), g: plane('g'), b: plane('b'), a: alpha ? plane('a') : 0, pitch };
}
