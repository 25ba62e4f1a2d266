import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { levelSize, tileRegion, tilesIn } from '@/lib/develop/pyramid';
import { takeIn } from './photos';
import { renderable, renderPhoto, tileFor } from './renders';
import { commitStep } from './steps';
import { script, someone, stream, testStudio, type TestStudio } from './testing';
import { newWorkspaceId } from './workspace';

let made: TestStudio;
beforeAll(async () => { made = await testStudio(async function* ({ request }) { yield* script(request.runId, request.stepId, [0.5]); }); });
afterAll(() => made.remove());

const size = { width: 1300, height: 700 };

test('tiles are the picture, cut up; at every size, after a crop, with neighbourhoods that cross their edges', async () => {
  const { studio } = made;
  const noise = Buffer.from(Uint8Array.from({ length: size.width * size.height * 3 }, (_, i) => (i * 2654435761) >>> 24));
  const photo = await sharp(noise, { raw: { ...size, channels: 3 } }).blur(2).png().toBuffer();
  const workspaceId = newWorkspaceId();
  const sessionId = await takeIn(studio, workspaceId, { source: stream(photo), name: 'noise.png', locale: 'en' });
  const { photoId, headId } = await studio.store.db.session.findUniqueOrThrow({ where: { id: sessionId } });
  const patch = { Clarity2012: 40, Sharpness: 60, Exposure2012: 0.3, HasCrop: true, CropLeft: 0.05, CropTop: 0.1, CropRight: 1, CropBottom: 0.9 };
  const step = await commitStep(studio, workspaceId, sessionId, { parentId: headId, patch }, 'en');
  const source = renderable(studio, await studio.store.db.photo.findUniqueOrThrow({ where: { id: photoId } }));
  const picture = await studio.renderer.size(source, step.settings);
  expect(picture).toEqual({ width: 1235, height: 560 });
  for (const level of [0, 1]) {
    const { width, height } = levelSize(picture, level);
    const whole = await studio.renderer.render(source, step.settings, { longEdge: Math.max(width, height) });
    expect([whole.width, whole.height]).toEqual([width, height]);
    for (const tile of tilesIn(picture, level, { x: 0, y: 0, ...picture })) {
      const region = tileRegion(picture, tile);
      if (!region) throw new Error('Expected a tile');
      const bare = await studio.renderer.render(source, step.settings, { longEdge: Math.max(width, height), region });
      for (let y = 0; y < region.height; y++) {
        const from = ((region.y + y) * width + region.x) * 3;
        expect(Buffer.compare(bare.data.subarray(y * region.width * 3, (y + 1) * region.width * 3) as Uint8Array, whole.data.subarray(from, from + region.width * 3) as Uint8Array)).toBe(0);
      }
      const { data, type, etag } = await renderPhoto(studio, workspaceId, photoId, step.hash, { edge: 1600, tile });
      expect(type).toBe('image/jpeg');
      expect(etag).toContain(`tile-${level},${tile.column},${tile.row}`);
      const { data: shown, info } = await sharp(data).raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([region.width, region.height]);
      expect(shown.reduce((sum, value, i) => sum + Math.abs(value - (bare.data[i] ?? 0)), 0) / shown.length).toBeLessThan(4);
    }
  }
  await expect(renderPhoto(studio, workspaceId, photoId, step.hash, { edge: 1600, tile: { level: 0, column: 3, row: 0 } })).rejects.toMatchObject({ code: 'not-found' });
});

test('an address that names no tile is answered like what is not there', () => {
  expect(tileFor(null)).toBeUndefined();
  expect(tileFor('1,2,0')).toEqual({ level: 1, column: 2, row: 0 });
  expect(() => tileFor('../../x')).toThrow('not here');
});

test('a picture is shown also when the disk has no room to keep it', async () => {
  const { studio } = made;
  const { workspaceId, photoId, rootId } = await someone(studio, 3);
  const { settingsHash } = await studio.store.db.step.findUniqueOrThrow({ where: { id: rootId } });
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const put = vi.spyOn(studio.store.renders, 'put').mockRejectedValue(full);
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  try {
    const { data } = await renderPhoto(studio, workspaceId, photoId, settingsHash, { edge: 160 });
    expect((await sharp(data).metadata()).width).toBe(64);
    expect(put).toHaveBeenCalledOnce();
    expect(said.mock.calls).toEqual([[expect.any(String), full]]);
  } finally {
    put.mockRestore();
    said.mockRestore();
  }
});
