import { retouchStroke } from '@/lib/develop/settings';
import type { JsonValue, Size } from '@/lib/develop/types';
import type { Place, Shape } from '../pointing/marks';

/** A thing is marked with room around it: what is filled may fade at the rim. */
const FEATHER = 0.15;
/** Radius of what a pin fills, share of the long edge. */
const PIN = 0.02;
/** Rows of the brush that fills a box: strokes of this share of its shorter side overlap by a third. */
const ROWS = 0.16, STEP = 1.3;

const between = ([ax, ay]: Place, [bx, by]: Place, t: number): Place => [ax + (bx - ax) * t, ay + (by - ay) * t];

/** The area that fills what was marked, as a value of `RetouchAreas`. */
export function fillMark(mark: Shape, { width, height }: Size): JsonValue {
  switch (mark.kind) {
    case 'stroke': return retouchStroke({ method: 'remove', feather: FEATHER, radius: mark.radius, points: mark.points });
    case 'point': return retouchStroke({ method: 'remove', feather: FEATHER, radius: PIN, points: [mark.at] });
    case 'box': {
      const [a, b, c, d] = mark.corners;
      const long = Math.max(width, height);
      const length = (from: Place, to: Place): number => Math.sqrt(((to[0] - from[0]) * width) ** 2 + ((to[1] - from[1]) * height) ** 2);
      const across = Math.max(1, length(a, b)), down = Math.max(1, length(a, d));
      const radius = Math.min(across, down) * ROWS;
      const [inset, top] = [radius / across, radius / down];
      const rows = Math.max(2, Math.ceil((down - 2 * radius) / (radius * STEP)) + 1);
      const points = Array.from({ length: rows }, (_, row) => {
        const t = top + ((1 - 2 * top) * row) / (rows - 1), left = between(a, d, t), right = between(b, c, t);
        const ends = [between(left, right, inset), between(left, right, 1 - inset)];
        return row % 2 === 0 ? ends : ends.reverse();
      }).flat();
      return retouchStroke({ method: 'remove', feather: FEATHER, radius: radius / long, points });
    }
  }
}
