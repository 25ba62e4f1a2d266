import { expect, it } from 'vitest';
import { chart } from '@/lib/develop/testing/charts';
import { meanDeltaE } from '@/lib/develop/testing/delta-e';
import { analysisOf, engine } from '@/lib/develop/testing/harness';
import type { Pixels } from '@/lib/develop/types';
import { NearSources } from './near-source';

const full = { width: 900, height: 600 }, size = { width: 480, height: 320 };
const source = chart(full.width, full.height, (x, y) => [0.5 + 0.4 * Math.sin(x / 17), y / full.height, (x * 7 + y * 3) % 256 / 255]);
const photo = { engine, full, analysis: analysisOf(source) };

/** The picture of some settings from a source, at `size`. */
function pictureFrom(pixels: Pixels): Pixels {
  const data = new Uint8Array(size.width * size.height * pixels.channels);
  engine.render({ source: pixels, full, settings: { Exposure2012: 0.6, Contrast2012: 20, Vibrance: 20 }, analysis: photo.analysis, output: size, target: data, depth: 8, rows: [0, size.height] });
  return { width: size.width, height: size.height, channels: pixels.channels, space: pixels.space, depth: 8, data };
}

it('a picture from the photo at its own size is the picture', () => {
  const near = new NearSources().at(photo, source, size);
  expect([near.width, near.height]).toEqual([size.width, size.height]);
  expect(meanDeltaE(pictureFrom(near), pictureFrom(source))).toBeLessThan(0.6);
});

it('a scene is averaged in light, edges included', () => {
  const white = { white: 16384 } as NonNullable<Pixels['scene']>;
  const data = Uint16Array.from({ length: 9 * 4 * 3 }, (_, i) => (Math.floor(i / 3) % 9) * 1000);
  const scene: Pixels = { width: 9, height: 4, channels: 3, space: 'srgb', depth: 16, data, scene: white };
  const near = new NearSources().at(photo, scene, { width: 6, height: 2 });
  // Each pixel covers one and a half: 0 0.5·1, 0.5·1 2, …
  expect([...near.data].filter((_, i) => i % 3 === 0).slice(0, 6)).toEqual([333, 1667, 3333, 4667, 6333, 7667]);
});

it('is made once for each size, and of another source anew', () => {
  const sources = new NearSources();
  const first = sources.at(photo, source, size);
  expect(sources.at(photo, source, size)).toBe(first);
  expect(sources.at(photo, { ...source }, size)).not.toBe(first);
  expect(sources.at(photo, source, full)).toBe(source);
});
