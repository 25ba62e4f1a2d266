import marks from './marks.json' with { type: 'json' };

export type Polygon = readonly (readonly [x: number, y: number])[];

/**
 * What is in the photos, outlined by hand: photo → mask key → polygons in fractions of the upright photo (even-odd together). An empty list: looked
 * for and not there. `people@x,y` is the one person at that place.
 */
export const MARKS: Readonly<Record<string, Readonly<Record<string, readonly Polygon[]>>>> = marks as never;

/** Coverage of polygons at the centres of a grid of pixels. */
export function rasterise(polygons: readonly Polygon[], width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const y = (row + 0.5) / height;
    const crossings: number[] = [];
    for (const polygon of polygons) {
      polygon.forEach(([x0, y0], i) => {
        const [x1, y1] = polygon[(i + 1) % polygon.length] ?? [x0, y0];
        if ((y0 <= y) !== (y1 <= y)) crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
      });
    }
    crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil((crossings[k] ?? 0) * width - 0.5)), to = Math.min(width, Math.ceil((crossings[k + 1] ?? 0) * width - 0.5));
      out.fill(1, row * width + from, row * width + Math.max(from, to));
    }
  }
  return out;
}

export function intersectionOverUnion(found: Uint8Array, marked: Uint8Array): number {
  let both = 0, either = 0;
  found.forEach((value, i) => {
    const a = value > 127, b = marked[i] === 1;
    if (a && b) both++;
    if (a || b) either++;
  });
  return either === 0 ? 1 : both / either;
}

/** A point well inside polygons: the grid point farthest from what is outside. */
export function middleOf(polygons: readonly Polygon[]): readonly [x: number, y: number] {
  const side = 120;
  const inside = rasterise(polygons, side, side);
  let best: readonly [number, number] = [0.5, 0.5], most = -1;
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
    if (inside[y * side + x] !== 1) continue;
    let room = 0;
    for (let r = 1; r < side; r++, room++) {
      const clear = [[-r, 0], [r, 0], [0, -r], [0, r], [-r, -r], [r, r], [-r, r], [r, -r]].every(([dx = 0, dy = 0]) => inside[(y + dy) * side + x + dx] === 1 && x + dx >= 0 && x + dx < side);
      if (!clear) break;
    }
    if (room > most) [best, most] = [[(x + 0.5) / side, (y + 0.5) / side], room];
  }
  return best;
}

/** x0, y0, x1, y1 around polygons, with a little room as a hand would leave. */
export function boxOf(polygons: readonly Polygon[], room = 0.02): readonly [number, number, number, number] {
  const xs = polygons.flat().map(([x]) => x), ys = polygons.flat().map(([, y]) => y);
  const within = (v: number): number => Math.min(1, Math.max(0, v));
  return [within(Math.min(...xs) - room), within(Math.min(...ys) - room), within(Math.max(...xs) + room), within(Math.max(...ys) + room)];
}
