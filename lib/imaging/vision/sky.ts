import type { Localised } from '@/lib/develop/types';
import { ColourModel } from './colour-model';
import { edgeWeights, minimalCut, parts } from './cut';
import { boxMean, clamp, map, type Colours, type Plane, planeOf, ramp } from './plane';
import type { Scene } from './scene';

export type Sky = { readonly mask: Plane; readonly confidence: number; readonly reason?: Localised };

const NONE: Localised = { en: 'No sky was found in this photo.', zh: '照片中没有找到天空。' };
const UNSURE: Localised = { en: 'Something at the top may be sky, but it could as well be a wall or a blurred background.', zh: '上方可能是天空，也可能是墙面或虚化的背景。' };

/** How rough the picture is around each pixel: deviation of lightness in a small square. */
export function roughness(lab: Colours): Plane {
  const lightness = planeOf(lab);
  for (let i = 0; i < lightness.data.length; i++) lightness.data[i] = lab.data[i * 3] ?? 0;
  const mean = boxMean(lightness, 2), square = boxMean(map(lightness, (v) => v * v), 2);
  return map(mean, (m, i) => Math.sqrt(Math.max(0, (square.data[i] ?? 0) - m * m)));
}

/**
 * How far a colour could be sky, −1…1: blue, or pale, or the warm tones of a low sun; not green, not brown, not dark unless blue.
 * Daylight skies lie along hues of 200…290° in Oklab, dusk between 0 and 90° at little chroma.
 */
function skyColour(l: number, a: number, b: number): number {
  const chroma = Math.sqrt(a * a + b * b);
  const blue = ramp(-b, 0, 0.025) * ramp(0.09 - Math.abs(a + 0.02), 0, 0.03) * ramp(l, 0.12, 0.32);
  const pale = ramp(l, 0.45, 0.7) * ramp(0.075 - chroma, 0, 0.04);
  const warm = 0.7 * ramp(l, 0.45, 0.65) * ramp(0.18 - chroma, 0, 0.06) * ramp(a, -0.03, 0.01);
  return 2 * Math.max(blue, pale, warm) - 1;
}

const skyColours = (lab: Colours): Plane => map(planeOf(lab), (_, i) => skyColour(lab.data[i * 3] ?? 0, lab.data[i * 3 + 1] ?? 0, lab.data[i * 3 + 2] ?? 0));

/** Finds the sky: from colours and calm that skies have, near the top, to a cut along the photo's edges under colour models of this very sky and ground. */
export function findSky(scene: Scene): Sky {
  const { lab } = scene;
  const { width, height } = lab;
  const rough = roughness(lab), colour = skyColours(lab);
  const weights = edgeWeights(lab);
  const prior = map(colour, (c, i) => -1.6 * c + 2.2 * ramp(rough.data[i] ?? 0, 0.012, 0.06) + 2.4 * (Math.floor(i / width) / height - 0.45));
  let region = plausible(minimalCut(prior, weights, 2.5, 100), colour);
  if (area(region) < 0.004) return { mask: planeOf(lab), confidence: 0, reason: NONE };

  let cost = prior;
  for (let round = 0; round < 2; round++) {
    const inside = region.data;
    const sky = ColourModel.fit(lab, (i) => ((inside[i] ?? 0) > 0.5 ? 1 : 0), 4);
    const ground = ColourModel.fit(lab, (i) => ((inside[i] ?? 0) <= 0.5 ? 1 : 0), 6);
    if (!sky || !ground) break;
    const [above, below] = [sky.costs(lab).data, ground.costs(lab).data];
    cost = map(prior, (p, i) => clamp(0.5 * ((above[i] ?? 0) - (below[i] ?? 0)), -3, 3) + 0.6 * clamp(p, -2, 2));
    region = plausible(minimalCut(cost, weights, 2, 100, region), colour);
  }
  const fraction = area(region);
  if (fraction < 0.004) return { mask: planeOf(lab), confidence: 0, reason: NONE };
  return { mask: region, ...judge(region, lab, rough, colour) };
}

const area = (mask: Plane): number => mask.data.reduce((sum, v) => sum + (v > 0.5 ? 1 : 0), 0) / mask.data.length;

/**
 * Keeps what hangs together with the top of the photo, and gaps (between leaves, under bridges) that lie no lower than it reaches; where nothing
 * reaches the top, large calm blue openings. Fills what it encloses if that could be cloud.
 */
function plausible(mask: Plane, colours: Plane): Plane {
  const { width, height } = mask;
  const { of, sizes } = parts(mask);
  const colour = meanWithin(of, sizes, colours), deepest = sizes.map(() => 0);
  const touches = new Set<number>();
  for (let i = 0; i < of.length; i++) {
    const id = of[i] ?? 0, y = Math.floor(i / width);
    if (id === 0) continue;
    deepest[id] = y;
    if (y < Math.max(2, height * TOP)) touches.add(id);
  }
  const all = width * height;
  // An opening of a clear sky colour outweighs what is darker above it.
  const openings = sizes.flatMap((size, id) => (id > 0 && !touches.has(id) && size > 0.02 * all && (colour[id] ?? 0) > 0.5 ? [id] : []));
  if (openings.length > 0 && [...touches].every((id) => (colour[id] ?? 0) < 0.2)) {
    touches.clear();
    for (const id of openings) touches.add(id);
  }
  const lowest = Math.max(0, ...[...touches].map((id) => deepest[id] ?? 0));
  const kept = map(mask, (v, i) => {
    const id = of[i] ?? 0;
    return id === 0 ? v : touches.size > 0 && (touches.has(id) || (deepest[id] ?? height) <= lowest) ? v : 0;
  });
  return filled(kept, colours);
}

/** A frame or a dark edge may keep the sky from the very top. */
const TOP = 0.03;

function filled(mask: Plane, colours: Plane): Plane {
  const { width, height } = mask;
  const { of, sizes } = parts(map(mask, (v) => 1 - v));
  const open = sizes.map(() => false), colour = meanWithin(of, sizes, colours);
  for (let i = 0; i < of.length; i++) if (i % width === 0 || i % width === width - 1 || i >= of.length - width) open[of[i] ?? 0] = true;
  return map(mask, (v, i) => {
    const id = of[i] ?? 0;
    return id > 0 && !open[id] && (sizes[id] ?? 0) < 0.1 * width * height && (colour[id] ?? -1) > -0.5 ? 1 : v;
  });
}

/** Mean of a plane over each of its parts. */
function meanWithin(of: Int32Array, sizes: readonly number[], { data }: Plane): readonly number[] {
  const sums = new Float64Array(sizes.length);
  for (let i = 0; i < of.length; i++) sums[of[i] ?? 0] = (sums[of[i] ?? 0] ?? 0) + (data[i] ?? 0);
  return sizes.map((size, id) => (sums[id] ?? 0) / Math.max(1, size));
}

export type SkyEvidence = { readonly calm: number; readonly colour: number; readonly brighter: number; readonly wide: number; readonly edge: number; readonly fraction: number };

/** What speaks for the region being sky. Each 0…1. */
export function evidence(region: Plane, lab: Colours, rough: Plane, colours: Plane): SkyEvidence {
  const { width, height } = region;
  let n = 0, sum = 0, calm = 0, colour = 0, ground = 0, top = 0, border = 0, step = 0;
  const topRow = Math.round(height * TOP) * width;
  for (let i = 0; i < region.data.length; i++) {
    const l = lab.data[i * 3] ?? 0;
    const inside = (region.data[i] ?? 0) > 0.5;
    if (!inside) {
      ground += l;
      continue;
    }
    n++;
    sum += l;
    calm += rough.data[i] ?? 0;
    colour += colours.data[i] ?? 0;
    if (i >= topRow && i < topRow + width) top++;
    const below = i + width;
    if (below < region.data.length && (region.data[below] ?? 0) <= 0.5) {
      border++;
      const far = Math.min(region.data.length - 1, below + 3 * width) * 3, near = Math.max(i % width, i - 3 * width) * 3;
      step += Math.sqrt([0, 1, 2].reduce((s, c) => s + ((lab.data[far + c] ?? 0) - (lab.data[near + c] ?? 0)) ** 2, 0));
    }
  }
  const outside = region.data.length - n;
  return {
    calm: 1 - ramp(calm / n, 0.01, 0.04),
    colour: (colour / n + 1) / 2,
    brighter: outside === 0 ? 0 : clamp(0.5 + (sum / n - ground / outside) * 1.5),
    wide: top / width,
    edge: border === 0 ? 0 : ramp(step / border, 0.05, 0.25),
    fraction: n / (width * height),
  };
}

/** Everything has to fit: calm, the colour of sky, wide at the top, ending at an edge. */
function judge(region: Plane, lab: Colours, rough: Plane, colours: Plane): { readonly confidence: number; readonly reason?: Localised } {
  const { calm, colour, wide, edge, fraction, brighter } = evidence(region, lab, rough, colours);
  const size = ramp(fraction, 0.01, 0.06) * (1 - ramp(fraction, 0.85, 0.97));
  const confidence = ramp(calm * colour * wide * edge, 0.05, 0.75) * size * (0.7 + 0.3 * ramp(brighter, 0.2, 0.5));
  return confidence < 0.5 ? { confidence, reason: UNSURE } : { confidence };
}
