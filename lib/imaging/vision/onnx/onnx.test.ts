import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probe } from '../../probe';
import { sharp } from '../../vips';
import { Vision } from '../vision';
import { VisionError } from '../errors';
import { findRuntime, readModels } from './folder';
import { type ManifestInput, manifestSchema } from './manifest';
import { planeOfOutput } from './run';
import { colourModel } from './testing';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'evoroom-onnx-')); });
afterAll(() => rm(folder, { recursive: true, force: true }));

const SIZE = { width: 64, height: 32 };
const manifest: ManifestInput = { name: 'Red things', finds: 'subject', input: SIZE, output: {} };

describe('manifests', () => {
  it('fill in what is usual and refuse what they do not know', () => {
    expect(manifestSchema.parse(manifest)).toMatchObject({ input: { layout: 'nchw', channels: 'rgb', scale: 1, fit: 'stretch' }, output: { activation: 'none', channel: 0, range: [0, 1] } });
    expect(manifestSchema.safeParse({ ...manifest, finds: 'happiness' }).success).toBe(false);
    expect(manifestSchema.safeParse({ ...manifest, size: 3 }).success).toBe(false);
  });

  it('that make no sense are named with their file and the field', async () => {
    const broken = await mkdtemp(join(folder, 'broken-'));
    await writeFile(join(broken, 'a.json'), JSON.stringify({ ...manifest, input: { width: 1, height: 32 } }));
    await expect(readModels(broken)).rejects.toThrow(/a\.json[\s\S]*width/);
    await writeFile(join(broken, 'a.json'), '{');
    await expect(readModels(broken)).rejects.toThrow(VisionError);
    await expect(readModels(join(folder, 'nowhere'))).rejects.toThrow(/VISION_MODELS/);
  });

  it('without their model or without the runtime say what to do, and the built-in way stays', async () => {
    const lonely = await mkdtemp(join(folder, 'lonely-'));
    await writeFile(join(lonely, 'red.json'), JSON.stringify(manifest));
    expect((await readModels(lonely))[0]?.problem).toMatch(/red\.onnx is missing/);
    await writeFile(join(lonely, 'red.onnx'), colourModel(SIZE, [1, 0, 0], 0));
    const [without] = await readModels(lonely, undefined);
    if (findRuntime() === undefined) expect(without?.problem).toMatch(/npm install .*onnxruntime-node/);
    const vision = await Vision.open({ models: lonely });
    const kinds = vision.availableModels().filter(({ kind }) => kind === 'subject');
    expect(kinds.map(({ source }) => source)).toEqual(findRuntime() === undefined ? ['operator', 'built-in'] : ['operator']);
  });
});

describe('outputs', () => {
  const parsed = (output: ManifestInput['output']) => manifestSchema.parse({ ...manifest, output });

  it('are read in both layouts, activated and brought to their range', () => {
    const planes = Float32Array.from([0, 1, 2, 3, /* second class */ 0, 0, 2, 5]);
    expect([...planeOfOutput({ dims: [1, 2, 2, 2], data: planes }, parsed({ channel: 1, range: [0, 5] })).data]).toEqual([0, 0, Math.fround(0.4), 1]);
    expect([...planeOfOutput({ dims: [1, 2, 2, 2], data: planes }, parsed({ layout: 'nhwc', channel: 1, range: 'minmax' })).data]).toEqual([0.2, 0.6, 0, 1].map(Math.fround));
    const soft = planeOfOutput({ dims: [1, 2, 1, 1], data: Float32Array.from([0, Math.log(3)]) }, parsed({ channel: 1, activation: 'softmax' }));
    expect(soft.data[0]).toBeCloseTo(0.75, 6);
    expect(planeOfOutput({ dims: [1, 1], data: Float32Array.from([0]) }, parsed({ activation: 'sigmoid' })).data[0]).toBe(0.5);
  });

  it('of another shape than promised are refused', () => {
    expect(() => planeOfOutput({ dims: [1, 1, 2, 2], data: new Float32Array(4) }, parsed({ channel: 3 }))).toThrow(/1 × 1 × 2 × 2/);
  });
});

const runtime = findRuntime();
if (runtime === undefined) console.log('onnxruntime-node is not installed: no ONNX model is run in these tests (see docs/MODELS.md).');

describe.skipIf(runtime === undefined)('a model of the operator', () => {
  it('answers for its kind in place of the built-in way, at the place in the photo where it sees its thing', async () => {
    const models = await mkdtemp(join(folder, 'red-'));
    // sigmoid(20·r − 20·g − 5): red is in, the rest out. BGR tells whether the channels arrive as the manifest says.
    await writeFile(join(models, 'red.onnx'), colourModel(SIZE, [0, -20, 20], -5));
    await writeFile(join(models, 'red.json'), JSON.stringify({ ...manifest, input: { ...SIZE, channels: 'bgr' } } satisfies ManifestInput));
    const photo = join(models, 'photo.png');
    const red = await sharp({ create: { width: 100, height: 120, channels: 3, background: '#d01010' } }).png().toBuffer();
    await sharp({ create: { width: 400, height: 200, channels: 3, background: '#10a030' } }).composite([{ input: red, left: 250, top: 40 }]).png().toFile(photo);

    const vision = await Vision.open({ models });
    try {
      expect(vision.availableModels()[0]).toEqual({ kind: 'subject', name: { en: 'Red things', zh: 'Red things' }, source: 'operator' });
      const { subject } = await vision.make({ id: 'red', path: photo, info: await probe(photo) }, ['subject']);
      const { width, height, data } = subject!.raster;
      const at = (x: number, y: number): number => data[Math.floor(y * height) * width + Math.floor(x * width)]!;
      expect(at(0.75, 0.5)).toBeGreaterThan(240);
      expect(at(0.2, 0.5)).toBeLessThan(10);
      expect(at(0.75, 0.1)).toBeLessThan(10);
      expect(subject!.confidence).toBeGreaterThan(0.8);
    } finally {
      await vision.close();
    }
  });

  it('that does not fit its manifest fails with its name and the reason', async () => {
    const models = await mkdtemp(join(folder, 'misfit-'));
    await writeFile(join(models, 'red.onnx'), colourModel(SIZE, [1, 0, 0], 0));
    await writeFile(join(models, 'red.json'), JSON.stringify({ ...manifest, output: { name: 'depth' } } satisfies ManifestInput));
    const photo = join(models, 'photo.png');
    await sharp({ create: { width: 80, height: 40, channels: 3, background: '#d01010' } }).png().toFile(photo);
    const vision = await Vision.open({ models });
    try {
      await expect(vision.make({ id: 'misfit', path: photo, info: await probe(photo) }, ['subject'])).rejects.toThrow(/Red things[\s\S]*no output named depth/);
    } finally {
      await vision.close();
    }
  });
});
