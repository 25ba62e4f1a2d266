import { describe, expect, it } from 'vitest';
import { cropFrame, outputSize } from '@/lib/develop/engine';
import { outputToFrame } from '@/lib/develop/pipeline/geometry';
import type { DevelopSettings } from '@/lib/develop/types';
import { beforePlacement, type Placement } from './before-frame';

const full = { width: 600, height: 400 };

/** Where CSS puts a photo pixel: transforms apply right to left about the origin. */
function placed({ left, top, transform, transformOrigin }: Placement, scale: number, x: number, y: number): readonly [number, number] {
  const [ox = 0, oy = 0] = transformOrigin.split(' ').map((part) => Number.parseFloat(part));
  let [px, py] = [x * scale - ox, y * scale - oy];
  for (const [, name, list] of [...transform.matchAll(/(\w+)\(([^)]*)\)/g)].reverse()) {
    const n = (list ?? '').split(',').map((part) => Number.parseFloat(part));
    const radians = ((n[0] ?? 0) * Math.PI) / 180;
    if (name === 'rotate') [px, py] = [px * Math.cos(radians) - py * Math.sin(radians), px * Math.sin(radians) + py * Math.cos(radians)];
    else if (name === 'scaleX') px *= n[0] ?? 1;
    else if (name === 'scaleY') py *= n[0] ?? 1;
    else if (name === 'matrix') [px, py] = [(n[0] ?? 0) * px + (n[2] ?? 0) * py, (n[1] ?? 0) * px + (n[3] ?? 0) * py];
  }
  return [left + ox + px, top + oy + py];
}

const cases: readonly DevelopSettings[] = [
  {},
  { HasCrop: true, CropLeft: 0.2, CropTop: 0.1, CropRight: 0.9, CropBottom: 0.6 },
  { HasCrop: true, CropAngle: 8 },
  ...[2, 3, 4, 5, 6, 7, 8].map((Orientation) => ({ Orientation, HasCrop: true, CropLeft: 0.25, CropTop: 0.2, CropRight: 0.7, CropBottom: 0.8, CropAngle: -5 })),
];

describe('the photo behind a cropped picture', () => {
  it.each(cases)('lies where the engine takes its pixels from: %j', (settings) => {
    const output = outputSize(full, settings);
    const map = outputToFrame(cropFrame(full, settings), output);
    const scale = 0.5;
    const placement = beforePlacement(full, settings, { width: output.width * scale, height: output.height * scale });
    for (const [i, j] of [[0, 0], [output.width - 1, 0], [10, output.height - 1]] as const) {
      const [x, y] = [map.xx * i + map.xy * j + map.x0, map.yx * i + map.yy * j + map.y0];
      const [sx, sy] = placed(placement, scale, x, y);
      expect(sx).toBeCloseTo((i + 0.5) * scale, 0);
      expect(sy).toBeCloseTo((j + 0.5) * scale, 0);
    }
  });
});
