import type { Size } from '@/lib/develop/types';
import type { Face } from './faces';
import { type Box, clamp, type Plane, resizePlane } from './plane';
import type { Scene } from './scene';

export type Person = { readonly face?: Face; /** Around the whole person, px of the photo. */ readonly box: Box; readonly score: number };

/** Cost of a step across a colour edge, in px per Oklab unit. */
const EDGE = 25;
/** Cost of a step sideways and of one up or down: people are taller than wide. */
const ACROSS = 1.6, ALONG = 0.4;

/**
 * Whose each pixel of people is: the person whose head and chest are nearest along a path that stays within people and avoids colour edges
 * (a shortest-path forest, as in geodesic segmentation: Bai & Sapiro 2007). Numbers from 1 in the order of `persons`; 0 is nobody's.
 */
export function territories(scene: Scene, people: Plane, persons: readonly Person[], size: Size): Uint8Array {
  const owner = new Uint8Array(size.width * size.height);
  const mask = resizePlane(people, size);
  if (persons.length <= 1) return owner.map((_, i) => ((mask.data[i] ?? 0) > 0.05 && persons.length === 1 ? 1 : 0));
  const { lab } = scene;
  const scale = size.width / scene.photo.width;
  const distance = new Float32Array(owner.length).fill(Infinity);
  const queue = new Queue();
  persons.slice(0, 255).forEach(({ face, box }, person) => {
    const head = face?.box ?? { x: box.x + box.width * 0.3, y: box.y + box.height * 0.05, width: box.width * 0.4, height: box.height * 0.2 };
    const x0 = (head.x + head.width * 0.2) * scale, x1 = (head.x + head.width * 0.8) * scale;
    const y0 = (head.y + head.height * 0.1) * scale, y1 = (head.y + head.height * 2) * scale;
    for (let y = Math.max(0, Math.floor(y0)); y < Math.min(size.height, y1); y++) {
      for (let x = Math.max(0, Math.floor(x0)); x < Math.min(size.width, x1); x++) {
        const i = y * size.width + x;
        if ((mask.data[i] ?? 0) < 0.3 || distance[i] === 0) continue;
        distance[i] = 0;
        owner[i] = person + 1;
        queue.push(0, i);
      }
    }
  });
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [far, i] = next;
    if (far > (distance[i] ?? 0)) continue;
    const x = i % size.width;
    for (const n of [x > 0 ? i - 1 : -1, x + 1 < size.width ? i + 1 : -1, i - size.width, i + size.width]) {
      if (n < 0 || n >= owner.length || (mask.data[n] ?? 0) < 0.05) continue;
      let step = 0;
      for (let c = 0; c < 3; c++) step += ((lab.data[n * 3 + c] ?? 0) - (lab.data[i * 3 + c] ?? 0)) ** 2;
      const there = Math.fround(far + (n === i - 1 || n === i + 1 ? ACROSS : ALONG) + EDGE * clamp(Math.sqrt(step), 0, 0.5));
      if (there < (distance[n] ?? 0)) {
        distance[n] = there;
        owner[n] = owner[i] ?? 0;
        queue.push(there, n);
      }
    }
  }
  return owner;
}

/** A binary heap of (cost, item). */
class Queue {
  readonly #heap: (readonly [cost: number, item: number])[] = [];

  push(cost: number, item: number): void {
    const heap = this.#heap;
    let at = heap.push([cost, item]) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1, parent = heap[up];
      if (!parent || parent[0] <= cost) break;
      heap[at] = parent;
      at = up;
    }
    heap[at] = [cost, item];
  }

  pop(): readonly [cost: number, item: number] | undefined {
    const heap = this.#heap;
    const first = heap[0], last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      const right = heap[down + 1];
      if (right && right[0] < (heap[down]?.[0] ?? 0)) down++;
      const child = heap[down];
      if (!child || child[0] >= last[0]) break;
      heap[at] = child;
      at = down;
    }
    heap[at] = last;
    return first;
  }
}
