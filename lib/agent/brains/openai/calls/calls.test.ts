import { describe, expect, it } from 'vitest';
import { applyPatch, correctionsOf, lensBlurOf, pointColours, pointColoursPatch, redEyesOf, retouchAreasOf, samplePoint } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue } from '@/lib/develop/types';
import { EVERYTHING, functionsFor } from '../functions';
import { observation } from '../testing';
import { readCall, type Scene } from '.';
import { colourAt, placingOf } from './placing';

const photo = { width: 600, height: 400 };
const scene = (settings: DevelopSettings = {}, pointed?: readonly JsonValue[]): Scene => ({
  settings, picture: observation.pixels, entries: [{ number: 0, stepId: 'root', title: 'start', before: {}, settings: {} }], raw: false, offered: new Set(functionsFor(EVERYTHING).map(({ name }) => name)),
  ground: { placing: placingOf(photo, settings), source: observation, find: (keys) => Promise.resolve(Object.fromEntries(keys.map((key) => [key, 0.9]))), ...(pointed && { pointed }) },
});
async function patchOf(name: string, args: object, over: Scene = scene()) {
  const read = await readCall(name, JSON.stringify({ title: 'T', ...args }), over);
  if (read.kind !== 'step') throw new Error(JSON.stringify(read));
  return read.patch;
}
const correction = async (args: object, over: Scene = scene()) => correctionsOf(applyPatch(over.settings, await patchOf('adjust_area', { LocalExposure2012: -1, ...args }, over))).at(-1);

describe('areas', () => {
  it.each([
    ['linear', { from: [0.5, 0.6], to: [0.5, 0.1] }, { What: 'Mask/Gradient', ZeroY: 0.6, FullY: 0.1 }],
    ['ellipse', { box: [0.2, 0.2, 0.6, 0.8], feather: 30 }, { What: 'Mask/CircularGradient', Left: 0.2, Bottom: 0.8, Feather: 30, Angle: 0 }],
    ['brush', { points: [[0.1, 0.1], [0.4, 0.2]], radius: 0.03 }, { What: 'Mask/Paint', Radius: 0.03, Dabs: ['d 0.100000 0.100000', 'd 0.400000 0.200000'] }],
    ['luminance', { low: 0.6, high: 1 }, { What: 'Mask/RangeMask', CorrectionRangeMask: { Type: 2, LumRange: [0.5, 0.6, 1, 1] } }],
    ['object', { at: [0.3, 0.4] }, { What: 'Mask/Image', MaskSubType: 0, ReferencePoint: '0.3 0.4' }],
    ['object', { box: [0.1, 0.1, 0.3, 0.4] }, { What: 'Mask/Image', MaskSubType: 0, Gesture: [{ Points: [{ X: 0.1, Y: 0.1 }, { X: 0.3, Y: 0.4 }] }] }],
    ['thing', { thing: 'background' }, { What: 'Mask/Image', MaskSubType: 0, MaskSubCategoryID: 22 }],
    ['thing', { thing: 'lips', feather: 20 }, { What: 'Mask/Image', MaskSubType: 3, MaskSubCategoryID: 6, MaskFeather: 20 }],
    ['thing', { thing: 'person', at: [0.5, 0.5] }, { What: 'Mask/Image', MaskSubType: 0, MaskSubCategoryID: 20036, ReferencePoint: '0.5 0.5' }],
  ])('%s %o', async (kind, rest, mask) => {
    expect(await correction({ areas: [{ kind, ...rest }] })).toMatchObject({ LocalExposure2012: -0.25, CorrectionName: 'T', CorrectionMasks: [mask] });
  });
  it('a colour is sampled where the model points', async () => {
    const [mask] = (await correction({ areas: [{ kind: 'colour', at: [0.5, 0.5], range: 0.3 }] }))?.CorrectionMasks ?? [];
    expect(mask).toMatchObject({ CorrectionRangeMask: { Type: 1, ColorAmount: 0.3, PointModels: [[...colourAt(observation.pixels, [0.5, 0.5]), 0.5, 0.5, 0.02]] } });
  });
  it('what the user pointed at is a mask', async () => {
    const pointed = [{ What: 'Mask/CircularGradient', Left: 0.1, Top: 0.1, Right: 0.2, Bottom: 0.2 }];
    expect((await correction({ areas: [{ kind: 'pointed' }] }, scene({}, pointed)))?.CorrectionMasks).toMatchObject(pointed);
  });
  it('combine: the sky but not the person, and only its bright tones', async () => {
    const masks = (await correction({ areas: [{ kind: 'thing', thing: 'sky' }, { kind: 'thing', thing: 'person', mode: 'subtract' }, { kind: 'luminance', low: 0.5, mode: 'intersect' }] }))?.CorrectionMasks;
    expect(masks).toMatchObject([{ MaskSubType: 2, MaskBlendMode: 0 }, { MaskSubType: 3, MaskBlendMode: 1, MaskInverted: false }, { What: 'Mask/RangeMask', MaskBlendMode: 1, MaskInverted: true }]);
  });
  it('of two kinds of skin are one group when they are inverted', async () => {
    expect((await correction({ areas: [{ kind: 'thing', thing: 'skin', invert: true }] }))?.CorrectionMasks).toMatchObject([{ What: 'Mask/Aggregate', MaskInverted: true, Masks: [{ MaskSubCategoryID: 2 }, { MaskSubCategoryID: 4 }] }]);
  });
  it('lie where the model sees them when the photo is cropped and turned', async () => {
    const cropped = scene({ CropLeft: 0.5, CropBottom: 0.5 });
    expect((await correction({ areas: [{ kind: 'ellipse', box: [0, 0, 0.5, 1] }] }, cropped))?.CorrectionMasks).toMatchObject([{ Left: 0.5, Top: 0, Right: 0.75, Bottom: 0.5, Angle: 0 }]);
    const turned = scene({ Orientation: 8 });
    const [mask] = (await correction({ areas: [{ kind: 'ellipse', box: [0, 0, 0.5, 0.25] }] }, turned))?.CorrectionMasks ?? [];
    // The upper left of the turned picture is the upper right of the photo.
    expect(mask).toMatchObject({ Left: 0.75, Top: 0, Right: 1, Bottom: 0.5 });
    const straightened = scene({ CropAngle: 10 });
    expect((await correction({ areas: [{ kind: 'ellipse', box: [0.4, 0.4, 0.6, 0.6] }] }, straightened))?.CorrectionMasks).toMatchObject([{ Angle: 10 }]);
  });
});

describe('local corrections', () => {
  it('take amounts in the units of the sliders, within their range', async () => {
    expect(await correction({ areas: { kind: 'thing', thing: 'sky' }, LocalExposure2012: -9, LocalClarity2012: 40, LocalHue: 90, saturation: '12' })).toMatchObject({ LocalExposure2012: -1, LocalClarity2012: 0.4, LocalHue: 0.5, LocalSaturation: 0.12 });
  });
  it('are changed and taken away by their number', async () => {
    const first = scene(await patchOf('adjust_area', { areas: [{ kind: 'thing', thing: 'sky' }], LocalExposure2012: -1 }));
    const both = scene(await patchOf('adjust_area', { areas: [{ kind: 'thing', thing: 'face' }], LocalExposure2012: 0.5 }, first));
    const milder = await patchOf('adjust_area', { correction: 1, LocalExposure2012: -0.5 }, both);
    expect(correctionsOf(milder).map(({ LocalExposure2012 }) => LocalExposure2012)).toEqual([-0.125, 0.125]);
    expect(correctionsOf(await patchOf('adjust_area', { correction: 1, remove: true }, both)).map(({ CorrectionMasks }) => CorrectionMasks)).toMatchObject([[{ MaskSubCategoryID: 2 }]]);
  });
});

describe('special tools', () => {
  it('move one sampled colour beside those that are there', async () => {
    const settings = pointColoursPatch([samplePoint([0.2, 0.4, 0.8], { shift: [0, 0.2, 0] })]);
    const points = pointColours(applyPatch(settings, await patchOf('adjust_point_colour', { colour: '#d09a80', hue: -20, saturation: -10, range: 30 }, scene(settings)))['PointColors'], undefined);
    expect(points.map(({ shift, range }) => [...shift, range])).toEqual([[0, 0.2, 0, 0.5], [-0.2, -0.1, 0, 0.3]]);
    const seen = pointColours(await patchOf('adjust_point_colour', { at: [0.5, 0.5], hue: 5 }).then((patch) => patch['PointColors']), undefined);
    expect(seen[0]?.source).toEqual(samplePoint(colourAt(observation.pixels, [0.5, 0.5])).source);
    expect(await readCall('adjust_point_colour', '{"title": "x", "colour": "red", "hue": 4}', scene())).toMatchObject({ kind: 'problem', text: expect.stringContaining('#rrggbb') as string });
  });
  it('take things out, by spots and strokes, beside those that were taken out before', async () => {
    const settings = applyPatch({}, await patchOf('retouch', { spots: [{ method: 'heal', points: [[0.2, 0.3]], radius: 0.01 }] }));
    const patch = await patchOf('retouch', { spots: [{ method: 'remove', points: [[0, 0.5], [1, 0.6]], radius: 0.005 }, { method: 'clone', points: [0.5, 0.5], radius: 0.1, source: [0.2, 0.2] }, { method: 'red_eye', points: [[0.4, 0.4]], radius: 0.02 }] }, scene(settings));
    expect(retouchAreasOf(applyPatch(settings, patch))).toMatchObject([{ method: 'heal' }, { method: 'remove', shapes: [{ kind: 'stroke' }] }, { method: 'clone', source: { x: 0.2, y: 0.2 } }]);
    expect(redEyesOf(applyPatch(settings, patch), photo)).toMatchObject([{ x: 240, y: 160, rx: 12 }]);
    expect(await readCall('retouch', '{"title": "x", "spots": []}', scene())).toMatchObject({ kind: 'problem' });
  });
  it('blur around a focus and switch it off', async () => {
    expect(lensBlurOf(applyPatch({}, await patchOf('lens_blur', { amount: 60, focus: [{ kind: 'ellipse', box: [0.2, 0.2, 0.6, 0.8] }] })))).toMatchObject({ amount: 0.6, masks: [{ What: 'Mask/CircularGradient', Left: 0.2 }] });
    expect(await patchOf('lens_blur', { amount: 0 })).toEqual({ LensBlur: null });
    expect(await readCall('lens_blur', '{"title": "x", "amount": 50}', scene())).toMatchObject({ kind: 'problem' });
  });
  it('order a picture with a reason, and where', async () => {
    const read = await readCall('generate', JSON.stringify({ title: 'A moon', prompt: 'Add a moon', why: 'Nothing to develop.', areas: [{ kind: 'ellipse', box: [0.7, 0, 0.9, 0.2] }] }), scene());
    expect(read).toMatchObject({ kind: 'step', patch: {}, generate: { prompt: 'Add a moon', why: 'Nothing to develop.', masks: [{ What: 'Mask/CircularGradient' }] } });
    expect(await readCall('generate', '{"title": "x", "prompt": "Add a moon"}', scene())).toMatchObject({ kind: 'problem' });
  });
});

describe('every parameter of every function', () => {
  it('is read under its own name', async () => {
    for (const { name, parameters } of functionsFor(EVERYTHING).filter((one) => one.name.startsWith('adjust_') && !['adjust_area', 'adjust_point_colour'].includes(one.name))) {
      for (const [parameter, schema] of Object.entries(parameters['properties'] as Record<string, { readonly type?: string; readonly enum?: readonly JsonValue[] }>)) {
        if (parameter === 'title' || parameter === 'plan_step') continue;
        const value = schema.enum?.at(-1) ?? (schema.type === 'boolean' ? true : schema.type === 'array' ? [[0, 0], [128, 140], [255, 255]] : 12);
        expect(await patchOf(name, { [parameter]: value })).toEqual({ [parameter]: value });
      }
    }
  });
});
