import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { JsonValue, Pixels } from '@/lib/develop/types';
import { decode, encodeToFile, probe, projectRoot, Renderer } from '@/lib/imaging';
import { writeDng } from '@/lib/imaging/testing/dng';
import type { RenderPhoto } from '@/lib/imaging/renderer';
import { createImagesGenerator } from '../generator';
import { createModelClient } from '../model';
import { closeStandIns, standIn, type Received } from '../model/testing';
import type { Generation, MadeBase, Provenance } from '../types';
import { folderShelf } from './folder';
import { createBaseMaker } from './maker';
import type { Base } from './shelf';
import { PAINT, painted, type Manner } from './testing';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const folder = mkdtempSync(join(tmpdir(), 'evoroom-generation-'));
const signal = new AbortController().signal;
let renderer: Renderer;
let photo: RenderPhoto;
let original: Pixels;
beforeAll(async () => {
  renderer = new Renderer({ workers: 1 });
  original = await decode(join(projectRoot(), 'public/samples/mountain-path.jpg'), { longEdge: 1600 });
  const path = join(folder, 'photo.png');
  await encodeToFile(original, path, { format: 'png' });
  photo = await open(path);
});
afterAll(async () => {
  await renderer.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(closeStandIns);

async function open(path: string): Promise<RenderPhoto> {
  return { id: path, path, info: await probe(path) };
}

/** An ellipse over the photo, as the canvas draws it. */
const ellipse = (left: number, top: number, right: number, bottom: number): JsonValue => ({ What: 'Mask/CircularGradient', MaskValue: 1, Left: left, Top: top, Right: right, Bottom: bottom, Feather: 0, Version: 2 });
const AREA = ellipse(0.4, 0.35, 0.6, 0.65);

const imageOf = async ({ body }: Received, name = 'image') => new Uint8Array(await (body[name] as File).arrayBuffer());

let count = 0;
type Made = { readonly base: Base; readonly answer: MadeBase; readonly pixels: Pixels; readonly requests: readonly Received[]; readonly provenance: Provenance };

/** Has the stand-in carry out an order on a photo, over HTTP. */
async function make(manner: Manner, order: Generation = { prompt: 'a balloon', masks: [AREA] }, on = photo, settings = {}): Promise<Made> {
  const server = await standIn(async (received) => ({ images: [{ bytes: await painted(await imageOf(received), manner) }] }), 'painter-1');
  const shelf = folderShelf(folder, on);
  const maker = createBaseMaker({ generator: createImagesGenerator(createModelClient(server.endpoint)), renderer, photo: on, shelf, now: () => new Date(0) });
  const answer = await maker.make(order, { settings }, `run.${++count}`, 'en', signal);
  const base = await shelf.open(answer.base);
  if (!base) throw new Error('no base');
  return { base, answer, pixels: await decode(base.photo.path), requests: server.requests, provenance: base.provenance };
}

/** Share of px that differ at all, and mean of those that lie within a rectangle (shares). */
const differs = (a: Pixels, b: Pixels, inside: (x: number, y: number) => boolean): number => {
  let n = 0;
  for (let y = 0; y < a.height; y++) {
    for (let x = 0; x < a.width; x++) {
      if (!inside((x + 0.5) / a.width, (y + 0.5) / a.height)) continue;
      const at = (y * a.width + x) * a.channels;
      if (a.data[at] !== b.data[at] || a.data[at + 1] !== b.data[at + 1] || a.data[at + 2] !== b.data[at + 2]) n++;
    }
  }
  return n;
};
const at = (pixels: Pixels, x: number, y: number): readonly number[] => {
  const i = (Math.floor(y * pixels.height) * pixels.width + Math.floor(x * pixels.width)) * pixels.channels;
  return [...pixels.data.subarray(i, i + 3)];
};
const outsideEllipse = (x: number, y: number): boolean => ((x - 0.5) / 0.1) ** 2 + ((y - 0.5) / 0.15) ** 2 > 1;
const near = (given: readonly number[], wanted: readonly number[], by: number): void => given.forEach((value, c) => expect(Math.abs(value - (wanted[c] ?? 0)), `${given} against ${wanted}`).toBeLessThanOrEqual(by));

describe('an order for a part', () => {
  test('is sent as the part with its surroundings, with a hole where something is to be made', async () => {
    const { requests: [request] } = await make({ disc: [0.5, 0.5, 0.4] });
    expect(request?.path).toBe('/v1/images/edits');
    expect(request?.body).toMatchObject({ model: 'painter-1', prompt: 'a balloon', size: expect.stringMatching(/^(1024x1024|1536x1024|1024x1536)$/) });
    const hole = await sharp(request && (await imageOf(request, 'mask'))).raw().toBuffer({ resolveWithObject: true });
    expect(`${hole.info.width}x${hole.info.height}`).toBe(request?.body.size);
    const alpha = (x: number, y: number) => hole.data[(Math.floor(y * hole.info.height) * hole.info.width + Math.floor(x * hole.info.width)) * 4 + 3];
    expect([alpha(0.5, 0.5), alpha(0.02, 0.02), alpha(0.98, 0.98)]).toEqual([0, 255, 255]);
  });

  test('changes no pixel outside the part, not by one, and shows what was painted inside it', async () => {
    const { pixels, base, provenance, answer } = await make({ disc: [0.5, 0.5, 0.45] });
    expect([pixels.width, pixels.height]).toEqual([original.width, original.height]);
    expect(base.photo.info).toMatchObject({ format: 'png', space: photo.info.space, depth: 8 });
    expect(differs(pixels, original, outsideEllipse)).toBe(0);
    near(at(pixels, 0.5, 0.5), PAINT, 4);
    expect(provenance).toMatchObject({ model: 'painter-1', prompt: 'a balloon', masks: [AREA], madeAt: '1970-01-01T00:00:00.000Z', usage: { requests: 1 } });
    // An ellipse of 0.2 × 0.3 covers 4.7 %; the rim fades.
    expect(provenance.share).toBeGreaterThan(0.035);
    expect(provenance.share).toBeLessThan(0.0475);
    expect(answer.note).toContain('every other pixel is the photo’s own');
  });

  test.each<readonly [string, Manner]>([
    ['shifted', { shift: [23, -17] }],
    ['magnified', { scale: 1.05 }],
    ['shifted, shrunk, of another colour, of another size and compressed', { shift: [-14, 31], scale: 0.96, gain: [0.94, 1, 1.05], offset: [0.02, 0, -0.02], size: [1200, 1200], format: 'jpeg' }],
  ])('finds the photo in a picture that comes back %s', async (_, manner) => {
    const { provenance: { alignment }, pixels, requests: [request] } = await make({ ...manner, disc: [0.5, 0.5, 0.3] });
    const [width = 0, height = 0] = String(request?.body.size).split('x').map(Number);
    const { shift: [dx, dy] = [0, 0], scale = 1 } = manner;
    expect(alignment.found).toBe(true);
    // Two thirds of a px of the canvas, and 0.15 %.
    expect(Math.abs(alignment.x * width - dx)).toBeLessThan(0.67);
    expect(Math.abs(alignment.y * height - dy)).toBeLessThan(0.67);
    expect(Math.abs(alignment.scale.x - scale)).toBeLessThan(0.0015);
    expect(Math.abs(alignment.scale.y - scale)).toBeLessThan(0.0015);
    expect(differs(pixels, original, outsideEllipse)).toBe(0);
  });

  test('takes a drift of the model’s colours out of what it made', async () => {
    const plain = await make({ disc: [0.5, 0.5, 0.1] });
    const drifted = await make({ disc: [0.5, 0.5, 0.1], gain: [0.92, 1, 1.06], offset: [0.03, 0, -0.02] });
    for (const [x, y] of [[0.5, 0.5], [0.44, 0.5], [0.5, 0.42], [0.56, 0.55]] as const) near(at(drifted.pixels, x, y), at(plain.pixels, x, y), 6);
  });

  test('is refused where the picture that comes back is another one', async () => {
    const other = await standIn([{ images: [{ bytes: await painted(await readFile(join(projectRoot(), 'public/samples/coffee.png')), {}) }] }]);
    const maker = createBaseMaker({ generator: createImagesGenerator(createModelClient(other.endpoint)), renderer, photo, shelf: folderShelf(folder, photo) });
    await expect(maker.make({ prompt: 'x', masks: [AREA] }, { settings: {} }, 'other', 'en', signal)).rejects.toMatchObject({ code: 'generation-elsewhere', message: expect.stringContaining('Nothing was changed') });
    expect(await folderShelf(folder, photo).find('other')).toBeUndefined();
  });

  test('that marks nothing of the photo is refused before anything is sent', async () => {
    await expect(make({}, { prompt: 'x', masks: [ellipse(1.4, 1.4, 1.5, 1.5)] })).rejects.toMatchObject({ code: 'generation-nowhere' });
  });
});

describe('an order without a place', () => {
  test('keeps the photo’s own pixels where the model changed nothing', async () => {
    const { pixels, provenance } = await make({ disc: [0.3, 0.5, 0.08], shift: [9, 4], gain: [0.97, 1, 1.02], format: 'jpeg' }, { prompt: 'add a balloon' });
    near(at(pixels, 0.3, 0.5), PAINT, 8);
    expect(provenance.share).toBeGreaterThan(0.02);
    expect(provenance.share).toBeLessThan(0.08);
    expect(differs(pixels, original, (x) => x > 0.5)).toBe(0);
  });

  test('takes the whole picture where most of it changed, and does not undo a change of colour that was asked for', async () => {
    const { pixels, provenance, answer } = await make({ gain: [0.6, 0.7, 1], offset: [0, 0, 0.1] }, { prompt: 'night' });
    expect(provenance.share).toBe(1);
    expect(provenance.alignment.found).toBe(true);
    expect(answer.note).toContain('painted the whole picture anew');
    const [before, after] = [at(original, 0.5, 0.2), at(pixels, 0.5, 0.2)];
    near(after, [0.6 * (before[0] ?? 0), 0.7 * (before[1] ?? 0), Math.min(255, (before[2] ?? 0) + 25)], 14);
  });

  test('uses another picture as it came, and says so', async () => {
    const other = await standIn([{ images: [{ bytes: await painted(await readFile(join(projectRoot(), 'public/samples/coffee.png')), {}) }] }]);
    const shelf = folderShelf(folder, photo);
    const maker = createBaseMaker({ generator: createImagesGenerator(createModelClient(other.endpoint)), renderer, photo, shelf });
    const answer = await maker.make({ prompt: 'a cup' }, { settings: {} }, 'cup', 'en', signal);
    expect(answer.note).toContain('could not be laid over the photo exactly');
    expect((await shelf.open(answer.base))?.provenance).toMatchObject({ share: 1, alignment: { found: false } });
  });

  test('is refused where the photo comes back as it was', async () => {
    await expect(make({ format: 'jpeg' }, { prompt: 'nothing' })).rejects.toMatchObject({ code: 'generation-unchanged' });
  });
});

describe('photos of other kinds', () => {
  test('16 bits and a wide gamut stay, to the bit, outside the part', async () => {
    const data = Uint16Array.from(original.data, (value, i) => value * 257 ^ (i % 199));
    const deep: Pixels = { width: original.width, height: original.height, channels: 3, depth: 16, space: 'display-p3', data };
    const path = join(folder, 'deep.png');
    await encodeToFile(deep, path, { format: 'png' });
    const { pixels, base } = await make({ disc: [0.5, 0.5, 0.45] }, { prompt: 'a balloon', masks: [AREA] }, await open(path));
    expect(base.photo.info).toMatchObject({ space: 'display-p3', depth: 16 });
    expect(differs(pixels, deep, outsideEllipse)).toBe(0);
    // The model paints in sRGB; in Display P3 the same colour has smaller numbers.
    near(at(pixels, 0.5, 0.5).map((value) => value / 257), [199, 59, 156], 8);
  });

  test('alpha stays the photo’s', async () => {
    const data = new Uint8Array(original.width * original.height * 4);
    for (let i = 0; i < data.length / 4; i++) data.set([original.data[3 * i] ?? 0, original.data[3 * i + 1] ?? 0, original.data[3 * i + 2] ?? 0, 128 + (i % 100)], 4 * i);
    const path = join(folder, 'alpha.png');
    await encodeToFile({ width: original.width, height: original.height, channels: 4, depth: 8, space: 'srgb', data }, path, { format: 'png' });
    const { pixels } = await make({ disc: [0.5, 0.5, 0.45] }, { prompt: 'a balloon', masks: [AREA] }, await open(path));
    expect(pixels.channels).toBe(4);
    for (let i = 3; i < data.length; i += 4004) expect(pixels.data[i]).toBe(data[i]);
  });
});

describe('a RAW photo', () => {
  test('is given as it renders, in 16 bits; its white balance goes into the pixels, said so, and everything else stays live', async () => {
    // A street of lit boxes: edges to be found again by.
    const level = (x: number, y: number): number => 0.05 + 0.4 * (((Math.floor(x / 37) * 7 + Math.floor(y / 29) * 13) % 11) / 11);
    const file = writeDng(640, 480, (x, y) => [level(x, y), level(x + 9, y) * 1.2, level(x, y + 5) * 0.8], { matrices: [{ illuminant: 21, fromXyz: [0.9, -0.3, -0.1, -0.5, 1.3, 0.2, -0.1, 0.2, 0.6] }], neutral: [0.6, 1, 0.7] });
    const path = join(folder, 'street.dng');
    await writeFile(path, file);
    const raw = await open(path);
    const balance = { Temperature: 8000, Tint: 12 };
    const { answer, base, pixels } = await make({ disc: [0.5, 0.5, 0.4] }, undefined, raw, { ...balance, Exposure2012: 0.5, Sharpness: 40 });
    expect(answer.settings).toEqual({ Exposure2012: 0.5, Sharpness: 40 });
    expect(answer.note).toContain('white balance of the RAW photo is in the pixels');
    expect(base.photo.info).toMatchObject({ format: 'png', depth: 16, space: raw.info.space, width: raw.info.width });
    expect(base.photo.info.raw).toBeUndefined();
    expect(differs(pixels, await renderer.render(raw, balance, { depth: 16 }), outsideEllipse)).toBe(0);
  });
});

describe('settings', () => {
  test('stay on top, all of them; the base is the photo without them', async () => {
    const settings = { Exposure2012: 1.5, CropLeft: 0.2, CropRight: 0.8, CropTop: 0, CropBottom: 1, HasCrop: true };
    const { answer, pixels } = await make({ disc: [0.5, 0.5, 0.45] }, undefined, photo, settings);
    expect(answer.settings).toEqual(settings);
    expect(differs(pixels, original, outsideEllipse)).toBe(0);
  });

  test('a step that was carried out before is not carried out again', async () => {
    const server = await standIn(async (received) => ({ images: [{ bytes: await painted(await imageOf(received), { disc: [0.5, 0.5, 0.4] }) }] }));
    const maker = createBaseMaker({ generator: createImagesGenerator(createModelClient(server.endpoint)), renderer, photo, shelf: folderShelf(folder, photo) });
    const order = { prompt: 'a balloon', masks: [AREA] };
    const first = await maker.make(order, { settings: {} }, 'again.1', 'en', signal);
    expect(await maker.make(order, { settings: {} }, 'again.1', 'en', signal)).toEqual(first);
    expect(server.requests).toHaveLength(1);
    const room = await maker.open(first.base);
    const [seen, untouched] = [await room.observe({}), await renderer.render(photo, {}, { longEdge: 768 })];
    expect(seen.pixels.data).not.toEqual(untouched.data);
    await expect(maker.open('nothing')).rejects.toMatchObject({ code: 'base-missing' });
  });
});

describe('a server that does not answer as it should', () => {
  const ask = async (reply: Parameters<typeof standIn>[0]) => {
    const server = await standIn(reply);
    const maker = createBaseMaker({ generator: createImagesGenerator(createModelClient(server.endpoint, { limits: { retries: 0 } })), renderer, photo, shelf: folderShelf(folder, photo) });
    return maker.make({ prompt: 'x', masks: [AREA] }, { settings: {} }, `fault.${++count}`, 'en', signal);
  };

  test('with a refusal for its content rules says so in words', async () => {
    const refusal = { error: { message: 'Your request was rejected by our safety system. content_policy_violation', code: 'content_policy_violation', type: 'invalid_request_error' } };
    await expect(ask([{ fault: 'status', status: 400, body: refusal }])).rejects.toMatchObject({ code: 'model-declined', message: expect.stringContaining('declines') });
  });

  test('with something that is no picture', async () => {
    await expect(ask([{ images: [{ bytes: Buffer.from('<html>not found</html>') }] }])).rejects.toMatchObject({ code: 'generation-unreadable' });
    await expect(ask([{ images: [{ bytes: Buffer.from('GIF89a\u0001\u0000\u0001\u0000', 'latin1') }] }])).rejects.toMatchObject({ code: 'generation-unreadable', message: expect.stringContaining('GIF') });
  });

  test('with a picture that is cut off, or far too large', async () => {
    const whole = await painted(await sharp({ create: { width: 400, height: 300, channels: 3, background: '#888' } }).png().toBuffer(), {});
    await expect(ask([{ images: [{ bytes: whole.subarray(0, whole.length / 2) }] }])).rejects.toMatchObject({ code: 'generation-unreadable' });
    const huge = await sharp({ create: { width: 12000, height: 9000, channels: 3, background: '#888' } }).png().toBuffer();
    await expect(ask([{ images: [{ bytes: huge }] }])).rejects.toMatchObject({ code: 'generation-unreadable', message: expect.stringContaining('megapixels') });
  });

  test('lets go at once when the user stops', async () => {
    const controller = new AbortController();
    const server = await standIn([{ fault: 'hang' }]);
    const maker = createBaseMaker({ generator: createImagesGenerator(createModelClient(server.endpoint)), renderer, photo, shelf: folderShelf(folder, photo) });
    const making = maker.make({ prompt: 'x', masks: [AREA] }, { settings: {} }, 'stopped', 'en', controller.signal);
    const stopped = expect(making).rejects.toThrow();
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    await stopped;
  });
});
