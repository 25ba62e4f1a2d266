import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measure } from '@/lib/agent/evidence';
import type { DevelopSettings } from '@/lib/develop/types';
import { Renderer } from '@/lib/imaging';
import { probe } from '@/lib/imaging/probe';
import { sharp } from '@/lib/imaging/vips';
import { TestFolder } from '@/lib/imaging/testing/files';
import type { State } from '../types';
import { createEnvironment, Sandbox, type StudioEnvironment } from './index';
import { flawOf } from './photos/flaws';
import { sensible } from './tasks';

let environment: StudioEnvironment;
beforeAll(async () => { environment = await createEnvironment({ seed: 1, workers: 2, flaws: 3, tasks: { train: 148, test: 74 } }); }, 120_000);
afterAll(() => environment.close());

const SETTINGS: readonly DevelopSettings[] = [{ Exposure2012: 0.6 }, { Contrast2012: 30, Shadows2012: 40 }, { IncrementalTemperature: 25, Vibrance: 20 }, { ConvertToGrayscale: true }, { HasCrop: true, CropTop: 0.1, CropLeft: 0.2, CropBottom: 0.9, CropRight: 0.8, Clarity2012: 20 }];
const told = ({ settings, evidence, view }: State) => ({ settings, evidence, view: Array.from(view) });

describe('photos', () => {
  it('are split by their original: nothing of a test photo is in training', () => {
    const halves = new Map<string, Set<string>>();
    for (const { original, split } of environment.photos) halves.set(original, (halves.get(original) ?? new Set()).add(split));
    expect(halves.size).toBe(8);
    expect([...halves.values()].every((half) => half.size === 1)).toBe(true);
    for (const split of ['train', 'test'] as const) for (const task of environment.tasks(split)) expect(environment.photoOf(task).split).toBe(split);
  });

  it('with a flaw measure worse than without it, by what the flaw is about', () => {
    const flawed = environment.photos.filter(({ flaw }) => flaw);
    expect(flawed.length).toBeGreaterThan(50);
    for (const { flaw: id, id: name, surveyed } of flawed) {
      const flaw = flawOf(id!), plain = environment.photos.find((one) => `${one.id}.${id}` === name)!;
      expect(flaw.reads(surveyed.evidence) - flaw.reads(plain.surveyed.evidence), name).toBeGreaterThan(flaw.least * 0.6);
    }
  });

  it('that cannot be read, or show what another shows, are named and left out', async () => {
    const folder = new TestFolder();
    folder.write('torn.jpg', Buffer.from('no photo at all'));
    const coffee = environment.photos.find(({ id }) => id === 'coffee')!.recipe.path;
    folder.write('smaller.jpg', await sharp(coffee).resize(400).jpeg({ quality: 80 }).toBuffer());
    const other = await createEnvironment({ seed: 1, workers: 1, flaws: 0, photos: folder.path, tasks: { train: 4, test: 4 } });
    expect(other.unreadable.map(({ path, message }) => [basename(path), message.includes('the same picture')])).toEqual([['smaller.jpg', true], ['torn.jpg', false]]);
    expect(other.photos.map(({ original }) => original)).not.toContain('torn');
    await other.close();
    folder.remove();
    await expect(createEnvironment({ seed: 1, workers: 1, photos: folder.path })).rejects.toMatchObject({ code: 'photos-missing' });
  }, 60_000);
});

describe('tasks', () => {
  it('cover all sub-categories and both languages, and share no sentence between the halves', () => {
    const train = environment.tasks('train'), test = environment.tasks('test');
    expect([train.length, test.length]).toEqual([148, 74]);
    for (const tasks of [train, test]) for (const locale of ['en', 'zh'])
      expect(new Set(tasks.filter((task) => task.locale === locale).map(({ subcategory }) => subcategory)).size).toBe(37);
    const words = new Set(train.map(({ instruction }) => instruction));
    expect(test.filter(({ instruction }) => words.has(instruction))).toEqual([]);
    expect(new Set([...train, ...test].map(({ id }) => id)).size).toBe(222);
  });

  it('ask for nothing that makes a flaw worse', () => {
    const dark = environment.photos.find(({ flaw }) => flaw === 'under')!;
    expect(sensible('darker', dark)).toBe(false);
    expect(sensible('brighter', dark)).toBe(true);
  });
});

describe('renders', () => {
  it('are the same alone, together, in any order and on any number of threads', async () => {
    const tasks = environment.tasks('train').slice(0, 25);
    const settings = tasks.map((_, at) => SETTINGS[at % SETTINGS.length]!);
    const steps = tasks.map((_, at) => at);
    const together = await environment.render(tasks, settings, steps);
    const backwards = await environment.render(tasks.toReversed(), settings.toReversed(), steps.toReversed());
    expect(backwards.toReversed().map(told)).toEqual(together.map(told));
    const one = new Sandbox({ workers: 1 });
    for (const at of [3, 11]) {
      const [alone] = await one.render([{ recipe: environment.photoOf(tasks[at]!).recipe, settings: settings[at]! }]);
      expect({ evidence: alone!.evidence, view: Array.from(alone!.view) }).toEqual({ evidence: together[at]!.evidence, view: Array.from(together[at]!.view) });
    }
    await one.close();
  });

  it('of a group larger than a thread takes at a time stay in their places', async () => {
    const [task] = environment.tasks('train');
    const settings = Array.from({ length: 50 }, (_, at): DevelopSettings => ({ Exposure2012: at / 25 - 1 }));
    const states = await environment.render(settings.map(() => task!), settings, settings.map(() => 1));
    const lumas = states.map(({ evidence }) => evidence.luma.mean);
    expect(lumas).toEqual(lumas.toSorted((a, b) => a - b));
    expect(new Set(lumas).size).toBeGreaterThan(45);
  });

  it('of an unchanged file are the renderer’s own bytes', async () => {
    const { recipe } = environment.photos.find(({ id }) => id === 'mountain-path')!;
    const renderer = new Renderer({ workers: 1 });
    const photo = { id: recipe.sha256, path: recipe.path, info: await probe(recipe.path) };
    for (const settings of [{}, ...SETTINGS]) {
      const own = await environment.sandbox.pixels({ id: 'file', path: recipe.path, sha256: recipe.sha256 }, settings);
      const theirs = await renderer.render(photo, settings, { longEdge: environment.sandbox.edge });
      expect([own.width, own.height]).toEqual([theirs.width, theirs.height]);
      expect(Buffer.compare(Buffer.from(own.data), Buffer.from(theirs.data as Uint8Array))).toBe(0);
    }
    await renderer.close();
  }, 60_000);

  it('see 16 × 16 colours whose mean lightness follows the picture', async () => {
    const [task] = environment.tasks('test');
    const [dark, plain, bright] = await environment.render([task!, task!, task!], [{ Exposure2012: -1 }, {}, { Exposure2012: 1 }], [1, 1, 1]);
    const lightness = ({ view }: State): number => view.filter((_, at) => at % 3 === 0).reduce((sum, value) => sum + value, 0) / 256;
    expect(plain!.view).toHaveLength(768);
    expect(lightness(dark!)).toBeLessThan(lightness(plain!));
    expect(lightness(plain!)).toBeLessThan(lightness(bright!));
    expect(plain!.view.every((value) => Number.isFinite(value))).toBe(true);
    const { recipe } = environment.photoOf(task!);
    expect(plain!.evidence.luma).toEqual(measure(await environment.sandbox.pixels(recipe, {})).luma);
  });

  it('of strange photos are refused by name', async () => {
    await expect(environment.render([{ ...environment.tasks('train')[0]!, photo: 'nowhere' }], [{}], [0])).rejects.toThrow('nowhere');
  });
});
