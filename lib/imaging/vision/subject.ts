import { fitLongEdge } from '@/lib/develop/engine';
import type { Localised, Size } from '@/lib/develop/types';
import { ColourModel } from './colour-model';
import { edgeWeights, minimalCut, parts } from './cut';
import type { Thing } from './objects';
import { type Box, clamp, luma, map, type Plane, planeOf, type Point, ramp, resizeColours, resizePlane } from './plane';
import { saliencyOf, sharpness } from './saliency';
import type { Scene } from './scene';

/** A region at `CUT_EDGE` or finer, before its edges are refined. */
export type Region = { readonly mask: Plane; readonly confidence: number; readonly reason?: Localised };

const VAGUE: Localised = { en: 'Nothing in this photo stands out clearly enough from its surroundings.', zh: '照片中没有从周围明显突出的主体。' };
const NOTHING: Localised = { en: 'No thing with a clear outline was found there.', zh: '这里没有找到轮廓清楚的物体。' };

/** What is known before the photo's colours are asked: where the thing may be, must be and cannot be. Planes at the size of `scene.lab`. */
type Seeds = {
  /** 0…1 how likely inside. */
  readonly likely: Plane;
  readonly must?: Plane;
  /** 1 where it cannot be. */
  readonly never?: Plane;
};

export type Cut = { readonly mask: Plane; /** Mean margin of the colours' vote along with the region, 0…1. */ readonly agreement: number };

/** GrabCut's loop (Rother, Kolmogorov & Blake 2004): colours inside and outside learn from the region, the region from the colours. */
export function grow(scene: Scene, { likely, must, never }: Seeds, rounds = 3, trustPrior = 1.6): Cut {
  const { lab } = scene;
  const count = lab.width * lab.height;
  const weights = edgeWeights(lab, 1.5);
  let region = map(likely, (v, i) => ((must?.data[i] ?? 0) > 0.5 ? 1 : (never?.data[i] ?? 0) > 0.5 ? 0 : v));
  let colour = planeOf(lab);
  for (let round = 0; round < rounds; round++) {
    const now = region.data;
    const inside = ColourModel.fit(lab, (i) => Math.max(0, ((now[i] ?? 0) - 0.5) * 2), 5);
    const outside = ColourModel.fit(lab, (i) => Math.max(0, (0.5 - (now[i] ?? 0)) * 2), 6);
    if (!inside || !outside) break;
    const [theirs, others] = [inside.costs(lab).data, outside.costs(lab).data];
    colour = map(likely, (_, i) => clamp(0.5 * ((theirs[i] ?? 0) - (others[i] ?? 0)), -2.5, 2.5));
    const votes = colour.data;
    const cost = map(likely, (v, i) => ((must?.data[i] ?? 0) > 0.5 ? -8 : (never?.data[i] ?? 0) > 0.5 ? 8 : (votes[i] ?? 0) + trustPrior * (1 - 2 * v)));
    region = minimalCut(cost, weights, 2.2, round + 1 === rounds ? 140 : 70, region);
  }
  let margin = 0;
  for (let i = 0; i < count; i++) margin += ((region.data[i] ?? 0) > 0.5 ? -1 : 1) * clamp(colour.data[i] ?? 0, -1, 1);
  return { mask: region, agreement: clamp(margin / count) };
}

const boxPlane = (scene: Scene, box: Box, soft: number): Plane => {
  const plane = planeOf(scene.lab);
  const scale = plane.width / scene.photo.width;
  const [x0, y0, x1, y1] = [box.x * scale, box.y * scale, (box.x + box.width) * scale, (box.y + box.height) * scale];
  for (let y = 0; y < plane.height; y++) for (let x = 0; x < plane.width; x++) {
    plane.data[y * plane.width + x] = ramp(Math.min(x + 0.5 - x0, x1 - x - 0.5, y + 0.5 - y0, y1 - y - 0.5), -soft, soft);
  }
  return plane;
};

/** An ellipse in the box: full in the middle, half at its rim. Things fill the middle of their boxes. */
function bulge(scene: Scene, box: Box): Plane {
  const plane = planeOf(scene.lab);
  const scale = plane.width / scene.photo.width;
  for (let y = 0; y < plane.height; y++) for (let x = 0; x < plane.width; x++) {
    const dx = ((x + 0.5) / scale - box.x) / box.width - 0.5, dy = ((y + 0.5) / scale - box.y) / box.height - 0.5;
    plane.data[y * plane.width + x] = 1 - ramp(Math.sqrt(dx * dx + dy * dy), 0.2, 0.75);
  }
  return plane;
}

function cutBox(scene: Scene, box: Box, must?: Plane): Cut {
  const inside = boxPlane(scene, box, 1.5);
  const never = map(inside, (v) => (v <= 0 ? 1 : 0));
  return grow(scene, { likely: map(bulge(scene, box), (v, i) => Math.min(0.85, 0.25 + 0.6 * v) * (inside.data[i] ?? 0)), never, ...(must && { must }) });
}

/** The thing in a box. */
export function inBox(scene: Scene, box: Box): Region {
  const { mask, agreement } = cutBox(scene, box);
  const kept = solid(withoutCrumbs(mask));
  const inside = boxPlane(scene, box, 1.5);
  const { edge } = rim(kept, edgeWeights(scene.lab, 1.5));
  const fill = share(kept) / Math.max(1e-6, share(inside));
  const confidence = ramp((0.25 + 0.45 * ramp(edge, 0.15, 0.7) + 0.3 * ramp(agreement, 0.4, 0.9)) * ramp(fill, 0.1, 0.4) * (1 - 0.3 * ramp(fill, 0.95, 1)), 0.55, 1);
  return { mask: kept, confidence, ...(confidence < 0.5 && { reason: NOTHING }) };
}

const share = (mask: Plane): number => mask.data.reduce((sum, v) => sum + (v > 0.5 ? 1 : 0), 0) / mask.data.length;

/** Parts that hang together with a seed. */
function touching(mask: Plane, seed: Plane): Plane {
  const { of } = parts(mask);
  const held = new Set<number>();
  of.forEach((id, i) => { if (id > 0 && (seed.data[i] ?? 0) > 0.5) held.add(id); });
  return map(mask, (v, i) => ((of[i] ?? 0) === 0 || held.has(of[i] ?? 0) ? v : 0));
}

/**
 * The thing at a point. Several guesses are grown from it (the tightest boxes of known things around it, what is like it within three distances) and
 * the one whose outline lies best on the photo's edges is taken.
 */
export function atPoint(scene: Scene, point: Point, things: readonly Thing[], subject?: Plane): Region {
  const { lab } = scene;
  const scale = lab.width / scene.photo.width;
  const px = clamp(Math.floor(point[0] * scale), 0, lab.width - 1), py = clamp(Math.floor(point[1] * scale), 0, lab.height - 1);
  const at = py * lab.width + px;
  const must = disc(lab, px, py, Math.max(2, Math.round(lab.width / 80)));
  const around = things.filter(({ box }) => point[0] >= box.x && point[1] >= box.y && point[0] <= box.x + box.width && point[1] <= box.y + box.height && box.width * box.height < 0.8 * scene.photo.width * scene.photo.height);
  const tight = around.toSorted((a, b) => a.box.width * a.box.height - b.box.width * b.box.height).slice(0, 2);
  const known = subject && resizePlane(subject, lab);
  const guesses: readonly Cut[] = [
    ...tight.map(({ box }) => cutBox(scene, box, must)),
    ...REACHES.map((reach) => grow(scene, { likely: nearness(scene, at, must, reach), must }, 2, 1.2)),
    ...(known && (known.data[at] ?? 0) > 0.5 ? [{ mask: known, agreement: 0.7 }] : []),
  ];
  const weights = edgeWeights(lab, 1.5);
  const judged = guesses.map(({ mask, agreement }) => {
    const kept = solid(touching(mask, must));
    const size = share(kept), { edge, border } = rim(kept, weights);
    const sensible = ramp(size, 0.002, 0.01) * (1 - ramp(size, 0.5, 0.8)) * (1 - 0.8 * ramp(border, 0.1, 0.5));
    return { mask: kept, agreement, edge, worth: edge * sensible * (0.4 + 0.6 * ramp(agreement, 0.3, 0.8)) * size ** 0.3 };
  }).toSorted((a, b) => b.worth - a.worth);
  const best = judged[0];
  if (!best) return { mask: must, confidence: 0, reason: NOTHING };
  // Guesses from different starts that meet in the same outline vouch for it.
  const consent = judged.slice(1).reduce((most, { mask }) => Math.max(most, overlap(mask, best.mask)), 0);
  const confidence = clamp(ramp(best.worth, 0.05, 0.35) * (0.3 + 0.6 * ramp(consent, 0.6, 0.97)));
  return { mask: best.mask, confidence, ...(confidence < 0.5 && { reason: NOTHING }) };
}

/** Radii of guesses around a point, in long edges of the photo. */
const REACHES = [0.12, 0.25, 0.5] as const;

function disc(size: Size, cx: number, cy: number, radius: number): Plane {
  const plane = planeOf(size);
  for (let y = Math.max(0, cy - radius); y <= Math.min(size.height - 1, cy + radius); y++) for (let x = Math.max(0, cx - radius); x <= Math.min(size.width - 1, cx + radius); x++) {
    if ((x - cx) ** 2 + (y - cy) ** 2 <= radius * radius) plane.data[y * size.width + x] = 1;
  }
  return plane;
}

const overlap = (a: Plane, b: Plane): number => {
  let both = 0, either = 0;
  a.data.forEach((v, i) => {
    const x = v > 0.5, y = (b.data[i] ?? 0) > 0.5;
    if (x && y) both++;
    if (x || y) either++;
  });
  return either === 0 ? 0 : both / either;
};

/** Of a region's outline: how much lies on edges of the photo, 0…1, and how much on the photo's own border. */
export function rim(mask: Plane, weights: Plane): { readonly edge: number; readonly border: number } {
  const { width, height, data } = mask;
  let steps = 0, edge = 0, border = 0;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const i = y * width + x;
    if ((data[i] ?? 0) <= 0.5) continue;
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) border++;
    for (let side = 0; side < 4; side++) {
      const n = side === 0 ? (x > 0 ? i - 1 : -1) : side === 1 ? (x + 1 < width ? i + 1 : -1) : side === 2 ? i - width : y + 1 < height ? i + width : -1;
      if (n < 0 || (data[n] ?? 0) > 0.5) continue;
      steps++;
      // The edge may lie a pixel to either side.
      edge += 1 - Math.min(weights.data[i] ?? 1, weights.data[n] ?? 1, weights.data[2 * i - n] ?? 1);
    }
  }
  return { edge: steps > 0 ? edge / steps : 0, border: steps + border > 0 ? border / (steps + border) : 1 };
}

/** With what it encloses, where that is small beside it. */
function solid(mask: Plane): Plane {
  const { width, height } = mask;
  const holes = parts(map(mask, (v) => 1 - v));
  const open = holes.sizes.map(() => false);
  holes.of.forEach((id, i) => {
    const x = i % width, y = Math.floor(i / width);
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) open[id] = true;
  });
  const most = share(mask) * width * height * 0.25;
  return map(mask, (v, i) => {
    const id = holes.of[i] ?? 0;
    return id > 0 && !open[id] && (holes.sizes[id] ?? 0) < most ? 1 : v;
  });
}

/** How alike and how near to a seed everything is, 0…1: colour distance to the seed's mean, faded with distance. */
function nearness(scene: Scene, at: number, seed: Plane, within: number): Plane {
  const { lab } = scene;
  const mean = [0, 0, 0];
  let n = 0;
  seed.data.forEach((v, i) => {
    if (v < 0.5) return;
    n++;
    for (let c = 0; c < 3; c++) mean[c] = (mean[c] ?? 0) + (lab.data[i * 3 + c] ?? 0);
  });
  const cx = at % lab.width, cy = Math.floor(at / lab.width), reach = Math.max(lab.width, lab.height);
  return map(seed, (_, i) => {
    let d = 0;
    for (let c = 0; c < 3; c++) d += ((lab.data[i * 3 + c] ?? 0) - (mean[c] ?? 0) / n) ** 2;
    const far = Math.sqrt(((i % lab.width) - cx) ** 2 + (Math.floor(i / lab.width) - cy) ** 2) / reach;
    return (0.45 + 0.55 * (1 - ramp(Math.sqrt(d), 0.05, 0.25))) * (1 - ramp(far, 0.6 * within, 1.3 * within)) * 0.9 + 0.04;
  });
}

/** The most likely subject without people: what stands out, helped by boxes of known things. */
export function findSubject(scene: Scene, things: readonly Thing[], sky?: Plane): Region & { readonly evidence: SubjectEvidence } {
  const { lab, photo } = scene;
  const fine = luma(resizeColours(scene.picture, fitLongEdge(scene.size, 640)));
  const small = fitLongEdge(lab, 176);
  const { map: salient, focus } = saliencyOf(resizeColours(lab, small), resizePlane(sharpness(fine), small));
  const full = resizePlane(salient, lab);
  const known = things.filter(({ box, score }) => score >= 0.42 && box.width * box.height > 0.01 * photo.width * photo.height && box.width * box.height < 0.9 * photo.width * photo.height);
  const worth = ({ box, score }: Thing): number => {
    const within = boxPlane(scene, box, 1);
    let sum = 0, area = 0;
    within.data.forEach((v, i) => {
      sum += v * (full.data[i] ?? 0);
      area += v;
    });
    return score * (0.3 + sum / Math.max(1, area)) * Math.sqrt(area / within.data.length);
  };
  const ranked = known.map((thing) => ({ thing, worth: worth(thing) })).toSorted((a, b) => b.worth - a.worth);
  // Several of a kind are the subject together: a pair of birds, a bowl of fruit.
  const best = ranked[0];
  const chosen = best ? ranked.filter(({ thing, worth: w }) => thing === best.thing || (thing.label === best.thing.label && w > 0.25 * best.worth)).map(({ thing }) => thing) : [];
  const boxes = chosen.map(({ box }) => ({ bulge: bulge(scene, box), inside: boxPlane(scene, box, 3) }));
  const likely = map(full, (v, i) => {
    let boost = 0, within = 0;
    for (const { bulge: b, inside } of boxes) {
      boost = Math.max(boost, (b.data[i] ?? 0) * (inside.data[i] ?? 0));
      within = Math.max(within, inside.data[i] ?? 0);
    }
    return boxes.length === 0 ? clamp(v * 1.1) : clamp(0.45 * v * (0.3 + 0.7 * within) + 0.6 * boost);
  });
  const never = sky && resizePlane(sky, lab);
  const weights = edgeWeights(lab, 1.5);
  const guesses = (boxes.length > 0 ? [1] : [0.8, 1.25]).map((eagerness) => {
    const { mask, agreement } = grow(scene, { likely: map(likely, (v) => clamp(v * eagerness)), ...(never && { never }) }, 3, 1.8);
    const cleaned = solid(withoutCrumbs(mask));
    return { mask: cleaned, evidence: { ...weigh(cleaned, full), ...rim(cleaned, weights), agreement, focus, thing: best ? best.thing.score : 0 } };
  });
  const { mask: cleaned, evidence } = guesses.toSorted((a, b) => subjectConfidence(b.evidence) - subjectConfidence(a.evidence))[0] ?? { mask: likely, evidence: NO_EVIDENCE };
  const confidence = subjectConfidence(evidence);
  return { mask: cleaned, confidence, evidence, ...(confidence < 0.5 && { reason: VAGUE }) };
}

export type SubjectEvidence = { readonly contrast: number; readonly border: number; readonly size: number; readonly agreement: number; readonly focus: number; readonly thing: number; readonly whole: number; readonly edge: number };

const NO_EVIDENCE: SubjectEvidence = { contrast: 0, border: 1, size: 0, agreement: 0, focus: 0, thing: 0, whole: 0, edge: 0 };

/**
 * Two things proved telling on outlined photos: a known thing that was surely seen, and a photo that is sharp only where the region stands out.
 * Without either a region may be well cut and still not be what anyone would call the subject.
 */
function subjectConfidence({ contrast, border, size, agreement, focus, thing, whole, edge }: SubjectEvidence): number {
  const telling = Math.max(ramp(thing, 0.5, 0.72), focus * ramp(contrast, 0.25, 0.6));
  const alone = 1 - 0.7 * ramp(border, 0.1, 0.4);
  const sensible = ramp(size, 0.01, 0.05) * (1 - ramp(size, 0.55, 0.8));
  const neat = 0.5 * ramp(edge, 0.2, 0.7) + 0.5 * ramp(agreement, 0.4, 0.85);
  return clamp((0.26 + 0.64 * telling) * (0.75 + 0.25 * neat) * alone * sensible * (0.6 + 0.4 * whole));
}

/** `contrast`: mean saliency inside less outside; `border`: share of the photo's border that it covers; `whole`: share of its largest part. */
function weigh(mask: Plane, salient: Plane): Pick<SubjectEvidence, 'contrast' | 'border' | 'size' | 'whole'> {
  const { width, height } = mask;
  let inside = 0, n = 0, outside = 0, border = 0;
  mask.data.forEach((v, i) => {
    const x = i % width, y = Math.floor(i / width);
    if (v > 0.5) {
      n++;
      inside += salient.data[i] ?? 0;
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) border++;
    } else outside += salient.data[i] ?? 0;
  });
  const { sizes } = parts(mask);
  const rest = width * height - n;
  return { contrast: n > 0 && rest > 0 ? inside / n - outside / rest : 0, border: border / (2 * (width + height)), size: n / (width * height), whole: n > 0 ? Math.max(0, ...sizes.slice(1)) / n : 0 };
}

/** Without parts under a fiftieth of the largest, and with holes under a hundredth of it closed. */
function withoutCrumbs(mask: Plane): Plane {
  const { of, sizes } = parts(mask);
  const largest = Math.max(0, ...sizes.slice(1));
  const cleared = map(mask, (v, i) => ((of[i] ?? 0) > 0 && (sizes[of[i] ?? 0] ?? 0) < largest * 0.06 ? 0 : v));
  const holes = parts(map(cleared, (v) => 1 - v));
  return map(cleared, (v, i) => ((holes.of[i] ?? 0) > 0 && (holes.sizes[holes.of[i] ?? 0] ?? 0) < largest * 0.02 ? 1 : v));
}
