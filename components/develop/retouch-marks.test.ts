import { describe, expect, it } from 'vitest';
import { retouchAreasOf } from '@/lib/develop/settings';
import { shapeGrid } from '@/lib/develop/pipeline/retouch/shape';
import { fillMark } from './retouch-marks';

const photo = { width: 600, height: 400 };

describe('what was marked', () => {
  it('as a box is filled all over, and little beyond it', () => {
    const [area] = retouchAreasOf({ RetouchAreas: [fillMark({ kind: 'box', corners: [[0.2, 0.3], [0.6, 0.3], [0.6, 0.8], [0.2, 0.8]] }, photo)] });
    const grid = area && shapeGrid(area, photo, 200);
    if (!grid) throw new Error('Expected an area but found none');
    let inside = 0, missed = 0, beyond = 0;
    for (let j = 0; j < grid.rows; j++) {
      for (let i = 0; i < grid.columns; i++) {
        const x = (grid.x0 + (i + 0.5) * grid.cell) / photo.width, y = (grid.y0 + (j + 0.5) * grid.cell) / photo.height;
        const covered = (grid.distance[j * grid.columns + i] ?? 1) < 0, within = x > 0.2 && x < 0.6 && y > 0.3 && y < 0.8;
        if (within) { inside++; if (!covered) missed++; } else if (covered) beyond++;
      }
    }
    expect(missed / inside).toBeLessThan(0.03);
    expect(beyond / inside).toBeLessThan(0.005);
  });
  it('as a stroke or a pin is removed where it lies', () => {
    expect(retouchAreasOf({ RetouchAreas: [fillMark({ kind: 'stroke', points: [[0.1, 0.2], [0.3, 0.4]], radius: 0.03 }, photo), fillMark({ kind: 'point', at: [0.5, 0.6] }, photo)] }))
      .toMatchObject([{ method: 'remove', shapes: [{ kind: 'stroke', dabs: [{ x: 0.1, y: 0.2, radius: 0.03 }, { x: 0.3, y: 0.4 }] }] }, { method: 'remove', shapes: [{ dabs: [{ x: 0.5, y: 0.6 }] }] }]);
  });
});
