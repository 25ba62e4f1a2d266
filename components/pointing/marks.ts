import { maskKey } from '@/lib/develop/masks/needs';
import { combineFields, type ImageMask, type Mask } from '@/lib/develop/settings';
import { isRecord } from '@/lib/develop/settings/json';
import type { Size } from '@/lib/develop/types';

/** A place in shares of the upright, uncropped photo, where masks lie. */
export type Place = readonly [x: number, y: number];

/** What the user pointed at. `radius`: share of the photo's long edge. */
export type Shape =
  | { readonly kind: 'point'; readonly at: Place }
  /** Clockwise from the top left as it was drawn: a box on a straightened picture lies askew in the photo. */
  | { readonly kind: 'box'; readonly corners: readonly [Place, Place, Place, Place] }
  | { readonly kind: 'stroke'; readonly points: readonly Place[]; readonly radius: number };
export type Mark = Shape & { readonly id: number };

/** What a pin stands for where nothing is recognised: radius of a soft circle, share of the long edge. */
const PIN_RADIUS = 0.1;
/** A soft box is larger than the drawn one by this, so that it is half there at the line. */
const REACH = 1.12;
/** Share of the brush that covers fully. */
const HARDNESS = 0.5;

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
const digits = (value: number): string => clamp(value).toFixed(6);
const common = { MaskActive: true, ...combineFields('add') } as const;

/** The thing that is looked for where a mark is; a stroke is what it covers. */
function thingAt(shape: Shape): ImageMask | undefined {
  switch (shape.kind) {
    case 'point': return { What: 'Mask/Image', ...common, MaskSubType: 0, ReferencePoint: shape.at.map(digits).join(' ') };
    case 'box': return { What: 'Mask/Image', ...common, MaskSubType: 0, Gesture: [{ Points: shape.corners.map(([x, y]) => ({ X: clamp(x), Y: clamp(y) })) }] };
    case 'stroke': return undefined;
  }
}

/** The key of `lib/develop/masks/needs.ts` that a mark is looked for under. */
export function keyOf(shape: Shape): string | undefined {
  const thing = thingAt(shape);
  return thing && maskKey(thing);
}

const ellipse = (full: Size, [x, y]: Place, width: number, height: number, angle: number, feather: number, roundness: number): Mask => ({
  What: 'Mask/CircularGradient', ...common,
  Left: x - width / 2 / full.width, Right: x + width / 2 / full.width, Top: y - height / 2 / full.height, Bottom: y + height / 2 / full.height,
  Angle: angle, Midpoint: 50, Feather: feather, Roundness: roundness, Flipped: true,
});

/** A mark as a mask of a correction: the thing there when it was found surely, else the shape itself with a soft edge. */
export function maskOf(shape: Shape, isSure: boolean, full: Size, name: string): Mask {
  const thing = thingAt(shape);
  return { ...(thing && isSure ? thing : drawn(shape, full)), MaskName: name };
}

function drawn(shape: Shape, full: Size): Mask {
  const long = Math.max(full.width, full.height);
  switch (shape.kind) {
    case 'point': return ellipse(full, shape.at, 2 * PIN_RADIUS * long, 2 * PIN_RADIUS * long, 0, 70, 0);
    case 'box': {
      const [[ax, ay], [bx, by], [cx, cy], [dx, dy]] = shape.corners;
      const across = [(bx - ax) * full.width, (by - ay) * full.height] as const, down = [(dx - ax) * full.width, (dy - ay) * full.height] as const;
      const angle = (Math.atan2(across[1], across[0]) * 180) / Math.PI;
      return ellipse(full, [(ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4], REACH * Math.hypot(...across), REACH * Math.hypot(...down), angle, 25, -60);
    }
    case 'stroke':
      return { What: 'Mask/Paint', ...common, Dabs: shape.points.map(([x, y]) => `d ${digits(x)} ${digits(y)}`), Radius: shape.radius, Flow: 1, CenterWeight: HARDNESS };
  }
}

const numbersIn = (text: string): readonly number[] => text.split(/\s+/).map(Number).filter(Number.isFinite);

/** What was pointed at, from a mask that `maskOf` made; `undefined` for any other. A soft shape that stood in for a thing becomes the mark it was drawn as. */
export function shapeOf(mask: Mask, full: Size): Shape | undefined {
  switch (mask.What) {
    case 'Mask/Image': {
      const [x, y] = numbersIn(mask.ReferencePoint ?? '');
      if (x !== undefined && y !== undefined) return { kind: 'point', at: [x, y] };
      const [gesture] = mask.Gesture ?? [];
      const points = isRecord(gesture) && Array.isArray(gesture['Points']) ? gesture['Points'] : [];
      const [a, b, c, d] = points.flatMap((point): Place[] => (isRecord(point) && typeof point['X'] === 'number' && typeof point['Y'] === 'number' ? [[point['X'], point['Y']]] : []));
      return a && b && c && d && { kind: 'box', corners: [a, b, c, d] };
    }
    case 'Mask/CircularGradient': {
      const [x, y] = [(mask.Left + mask.Right) / 2, (mask.Top + mask.Bottom) / 2];
      if (mask.Roundness === 0) return { kind: 'point', at: [x, y] };
      const turn = (mask.Angle * Math.PI) / 180;
      const [width, height] = [((mask.Right - mask.Left) * full.width) / REACH, ((mask.Bottom - mask.Top) * full.height) / REACH];
      const corner = (u: number, v: number): Place => [
        x + (u * width * Math.cos(turn) - v * height * Math.sin(turn)) / full.width, y + (u * width * Math.sin(turn) + v * height * Math.cos(turn)) / full.height,
      ];
      return { kind: 'box', corners: [corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5)] };
    }
    case 'Mask/Paint': {
      const points = mask.Dabs.flatMap((dab): Place[] => { const [x, y] = numbersIn(dab.replace(/^d /, '')); return dab.startsWith('d ') && x !== undefined && y !== undefined ? [[x, y]] : []; });
      return points.length > 0 ? { kind: 'stroke', points, radius: mask.Radius } : undefined;
    }
    default:
      return undefined;
  }
}

/** A stroke with one more place, when that is far enough from the last to make a difference. `full`: the photo's size. */
export function extended(points: readonly Place[], to: Place, radius: number, full: Size): readonly Place[] {
  const last = points.at(-1);
  const step = (radius * Math.max(full.width, full.height)) / 4;
  if (last && Math.hypot((to[0] - last[0]) * full.width, (to[1] - last[1]) * full.height) < step) return points;
  // A fast hand leaves gaps that the brush would not.
  const count = last ? Math.max(1, Math.round(Math.hypot((to[0] - last[0]) * full.width, (to[1] - last[1]) * full.height) / (2 * step))) : 1;
  const between = Array.from({ length: count }, (_, i): Place => (last ? [last[0] + ((to[0] - last[0]) * (i + 1)) / count, last[1] + ((to[1] - last[1]) * (i + 1)) / count] : to));
  return [...points, ...between];
}

/** Where a mark's pin stands. */
export function pinOf(shape: Shape): Place {
  switch (shape.kind) {
    case 'point': return shape.at;
    case 'box': return shape.corners[0];
    case 'stroke': return shape.points[0] ?? [0.5, 0.5];
  }
}
