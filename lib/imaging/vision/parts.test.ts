import { describe, expect, it } from 'vitest';
import { ColourModel } from './colour-model';
import { edgeWeights, minimalCut, parts } from './cut';
import { Guide } from './guided';
import { readKey } from './keys';
import { boxMean, type Colours, type Picture, type Plane, planeOf, Pyramid, resizeColours, resizePicture, resizePlane } from './plane';
import { fillPolygon } from './polygon';
import { territories } from './territories';
import { Scene } from './scene';

const plane = (width: number, height: number, f: (x: number, y: number) => number): Plane => ({ width, height, data: Float32Array.from({ length: width * height }, (_, i) => f(i % width, Math.floor(i / width))) });
const colours = (width: number, height: number, f: (x: number, y: number) => readonly [number, number, number]): Colours => ({ width, height, data: Float32Array.from(Array.from({ length: width * height }, (_, i) => f(i % width, Math.floor(i / width))).flat()) });
/** `f` in 0…255. */
const picture = (...args: Parameters<typeof colours>): Picture => ({ width: args[0], height: args[1], data: Uint8Array.from(colours(...args).data) });

describe('planes', () => {
  it('keep a constant through reducing, enlarging and means', () => {
    const grey = plane(37, 23, () => 0.4);
    for (const size of [{ width: 9, height: 11 }, { width: 80, height: 50 }]) for (const v of resizePlane(grey, size).data) expect(v).toBeCloseTo(0.4, 5);
    for (const v of boxMean(grey, 5).data) expect(v).toBeCloseTo(0.4, 5);
  });

  it('mean over the part of the window that exists', () => {
    const ramp = plane(8, 5, (x, y) => x + 10 * y);
    const naive = (x: number, y: number): number => {
      let sum = 0, n = 0;
      for (let v = Math.max(0, y - 2); v <= Math.min(4, y + 2); v++) for (let u = Math.max(0, x - 2); u <= Math.min(7, x + 2); u++, n++) sum += u + 10 * v;
      return sum / n;
    };
    boxMean(ramp, 2).data.forEach((v, i) => expect(v).toBeCloseTo(naive(i % 8, Math.floor(i / 8)), 4));
  });

  it('are cropped where the box lies, turned by its angle, with what is outside said', () => {
    const ramp = picture(40, 40, (x, y) => [x, y, 0]);
    const straight = new Pyramid(ramp).crop({ x: 10, y: 20, width: 8, height: 8 }, { width: 8, height: 8 });
    expect(straight[0]).toBeCloseTo(10 / 255, 5);
    expect(straight[1]).toBeCloseTo(20 / 255, 5);
    const turned = new Pyramid(ramp).crop({ x: 10, y: 20, width: 8, height: 8 }, { width: 8, height: 8 }, 0, 1);
    expect(turned[0]).toBeCloseTo(17 / 255, 5);
    expect(turned[1]).toBeCloseTo(20 / 255, 5);
    expect(new Pyramid(ramp).crop({ x: -20, y: 0, width: 8, height: 8 }, { width: 2, height: 2 }, 1, 0, 0.5)[0]).toBe(0.5);
  });
});

describe('polygons', () => {
  it('cover their area to the sub-pixel', () => {
    const target = planeOf({ width: 20, height: 20 });
    fillPolygon(target, [[2.5, 3], [12.5, 3], [12.5, 9.5], [2.5, 9.5]]);
    expect(target.data.reduce((sum, v) => sum + v, 0)).toBeCloseTo(65, 4);
    expect(target.data[4 * 20 + 2]).toBeCloseTo(0.5, 5);
  });
});

describe('the minimal cut', () => {
  it('drops specks, fills pinholes and runs along the edge of the picture where colours are undecided', () => {
    const lab = colours(60, 40, (x) => [x < 30 ? 0.2 : 0.8, 0, 0]);
    const cost = plane(60, 40, (x, y) => (x === 50 && y === 20 ? -2 : x === 8 && y === 8 ? 2 : x < 20 ? -1 : x < 38 ? 0 : 1));
    const region = minimalCut(cost, edgeWeights(lab), 2, 400);
    expect(region.data[20 * 60 + 50]).toBeLessThan(0.5);
    expect(region.data[8 * 60 + 8]).toBeGreaterThan(0.5);
    expect(region.data[20 * 60 + 27]).toBeGreaterThan(0.5);
    expect(region.data[20 * 60 + 33]).toBeLessThan(0.5);
  });

  it('names connected parts', () => {
    const { of, sizes } = parts(plane(10, 4, (x) => (x < 2 || x > 6 ? 1 : 0)));
    expect(sizes).toEqual([0, 8, 12]);
    expect(of[0]).not.toBe(of[9]);
  });
});

describe('colour models', () => {
  it('find their own colours likelier than others, and none in nothing', () => {
    const lab = colours(40, 40, (x, y) => (y < 20 ? [0.8 + (x % 5) * 0.01, -0.05, -0.08] : [0.4, 0.1, 0.1 + (x % 7) * 0.01]));
    const model = ColourModel.fit(lab, (i) => (i < 800 ? 1 : 0))!;
    const [own = 0, foreign = 0] = model.costs(colours(2, 1, (x) => (x === 0 ? [0.82, -0.05, -0.08] : [0.4, 0.1, 0.12]))).data;
    expect(own).toBeLessThan(foreign - 5);
    expect(ColourModel.fit(lab, () => 0)).toBeUndefined();
  });
});

describe('the guided filter', () => {
  it('moves a blurred mask onto the edge of the picture ', () => {
    const photo = picture(64, 32, (x) => (x < 32 ? [25, 51, 25] : [230, 153, 128]));
    const soft = plane(64, 32, (x) => Math.min(1, Math.max(0, (x - 22) / 20)));
    const sharp = new Guide(photo, 8, 1e-4).refine(soft);
    const row = 16 * 64;
    expect(soft.data[row + 32]! - soft.data[row + 31]!).toBeLessThan(0.06);
    expect((sharp.data[row + 32]! - sharp.data[row + 31]!) / 255).toBeGreaterThan(0.35);
  });
});

describe('touching people', () => {
  it('are parted between their heads', () => {
    const width = 96, height = 64;
    const scene = new Scene({ width, height, channels: 3, depth: 8, space: 'srgb', data: new Uint8Array(width * height * 3).fill(90) });
    const body = (x: number) => ({ box: { x, y: 4, width: 30, height: 60 }, score: 1 });
    const owner = territories(scene, planeOf({ width, height }, 1), [body(10), body(56)], { width, height });
    expect([owner[30 * width + 20], owner[30 * width + 70]]).toEqual([1, 2]);
    expect([owner[60 * width + 25], owner[60 * width + 68]]).toEqual([1, 2]);
  });
});

describe('keys', () => {
  it('say what is asked for and where', () => {
    expect(readKey('people/hair@0.2000,0.3000')).toEqual({ kind: 'people', part: 'hair', place: [0.2, 0.3] });
    expect(readKey('object@0.1,0.2,0.3,0.4')).toEqual({ kind: 'object', place: [0.1, 0.2, 0.3, 0.4] });
    expect(readKey('sky')).toEqual({ kind: 'sky', place: [] });
    for (const unknown of ['object', 'people/wings', 'landscape/water', 'sky@a,b', 'sky@1', '']) expect(readKey(unknown)).toBeUndefined();
  });
});

it('resizing a picture keeps its channels apart', () => {
  const photo = picture(30, 30, () => [25, 128, 230]), size = { width: 7, height: 7 };
  const bytes = resizePicture(photo, size).data, shares = resizeColours(photo, size).data, again = resizeColours(resizeColours(photo, size), { width: 9, height: 3 }).data;
  for (const all of [bytes, shares.map((v) => v * 255), again.map((v) => v * 255)]) all.forEach((v, i) => expect(v).toBeCloseTo([25, 128, 230][i % 3] ?? 0, 3));
});
