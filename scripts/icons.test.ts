import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { projectRoot } from '@/lib/imaging/paths';

const ICONS = [['public/icons/icon-192.png', 192, 0], ['public/icons/icon-512.png', 512, 0], ['public/icons/maskable-512.png', 512, 255], ['app/apple-icon.png', 180, 255]] as const;

it.each(ICONS)('%s is the drawing of app/icon.svg (node scripts/icons.mjs)', async (file, size, corner) => {
  const svg = readFileSync(join(projectRoot(), 'app/icon.svg'), 'utf8');
  const drawn = await sharp(Buffer.from(corner === 0 ? svg : svg.replace(' rx="9"', '')), { density: (72 * size) / 32 }).resize(size, size).ensureAlpha().raw().toBuffer();
  const { data, info } = await sharp(join(projectRoot(), file)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([size, size]);
  expect(data[3]).toBe(corner);
  // Another version of the rasteriser may round its edges differently; the drawing is the same.
  const difference = data.reduce((sum, value, index) => sum + Math.abs(value - (drawn[index] ?? 0)), 0) / data.length;
  expect(difference).toBeLessThan(0.5);
});
