import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MaskMaker } from '@/lib/imaging/vision/types';
import { masksOf, maskPicture } from './masks';
import { commitStep } from './steps';
import { renderPhoto } from './renders';
import { script, someone, testStudio, type TestStudio } from './testing';

/** Finds a sky in the upper half, surely, and people nowhere. */
const maker: MaskMaker & { readonly asked: string[][] } = {
  version: 'test', kinds: ['sky', 'people', 'object'], asked: [],
  async make(_, keys) {
    this.asked.push([...keys]);
    const raster = { width: 8, height: 6, data: Uint8Array.from({ length: 48 }, (__, i) => (i < 24 ? 255 : 0)) };
    const none = { raster: { ...raster, data: new Uint8Array(48) }, confidence: 0, reason: { en: 'No person was found.', zh: '没有找到人物。' } };
    return Object.fromEntries(keys.map((key) => [key, key === 'people' ? none : { raster, confidence: 0.9 }]));
  },
};
let made: TestStudio;
beforeAll(async () => { made = await testStudio(async function* ({ request }) { yield* script(request.runId, request.stepId, [0.5]); }, {}, maker); });
afterAll(() => made.remove());

const SKY = { MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: -0.5, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 2 }] }] };

describe('masks of a photo', () => {
  test('say what was found, how sure it is and why not; unknown kinds and nonsense are told apart', async () => {
    const { workspaceId, photoId } = await someone(made.studio, 3);
    expect(await masksOf(made.studio, workspaceId, photoId, ['sky', 'people', 'landscape/water', '../../etc', 'sky'])).toEqual([
      { key: 'sky', known: true, confidence: 0.9, doubtful: false },
      { key: 'people', known: true, confidence: 0, doubtful: true, reason: { en: 'No person was found.', zh: '没有找到人物。' } },
      { key: 'landscape/water', known: false, confidence: 0, doubtful: true },
    ]);
  });
  test('are grey pictures over the whole photo, byte for byte', async () => {
    const { workspaceId, photoId } = await someone(made.studio, 4);
    const { data, type, etag } = await maskPicture(made.studio, workspaceId, photoId, 'sky');
    expect(type).toBe('image/png');
    expect(etag).toMatch(/^"[0-9a-f]{32}-test-sky"$/);
    const { data: grey, info } = await sharp(data).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, grey[0], grey[47]]).toEqual([8, 6, 255, 0]);
    await expect(maskPicture(made.studio, workspaceId, photoId, 'landscape/water')).rejects.toMatchObject({ code: 'not-found' });
    await expect(maskPicture(made.studio, workspaceId, photoId, 'sky?x')).rejects.toMatchObject({ code: 'not-found' });
  });
  test('are found once, also over a restart, and change only where they lie', async () => {
    const { workspaceId, sessionId, photoId, rootId } = await someone(made.studio, 5);
    const step = await commitStep(made.studio, workspaceId, sessionId, { parentId: rootId, patch: SKY }, 'en');
    const root = await made.studio.store.db.step.findUniqueOrThrow({ where: { id: rootId } });
    const read = async (hash: string) => sharp((await renderPhoto(made.studio, workspaceId, photoId, hash, { edge: 160, format: 'webp' })).data).raw().toBuffer({ resolveWithObject: true });
    const [before, after] = [await read(root.settingsHash), await read(step.hash)];
    const at = ({ data, info }: typeof before, y: number) => data[(Math.floor(y * info.height) * info.width + 20) * info.channels + 2] ?? 0;
    expect(at(after, 0.2)).toBeLessThan(at(before, 0.2) - 8);
    expect(Math.abs(at(after, 0.9) - at(before, 0.9))).toBeLessThan(4);
    const asked = maker.asked.length;
    await made.studio.close();
    await made.reopen();
    await masksOf(made.studio, workspaceId, photoId, ['sky']);
    expect(maker.asked.length).toBe(asked);
  });
});
