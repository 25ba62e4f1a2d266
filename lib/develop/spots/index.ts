/**
 * Spots that nobody wants, found without a network: dust on the sensor, where the picture is smooth, and blemishes, on skin. What is found is offered, or
 * healed when asked for: every spot becomes an area of `RetouchAreas` like one that a hand set.
 */
import { retouchSpot } from '../settings';
import type { JsonValue, Pixels } from '../types';
import { type Blob, darkBlobs } from './blobs';
import { blurred, type Plane, planesOf } from './planes';

export type SpotKind = 'dust' | 'blemish';
/** `x`, `y` fractions of the picture; `radius` a fraction of its longer side; `confidence` 0…1. */
export type Spot = { readonly kind: SpotKind; readonly x: number; readonly y: number; readonly radius: number; readonly confidence: number };

/** A mask over the same picture, 0…1, at any size. */
export type Where = { readonly width: number; readonly height: number; readonly data: ArrayLike<number>; /** Greatest value: 1 or 255. */ readonly top: number };

export type SpotSearch = {
  /** Where skin is; without it no blemishes are looked for. */
  readonly skin?: Where;
  /** Eyes, brows, lips and the like: never touched, nor what lies right beside them. */
  readonly features?: Where;
};

/** Long edge of the picture that spots are looked for on. */
export const SPOT_EDGE = 2048;
/** Spots that are offered at most: where there are more it is a texture. */
const MOST = 80;

type Rules = { readonly contrast: number; /** Contrast over what the surroundings do: from none to full confidence. */ readonly clear: readonly [number, number]; readonly rough: number };
const RULES: Readonly<Record<SpotKind, Rules>> = {
  dust: { contrast: 0.022, clear: [5, 12], rough: 0.012 },
  blemish: { contrast: 0.03, clear: [3.2, 8], rough: 0.03 },
};
/** Dust is looked for where a neighbourhood is smoother than this, and has at most one like it within so many radii. */
const SMOOTH = 0.011, COMPANY = 9;
/** Confidence that is worth showing. */
const SHOWN = 0.25;

const at = ({ width, height, data, top }: Where, u: number, v: number): number => (data[Math.min(height - 1, Math.max(0, Math.floor(v * height))) * width + Math.min(width - 1, Math.max(0, Math.floor(u * width)))] ?? 0) / top;

/** Whether a mask is (nowhere or everywhere) set on a disc: its centre and twelve points of its edge. */
function around(where: Where, x: number, y: number, reach: number, size: { readonly width: number; readonly height: number }): readonly number[] {
  return [[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1], [0.7, 0.7], [-0.7, 0.7], [0.7, -0.7], [-0.7, -0.7]].map(([dx = 0, dy = 0]) => at(where, (x + dx * reach) / size.width, (y + dy * reach) / size.height));
}

function judged(kind: SpotKind, { contrast, noise }: Blob): number {
  const { clear: [none, full], rough } = RULES[kind];
  if (noise > rough) return 0;
  return Math.min(1, Math.max(0, (contrast / (noise + 0.0015) - none) / (full - none)));
}

/** Looks for spots on a picture of about `SPOT_EDGE` px (its long edge), surest first. */
export function findSpots(picture: Pixels, kinds: readonly SpotKind[], { skin, features }: SpotSearch = {}): readonly Spot[] {
  const { luma, red } = planesOf(picture);
  const { width, height } = picture, long = Math.max(width, height);
  const spots: Spot[] = [];
  const add = (kind: SpotKind, blobs: readonly Blob[]) => {
    for (const blob of blobs) {
      const confidence = judged(kind, blob);
      const [x, y] = [(blob.x + 0.5) / width, (blob.y + 0.5) / height];
      const taken = spots.some((other) => ((other.x - x) * width) ** 2 + ((other.y - y) * height) ** 2 < (blob.radius * 2) ** 2);
      if (confidence >= SHOWN && !taken) spots.push({ kind, x, y, radius: (blob.radius * 1.15) / long, confidence: Math.round(confidence * 100) / 100 });
    }
  };
  if (kinds.includes('blemish') && skin) {
    const onSkin = (x: number, y: number, radius: number): boolean => around(skin, x, y, radius * 1.6, picture).every((value) => value > 0.6) && (!features || around(features, x, y, radius * 2.5, picture).every((value) => value < 0.1));
    // Dark or redder than the skin around: redness turned over is dark too.
    const turned = { ...red, data: red.data.map((value) => -value) };
    add('blemish', darkBlobs(luma, RULES.blemish.contrast, onSkin));
    add('blemish', darkBlobs(turned, RULES.blemish.contrast, onSkin));
  }
  if (kinds.includes('dust')) {
    const offSkin = (x: number, y: number, radius: number): boolean => (!skin || around(skin, x, y, radius * 2, picture).every((value) => value < 0.3)) && (!features || at(features, x / width, y / height) < 0.1);
    const texture = textureOf(luma);
    // Company is looked for in rougher places too.
    const smooth = (x: number, y: number, most: number): boolean => (texture.data[y * width + x] ?? 0) < most;
    add('dust', alone(darkBlobs(luma, RULES.dust.contrast, (x, y, radius) => smooth(x, y, 3 * SMOOTH) && offSkin(x, y, radius)), luma).filter(({ x, y }) => smooth(x, y, SMOOTH)));
  }
  return spots.sort((a, b) => b.confidence - a.confidence || a.y - b.y).slice(0, MOST);
}

/** What goes on in a neighbourhood: mean deviation from the means of a few pixels. */
function textureOf(luma: Plane): Plane {
  const near = blurred(luma, 2.5), off = near.data.map((value, i) => Math.abs(value - (luma.data[i] ?? 0)));
  return blurred({ ...luma, data: off }, 20);
}

/** Dust lies where nothing like it is: what has company is a pattern. */
const alone = (blobs: readonly Blob[], { width, height }: Plane): readonly Blob[] =>
  blobs.filter((blob) => blobs.filter((other) => other !== blob && other.contrast > blob.contrast * 0.4 && (other.x - blob.x) ** 2 + (other.y - blob.y) ** 2 < (COMPANY * blob.radius) ** 2).length < (Math.min(blob.x, blob.y, width - blob.x, height - blob.y) < COMPANY * blob.radius ? 1 : 2));

/** The area that heals a spot, as a value of `RetouchAreas`. */
export const healSpot = ({ x, y, radius }: Spot): JsonValue => retouchSpot({ method: 'heal', x, y, radius, feather: 0.4 });
