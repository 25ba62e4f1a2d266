import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { applyPatch, normalise } from '@/lib/develop/settings';
import type { SettingsPatch } from '@/lib/develop/types';
import { TestFolder } from '@/lib/imaging/testing/files';
import type { Demonstration } from '../../types';
import { createEnvironment, type StudioEnvironment } from '../index';
import { randomOf } from '../../random';
import { demonstrations } from './demonstrations';
import { FAULTS, imperfect, spoiled } from './imperfect';

const folder = new TestFolder();
let environment: StudioEnvironment;
let shown: readonly Demonstration[];
beforeAll(async () => {
  environment = await createEnvironment({ seed: 2, workers: 2, flaws: 1, tasks: { train: 12, test: 2 } });
  shown = await demonstrations(environment, environment.tasks('train'), { cache: folder.path });
}, 120_000);
afterAll(async () => {
  await environment.close();
  folder.remove();
});

const plain = (list: readonly Demonstration[]) => list.map(({ states, ...rest }) => ({ ...rest, states: states.map(({ view, ...state }) => ({ ...state, view: Array.from(view) })) }));

describe('demonstrations', () => {
  it('are real: each state is what its settings render to, each patch leads from one to the next', async () => {
    expect(shown.length).toBeGreaterThan(8);
    for (const { task, states, patches, thoughts } of shown) {
      expect([states.length, thoughts.length]).toEqual([patches.length + 1, patches.length]);
      patches.forEach((patch, at) => expect(normalise(applyPatch(states[at]!.settings, patch)).settings).toEqual(states[at + 1]!.settings));
      const again = await environment.render(states.map(() => task), states.map(({ settings }) => settings), states.map(({ step }) => step));
      expect(again.map(({ evidence }) => evidence)).toEqual(states.map(({ evidence }) => evidence));
    }
  });

  it('think in the language of the instruction', () => {
    for (const { task, thoughts } of shown) for (const thought of thoughts) expect(/\p{Script=Han}/u.test(thought), thought).toBe(task.locale === 'zh');
    expect(new Set(shown.map(({ task }) => task.locale)).size).toBe(2);
  });

  it('come from the folder the second time, the same to the last number, and survive a torn line', async () => {
    const taught = vi.spyOn(environment.sandbox, 'teach');
    expect(plain(await demonstrations(environment, environment.tasks('train'), { cache: folder.path }))).toEqual(plain(shown));
    expect(taught).not.toHaveBeenCalled();
    const [file] = readdirSync(folder.path).filter((name) => name.startsWith('lessons'));
    appendFileSync(join(folder.path, file!), '{"key":"torn","val');
    expect(plain(await demonstrations(environment, environment.tasks('train').slice(0, 3), { cache: folder.path }))).toEqual(plain(shown.filter(({ task }) => environment.tasks('train').indexOf(task) < 3)));
  });

  it('are rated well by people who have just this in mind and look for what the words ask, labelled synthetic', () => {
    for (const { ratings } of shown) {
      expect(ratings.by).toBe('synthetic');
      expect(ratings.instruction).toBeGreaterThan(2.8);
    }
    expect(shown.reduce((sum, { ratings }) => sum + ratings.instruction, 0) / shown.length).toBeGreaterThan(3.8);
  });
});

describe('imperfect trajectories', () => {
  it('are rated below the teacher’s own, and every fault can be made', async () => {
    const bad = await imperfect(environment, shown, { each: FAULTS.length });
    expect(new Set(bad.map(({ fault }) => fault))).toEqual(new Set(FAULTS));
    const mean = (list: readonly Demonstration[]) => list.reduce((sum, { ratings }) => sum + ratings.instruction, 0) / list.length;
    for (const fault of ['overshoot', 'nothing', 'white-balance', 'wrong-way', 'overdone'] as const) expect(mean(bad.filter((one) => one.fault === fault)), fault).toBeLessThan(mean(shown) - 0.6);
    for (const { states, patches } of bad) expect(states).toHaveLength(patches.length + 1);
  }, 60_000);

  it('keep to the sliders’ ranges, and the same seed makes the same', async () => {
    const patches: readonly SettingsPatch[] = [{ Exposure2012: 3.4, Contrast2012: 60 }, { Vibrance: 30 }];
    expect(spoiled(patches, 'overshoot', randomOf(1))).toEqual(spoiled(patches, 'overshoot', randomOf(1)));
    expect(spoiled([{ Contrast2012: 10 }], 'missing-step', randomOf(1))).toBeUndefined();
    const [one] = await imperfect(environment, [{ ...shown[0]!, patches }], { each: 1, seed: 5 });
    expect(Math.abs(Number(one!.states.at(-1)!.settings['Exposure2012'] ?? 0))).toBeLessThanOrEqual(5);
  });
});
