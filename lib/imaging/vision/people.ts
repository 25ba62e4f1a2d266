import { fitLongEdge } from '@/lib/develop/engine';
import type { Raster } from '@/lib/develop/assets';
import type { Size } from '@/lib/develop/types';
import type { Face } from './faces';
import { type Thing } from './objects';
import { join, type Layers, type Parse } from './parser';
import { type Box, clamp, map, type Plane, planeOf, planeOfRaster, ramp, raster } from './plane';
import { CUT_EDGE, type Scene } from './scene';
import { type Person, territories } from './territories';

/** Networks see a person this many times at most: closest people first. */
const MOST_PARSES = 6;
/** A detected person without a face is believed from here on; parrots and cats reach 0.6. */
const FACELESS = 0.62;
/** Height of a standing person in heights of the face mesh. */
const BODY = 9;

const centreOf = ({ x, y, width, height }: Box): readonly [number, number] => [x + width / 2, y + height / 2];
const holds = (box: Box, [x, y]: readonly [number, number]): boolean => x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;

/** One person per face, with the detector's box where one fits it; then the detected people whose face is not seen. */
export function personsOf(faces: readonly Face[], things: readonly Thing[], { width, height }: Box): readonly Person[] {
  const taken = new Set<Thing>();
  const seen = faces.map((face): Person => {
    const fits = things.filter((thing) => !taken.has(thing) && holds(thing.box, centreOf(face.box)) && thing.box.height > face.box.height && centreOf(face.box)[1] < thing.box.y + thing.box.height * 0.6);
    const best = fits.toSorted((a, b) => Math.abs(centreOf(a.box)[0] - centreOf(face.box)[0]) - Math.abs(centreOf(b.box)[0] - centreOf(face.box)[0]))[0];
    if (best) taken.add(best);
    const { box } = face;
    const top = Math.max(0, box.y - box.height * 0.6), bottom = Math.min(height, box.y + box.height * BODY);
    const left = Math.max(0, box.x - box.width * 2), right = Math.min(width, box.x + box.width * 3);
    return { face, score: face.score, box: best ? best.box : { x: left, y: top, width: right - left, height: bottom - top } };
  });
  const faceless = things
    .filter((thing) => !taken.has(thing) && thing.score >= FACELESS && !faces.some((face) => holds(thing.box, centreOf(face.box))))
    .map(({ box, score }): Person => ({ box, score }));
  return [...seen, ...faceless];
}

/** A square around a box with room about it, inside the photo as far as it fits. */
function square({ x, y, width, height }: Box, room: number, photo: Box): Box {
  const longest = Math.max(photo.width, photo.height);
  const side = Math.min(longest, Math.max(width, height) * room);
  const place = (centre: number, extent: number): number => (side >= extent ? (extent - side) / 2 : clamp(centre - side / 2, 0, extent - side));
  return { x: place(x + width / 2, photo.width), y: place(y + height / 2, photo.height), width: side, height: side };
}

/** Where the parser looks: at each person, and closer at heads that are small within that. */
export function crops(persons: readonly Person[], photo: Box): readonly Box[] {
  const bySize = persons.toSorted((a, b) => b.box.height - a.box.height);
  const bodies = bySize.map(({ box }) => square(box, 1.15, photo));
  const heads = bySize.flatMap(({ face }, i) => (face && face.box.height < 0.22 * (bodies[i]?.height ?? 0) ? [square(face.box, 3.2, photo)] : []));
  const large = Math.max(photo.width, photo.height) * 0.97;
  const whole = square(photo, 1, photo);
  // Many people: one look at all of them in place of those that the budget cannot pay.
  const chosen = bodies.length > MOST_PARSES - 1 ? [whole, ...bodies.slice(0, MOST_PARSES - 1)] : [...bodies, ...heads].slice(0, MOST_PARSES);
  const distinct: Box[] = [];
  for (const box of chosen.map((one) => (one.width > large ? whole : one))) if (!distinct.some((other) => Math.abs(other.x - box.x) + Math.abs(other.y - box.y) + Math.abs(other.width - box.width) < box.width * 0.05)) distinct.push(box);
  return distinct;
}

/** People of a photo: what of it they are, whose it is, and how decided the parser was. */
export class People {
  readonly persons: readonly Person[];
  /** At the masks' size, refined. */
  readonly layers: Readonly<Record<keyof Layers, Raster>>;
  /** For each pixel at `CUT_EDGE` whose it is, from 1; 0 nobody's. */
  readonly #owner: { readonly width: number; readonly height: number; readonly of: Uint8Array };
  readonly #scene: Scene;
  /** How decided the parser was where it saw people, 0.5…1. */
  readonly decision: number;
  /** Share of the photo that people are. */
  readonly coverage: number;

  constructor(scene: Scene, persons: readonly Person[], parses: readonly Parse[]) {
    this.#scene = scene;
    this.persons = persons;
    const coarse = scene.coarse, scale = coarse.width / scene.photo.width;
    const joined = join(parses, reachOf(persons, coarse, scale), scale);
    this.decision = decisionOf(joined.whole);
    // Guided filtering leaves a thin veil far from the edges; it is cut off.
    const whole = scene.refine(joined.whole, 0.08, 0.92);
    // Parts share the refined outline: refined apart, they would leave seams.
    const part = (plane: Plane): Raster => {
      const refined = scene.refine(plane, 0.12, 0.88);
      return raster(refined, (i) => Math.min(refined.data[i] ?? 0, whole.data[i] ?? 0));
    };
    this.layers = { whole, hair: part(joined.hair), face: part(joined.face), body: part(joined.body), clothes: part(joined.clothes) };
    this.coverage = shareOf(whole);
    const small = fitLongEdge(scene.size, CUT_EDGE);
    this.#owner = { ...small, of: territories(scene, planeOfRaster(whole), persons, small) };
  }

  /** What of a mask belongs to one person (from 0). */
  of(mask: Raster, person: number): Raster {
    const { width, height, of } = this.#owner;
    const mine = map(planeOf({ width, height }), (_, i) => (of[i] === person + 1 ? 1 : 0));
    const others = map(mine, (v, i) => (of[i] !== 0 ? 1 - v : 0));
    const [inside, outside] = [this.#scene.refine(mine), this.#scene.refine(others)];
    return raster(mask, (i) => {
      const a = inside.data[i] ?? 0, b = outside.data[i] ?? 0;
      return Math.round((mask.data[i] ?? 0) * (a + b > 5 ? ramp(a / (a + b), 0.3, 0.7) : 0));
    });
  }

  /** Whose a place is (px of the masks): the person there, or the nearest by box; undefined without people. */
  at(x: number, y: number): number | undefined {
    const { width, height, of } = this.#owner;
    const { size, scale } = this.#scene;
    const column = clamp(Math.floor((x / size.width) * width), 0, width - 1), row = clamp(Math.floor((y / size.height) * height), 0, height - 1);
    const owner = of[row * width + column] ?? 0;
    if (owner > 0) return owner - 1;
    let best: number | undefined, least = Infinity;
    this.persons.forEach(({ box }, i) => {
      const dx = Math.max(box.x * scale - x, 0, x - (box.x + box.width) * scale), dy = Math.max(box.y * scale - y, 0, y - (box.y + box.height) * scale);
      if (dx + dy < least) {
        least = dx + dy;
        best = i;
      }
    });
    return best;
  }
}

const shareOf = ({ data }: Raster): number => {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i] ?? 0;
  return sum / (255 * data.length);
};

function decisionOf({ data }: Plane): number {
  let sum = 0, weight = 0;
  for (let i = 0; i < data.length; i++) {
    const p = data[i] ?? 0;
    if (p < 0.1) continue;
    sum += Math.max(p, 1 - p);
    weight++;
  }
  return weight > 0 ? sum / weight : 0.5;
}

/** The parser also sees people in things: only what lies about known people counts. */
function reachOf(persons: readonly Person[], size: Size, scale: number): Plane {
  const plane = planeOf(size);
  for (const { box, face } of persons) {
    const room = 0.3 * Math.max(box.width, face ? face.box.width * 3 : 0);
    const x0 = (box.x - room) * scale, x1 = (box.x + box.width + room) * scale, y0 = (box.y - room) * scale, y1 = (box.y + box.height + room) * scale;
    const soft = Math.max(2, room * scale * 0.5);
    for (let y = Math.max(0, Math.floor(y0)); y < Math.min(plane.height, y1); y++) {
      for (let x = Math.max(0, Math.floor(x0)); x < Math.min(plane.width, x1); x++) {
        const inside = ramp(Math.min(x - x0, x1 - x, y - y0, y1 - y), 0, soft);
        const i = y * plane.width + x;
        plane.data[i] = Math.max(plane.data[i] ?? 0, inside);
      }
    }
  }
  return plane;
}
