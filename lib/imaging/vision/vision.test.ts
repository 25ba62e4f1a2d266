import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { projectRoot } from '../paths';
import { probe } from '../probe';
import type { RenderPhoto } from '../renderer';
import { DOUBTFUL, type FoundMask, Vision } from './index';

vi.setConfig({ testTimeout: 120_000 });

const vision = await Vision.open();
afterAll(() => vision.close());

async function sample(name: string): Promise<RenderPhoto> {
  const path = join(projectRoot(), 'public', 'samples', name);
  return { id: name, path, info: await probe(path) };
}

/** Share of the photo, or of a rectangle of it in fractions, that the mask covers. */
function covered({ raster: { width, height, data } }: FoundMask, [x0, y0, x1, y1]: readonly [number, number, number, number] = [0, 0, 1, 1]): number {
  let sum = 0, n = 0;
  for (let y = Math.floor(y0 * height); y < Math.ceil(y1 * height); y++) for (let x = Math.floor(x0 * width); x < Math.ceil(x1 * width); x++) {
    sum += data[y * width + x]! / 255;
    n++;
  }
  return sum / n;
}

function middleOf({ raster: { width, height, data } }: FoundMask): readonly [x: number, y: number] {
  let sum = 0, x = 0, y = 0;
  data.forEach((v, i) => {
    sum += v;
    x += v * ((i % width) + 0.5);
    y += v * (Math.floor(i / width) + 0.5);
  });
  return [x / sum / width, y / sum / height];
}

const inside = (mask: FoundMask, x: number, y: number): number => covered(mask, [x - 0.004, y - 0.004, x + 0.004, y + 0.004]);

describe('a portrait', () => {
  const parts = ['face', 'skin', 'hair', 'eyes', 'eyewhites', 'lips', 'teeth', 'brows', 'clothes'] as const;
  const found = sample('astronaut.png').then((photo) => vision.make(photo, ['people', 'subject', 'sky', ...parts.map((part) => `people/${part}`), 'object@0.8700,0.8500', 'people/face@0.4500,0.2500']));

  it('has a person, surely, and the person is the subject', async () => {
    const { people, subject } = await found;
    expect(people!.confidence).toBeGreaterThan(0.8);
    expect(people!.reason).toBeUndefined();
    expect(inside(people!, 0.44, 0.25)).toBeGreaterThan(0.95);
    expect(inside(people!, 0.3, 0.8)).toBeGreaterThan(0.95);
    expect(inside(people!, 0.8, 0.1)).toBeLessThan(0.05);
    expect(subject!.raster).toEqual(people!.raster);
  });

  it('has its parts where they are', async () => {
    const masks = await found;
    const part = (name: (typeof parts)[number]): FoundMask => masks[`people/${name}`]!;
    expect(inside(part('hair'), 0.45, 0.08)).toBeGreaterThan(0.9);
    expect(inside(part('hair'), 0.45, 0.25)).toBeLessThan(0.1);
    expect(inside(part('face'), 0.4, 0.25)).toBeGreaterThan(0.9);
    expect(inside(part('clothes'), 0.3, 0.75)).toBeGreaterThan(0.9);
    expect(covered(part('eyewhites'))).toBeLessThan(covered(part('eyes')));
    const middle = (name: (typeof parts)[number]): readonly [x: number, y: number] => middleOf(part(name));
    const [[browX, browY], [eyeX, eyeY], [teethX, teethY], [, lipsY]] = [middle('brows'), middle('eyes'), middle('teeth'), middle('lips')];
    for (const x of [browX, eyeX, teethX]) expect(Math.abs(x - 0.445)).toBeLessThan(0.025);
    expect(eyeY).toBeCloseTo(0.2, 1);
    expect(browY).toBeLessThan(eyeY - 0.008);
    expect(teethY).toBeGreaterThan(eyeY + 0.06);
    expect(Math.abs(lipsY - teethY)).toBeLessThan(0.02);
    expect(inside(part('teeth'), 0.435, 0.284)).toBeGreaterThan(0.5);
    expect(inside(part('skin'), 0.4, 0.25)).toBeGreaterThan(0.9);
    expect(covered(part('skin'))).toBeLessThan(covered(masks['people']!));
  });

  it('gives one person by a place on it', async () => {
    const masks = await found;
    expect(masks['people/face@0.4500,0.2500']!.raster).toEqual(masks['people/face']!.raster);
  });

  it('does not pass off its backdrop as sky', async () => {
    const { sky } = await found;
    expect(sky!.confidence).toBeLessThan(DOUBTFUL);
    expect(sky!.reason?.en).toBeTruthy();
    expect(sky!.reason?.zh).toBeTruthy();
  });
});

describe('a cat', () => {
  const found = sample('chelsea.png').then((photo) => vision.make(photo, ['people', 'people/hair', 'object@0.0500,0.0500,0.9000,0.9900']));

  it('is nobody', async () => {
    const { people, 'people/hair': hair } = await found;
    expect([people!.confidence, hair!.confidence]).toEqual([0, 0]);
    expect(covered(people!)).toBe(0);
    expect(people!.reason).toEqual({ en: 'No people were found in this photo.', zh: '照片中没有找到人物。' });
  });

  it('is found in a box around it', async () => {
    const box = (await found)['object@0.0500,0.0500,0.9000,0.9900'];
    expect(inside(box!, 0.45, 0.45)).toBeGreaterThan(0.9);
    expect(inside(box!, 0.95, 0.5)).toBe(0);
  });
});

describe('a landscape', () => {
  it('has a sky down to its hills, surely', async () => {
    const { sky, people } = await vision.make(await sample('hilltop-sunset.jpg'), ['sky', 'people']);
    expect(sky!.confidence).toBeGreaterThan(0.75);
    expect(covered(sky!, [0, 0, 1, 0.4])).toBeGreaterThan(0.97);
    expect(covered(sky!, [0, 0.55, 1, 1])).toBeLessThan(0.03);
    expect(people!.confidence).toBe(0);
    expect(Math.max(sky!.raster.width, sky!.raster.height)).toBe(1024);
  });
});

describe('a cup of coffee', () => {
  it('has no sky, and the cup is found from a box', async () => {
    const { sky, 'object@0.1100,0.0300,0.8100,0.9800': cup } = await vision.make(await sample('coffee.png'), ['sky', 'object@0.1100,0.0300,0.8100,0.9800']);
    expect(sky!.confidence).toBeLessThan(DOUBTFUL);
    expect(inside(cup!, 0.3, 0.7)).toBeGreaterThan(0.9);
    expect(inside(cup!, 0.9, 0.2)).toBe(0);
  });
});

describe('the maker of masks', () => {
  it('gives the same bytes in another thread', async () => {
    const other = await Vision.open();
    try {
      const photo = await sample('astronaut.png');
      const keys = ['people/skin', 'sky'];
      expect(await other.make(photo, keys)).toEqual(await vision.make(photo, keys));
    } finally {
      await other.close();
    }
  });

  it('leaves out keys that it does not know, and asks no thread for them', async () => {
    const other = await Vision.open();
    expect(await other.make(await sample('coffee.png'), ['depth', 'landscape/water', 'people/wings', 'object', 'sky@1'])).toEqual({});
    expect(other.threads).toBe(0);
    expect(other.kinds).not.toContain('depth');
  });

  it('stops when it is told to, and works again after', async () => {
    const other = await Vision.open();
    try {
      const photo = await sample('coffee.png');
      const abort = new AbortController();
      const asked = other.make(photo, ['subject', 'sky', 'people'], abort.signal);
      const refused = expect(asked).rejects.toThrow('enough');
      await delay(150);
      abort.abort(new Error('enough'));
      await refused;
      await expect(other.make(photo, ['sky'], abort.signal)).rejects.toThrow('enough');
      expect(Object.keys(await other.make(photo, ['sky']))).toEqual(['sky']);
    } finally {
      await other.close();
    }
  });

  it('gives its thread and the networks back when nobody asks', async () => {
    const other = await Vision.open({ idleMilliseconds: 100 });
    try {
      await other.make(await sample('coffee.png'), ['people']);
      await expect.poll(() => other.threads).toBe(0);
      expect(Object.keys(await other.make(await sample('coffee.png'), ['people']))).toEqual(['people']);
    } finally {
      await other.close();
    }
  });
});
