import { Graph } from './runtime/graph';
import { type Box, clamp, type Point, type Pyramid } from './plane';
import type { Size } from '@/lib/develop/types';

/** Point of MediaPipe's face mesh, by its 468 indices, in px of the photo. */
export type Face = { readonly box: Box; readonly mesh: readonly Point[]; /** 0…1, of the mesh. */ readonly score: number };

type Candidate = { readonly box: Box; readonly score: number; readonly rightEye: Point; readonly leftEye: Point };

const INPUT = 256;
const MESH = 192;
/** A face is kept when the detector and the mesh, asked apart, both see one: wheels, parrots and clouds pass the first only. */
const DETECTED = 0.5;
const SURE = 0.9;
/** Crop around a face in widths of the detector's box, as the mesh was trained. */
const MARGIN = 1.5;

/** Centres of BlazeFace's 896 anchors in px of its 256² input: two on each cell of 16 px, six on each of 32 px. */
const ANCHORS: readonly Point[] = [[16, 2], [32, 6]].flatMap(([stride = 16, count = 2]) =>
  Array.from({ length: (INPUT / stride) ** 2 * count }, (_, i): Point => {
    const cell = Math.floor(i / count), cells = INPUT / stride;
    return [((cell % cells) + 0.5) * stride, (Math.floor(cell / cells) + 0.5) * stride];
  }));

export const intersectionOverUnion = (a: Box, b: Box): number => {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
};

/** Best first, without those that mostly cover a better one. */
export function withoutOverlaps<T extends { readonly box: Box; readonly score: number }>(found: readonly T[], most = 0.3): readonly T[] {
  const kept: T[] = [];
  for (const one of found.toSorted((a, b) => b.score - a.score)) if (kept.every((other) => intersectionOverUnion(one.box, other.box) < most)) kept.push(one);
  return kept;
}

/** BlazeFace (Bazarevsky et al. 2019, long range) proposes, the face mesh (Kartynnik et al. 2019) confirms. */
export class FaceFinder {
  readonly #detector: Graph;
  readonly #mesh: Graph;
  private constructor(detector: Graph, mesh: Graph) {
    this.#detector = detector;
    this.#mesh = mesh;
  }

  static async load(): Promise<FaceFinder> {
    return new FaceFinder(await Graph.load('blazeface'), await Graph.load('facemesh'));
  }

  /** Faces of the photo, best first: seen in the whole, and in overlapping squares so that small ones count. */
  find(photo: Pyramid, size: Size, regions: readonly Box[]): readonly Face[] {
    const candidates = regions.flatMap((region) => this.#detect(photo, region));
    const faces = withoutOverlaps(candidates).slice(0, 24).flatMap((candidate) => {
      const face = this.#confirm(photo, candidate);
      return face.score >= SURE && inside(face.box, size) ? [face] : [];
    });
    return withoutOverlaps(faces);
  }

  #detect(photo: Pyramid, region: Box): readonly Candidate[] {
    const input = photo.crop(region, { width: INPUT, height: INPUT }).map((v) => v * 2 - 1);
    const outputs = this.#detector.run(input, [1, INPUT, INPUT, 3]);
    const of = (rows: number, columns: number): Float32Array => outputs.find(({ shape }) => shape[1] === rows && shape[2] === columns)?.data ?? new Float32Array(0);
    const scores = [...of(512, 1), ...of(384, 1)];
    const places = [of(512, 16), of(384, 16)];
    const scale = region.width / INPUT;
    return scores.flatMap((logit, i): Candidate[] => {
      const score = 1 / (1 + Math.exp(-logit));
      const place = i < 512 ? places[0] : places[1];
      if (score < DETECTED || !place) return [];
      const at = (i < 512 ? i : i - 512) * 16;
      const [ax, ay] = ANCHORS[i] ?? [0, 0];
      const x = (k: number): number => region.x + (ax + (place[at + k] ?? 0)) * scale;
      const y = (k: number): number => region.y + (ay + (place[at + k] ?? 0)) * scale;
      const width = (place[at + 2] ?? 0) * scale, height = (place[at + 3] ?? 0) * scale;
      return [{ score, box: { x: x(0) - width / 2, y: y(1) - height / 2, width, height }, rightEye: [x(4), y(5)], leftEye: [x(6), y(7)] }];
    });
  }

  #confirm(photo: Pyramid, { box, rightEye, leftEye }: Candidate): Face {
    const side = Math.max(box.width, box.height) * MARGIN;
    const first = this.#read(photo, box.x + box.width / 2, box.y + box.height / 2, side, rightEye, leftEye);
    // Once more around what was found: the detector's boxes are rough.
    const { x, y, width, height } = first.box;
    const [right = rightEye, left = leftEye] = [first.mesh[33], first.mesh[263]];
    const second = this.#read(photo, x + width / 2, y + height / 2, Math.max(width, height) * MARGIN, right, left);
    return second.score >= first.score ? second : first;
  }

  #read(photo: Pyramid, cx: number, cy: number, side: number, right: Point, left: Point): Face {
    const dx = left[0] - right[0], dy = left[1] - right[1];
    const length = Math.sqrt(dx * dx + dy * dy) || 1;
    const cos = dx / length, sin = dy / length;
    const crop = photo.crop({ x: cx - side / 2, y: cy - side / 2, width: side, height: side }, { width: MESH, height: MESH }, cos, sin);
    const outputs = this.#mesh.run(crop, [1, MESH, MESH, 3]);
    const points = outputs.find(({ shape }) => shape[1] === 1404)?.data ?? new Float32Array(0);
    const flag = outputs.find(({ shape }) => shape[1] === 1)?.data[0] ?? 0;
    const mesh = Array.from({ length: 468 }, (_, i): Point => {
      const u = ((points[i * 3] ?? 0) / MESH - 0.5) * side, v = ((points[i * 3 + 1] ?? 0) / MESH - 0.5) * side;
      return [cx + u * cos - v * sin, cy + u * sin + v * cos];
    });
    return { mesh, score: clamp(flag), box: around(mesh) };
  }
}

const around = (points: readonly Point[]): Box => {
  let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
  for (const [x, y] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
};

const inside = (box: Box, size: Size): boolean =>
  box.width > 0 && box.x + box.width / 2 > 0 && box.y + box.height / 2 > 0 && box.x + box.width / 2 < size.width && box.y + box.height / 2 < size.height;
