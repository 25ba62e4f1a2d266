import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { fitLongEdge, outputSize } from '../engine';
import { meanDeltaE } from '../testing/delta-e';
import { GOLDEN, GOLDEN_EDGE } from '../testing/golden';
import { develop } from '../testing/harness';
import type { Pixels } from '../types';

const root = fileURLToPath(new URL('../../..', import.meta.url));

async function read(file: string): Promise<Pixels> {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, space: 'srgb', depth: 8, data: new Uint8Array(data) };
}

describe('the golden set', () => {
  it.each(GOLDEN)('$name is as it was decided (npm run golden shows the difference)', async ({ name, sample, settings }) => {
    const file = `${root}lib/develop/testing/golden/${name}.png`;
    expect(existsSync(file), 'no picture was decided on: npm run golden -- --accept').toBe(true);
    const [photo, old] = [await read(`${root}public/samples/${sample}`), await read(file)];
    const now = develop(photo, settings, { output: fitLongEdge(outputSize(photo, settings), GOLDEN_EDGE) });
    expect([now.width, now.height]).toEqual([old.width, old.height]);
    expect(Buffer.compare(Buffer.from(now.data.buffer), Buffer.from(old.data.buffer)) === 0 ? 0 : meanDeltaE(now, old)).toBe(0);
  });
});
