import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from './decode';
import { encode } from './encode';
import { MISSING_OPTICS } from './optics';
import { probe } from './probe';
import { Renderer, type RenderPhoto } from './renderer';
import { noisePixels, TestFolder } from './testing/files';
import { sharp } from './vips';

const folder = new TestFolder();
const DATABASE = join(folder.path, 'lensfun');
let withLens: Renderer, without: Renderer;
let shot: RenderPhoto, plain: RenderPhoto;

beforeAll(async () => {
  mkdirSync(DATABASE);
  writeFileSync(join(DATABASE, 'acme.xml'), `<lensdatabase version="1"><camera><maker>Acme</maker><model>One</model><mount>A</mount><cropfactor>1</cropfactor></camera>
    <lens><maker>Acme</maker><model>Prime 35mm f/2</model><mount>A</mount><cropfactor>1</cropfactor><calibration>
      <distortion model="poly3" focal="35" k1="-0.05"/><vignetting model="pa" focal="35" aperture="2" distance="1000" k1="-0.6" k2="0.2" k3="0"/></calibration></lens></lensdatabase>`);
  withLens = new Renderer({ workers: 1, lensDatabase: DATABASE });
  without = new Renderer({ workers: 1, lensDatabase: join(folder.path, 'empty') });
  // A tilted horizon, with noise for the codec.
  const { data, ...size } = noisePixels(360, 240);
  const tilted = Uint8Array.from(data, (value, i) => { const pixel = Math.floor(i / 3); return (value >> 3) + (Math.floor(pixel / 360) - 120 > ((pixel % 360) - 180) * 0.06 ? 40 : 190); });
  const jpeg = await encode({ ...size, data: tilted } as never, { format: 'png' });
  const path = folder.write('shot.jpg', await sharp(jpeg).withExif({ IFD0: { Make: 'Acme', Model: 'One' }, IFD2: { LensModel: 'Prime 35mm f/2', FocalLength: '35/1', FNumber: '2/1', FocalLengthIn35mmFilm: '35' } }).jpeg({ quality: 95 }).toBuffer());
  shot = { id: 'shot', path, info: await probe(path) };
  const bare = folder.write('bare.png', jpeg);
  plain = { id: 'plain', path: bare, info: await probe(bare) };
});
afterAll(async () => {
  await Promise.all([withLens.close(), without.close()]);
  folder.remove();
});

describe('profiles of lenses', () => {
  it('correct the photos that were taken with them', async () => {
    const source = await decode(shot.path);
    const out = await withLens.render(shot, { LensProfileEnable: true });
    expect(out.data).not.toEqual(source.data);
    // The corner is lighter by what the lens kept: 1 − 0.6 + 0.2.
    expect((await withLens.render(shot, { LensProfileEnable: true, LensProfileDistortionScale: 0 })).data[0]).toBeGreaterThan((source.data[0] ?? 0) * 1.15);
    expect((await withLens.optics(shot, { LensProfileEnable: true })).assets.lens?.name).toBe('Prime 35mm f/2');
  });
  it.each([
    ['the photo says nothing of its camera', () => [withLens, plain] as const, 'no-camera-data'], ['there is no database', () => [without, shot] as const, 'no-database'],
  ] as const)('say so where %s, and change nothing', async (_, which, reason) => {
    const [renderer, photo] = which();
    expect((await renderer.optics(photo, { LensProfileEnable: true })).missing).toEqual([reason]);
    expect(MISSING_OPTICS[reason].zh).toMatch(/[一-鿿]/);
    expect(Buffer.from((await renderer.render(photo, { LensProfileEnable: true })).data)).toEqual(Buffer.from((await decode(photo.path)).data));
  });
  it('are not looked for unless asked', async () => expect(await withLens.optics(shot, { Exposure2012: 1, PerspectiveVertical: 20 })).toEqual({ assets: {}, missing: [] }));
});

describe('upright', () => {
  it('levels a horizon end to end, once measured for every size', async () => {
    const { assets } = await withLens.optics(shot, { PerspectiveUpright: 3 });
    expect(assets.survey?.upright.level).toBeDefined();
    const out = await withLens.render(shot, { PerspectiveUpright: 3, CropConstrainToWarp: true });
    const edge = (x: number) => Array.from({ length: out.height }, (_, y) => (out.data[(y * out.width + x) * 3 + 1] ?? 0)).findIndex((value) => value < 120);
    expect(Math.abs(edge(20) - edge(out.width - 21))).toBeLessThanOrEqual(1);
    const small = await withLens.render(shot, { PerspectiveUpright: 3, CropConstrainToWarp: true }, { longEdge: 180 });
    expect(small.width / small.height).toBeCloseTo(out.width / out.height, 1);
  });
  it('says so where there are no lines or too few guides', async () => {
    expect((await withLens.optics(shot, { PerspectiveUpright: 4 })).missing).toEqual(['no-lines']);
    expect((await withLens.optics(shot, { PerspectiveUpright: 5 })).missing).toEqual(['too-few-guides']);
    expect((await withLens.optics(shot, { PerspectiveUpright: 5, UprightFourSegments_0: '0.1,0.1,0.12,0.9', UprightFourSegments_1: '0.9,0.1,0.88,0.9' })).missing).toEqual([]);
    expect((await withLens.optics(shot, { PerspectiveUpright: 4, UprightTransform_4: '1,0,0,0,1,0,0,0,1' })).missing).toEqual([]);
  });
});
