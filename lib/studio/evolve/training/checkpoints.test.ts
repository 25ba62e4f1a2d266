import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cardOf, writeCheckpoint } from '@/lib/evolve/checkpoint/policy-file';
import { winRate, type Outcome } from '@/lib/evolve/metrics';
import { freshWeights } from '@/lib/evolve/policy/layout';
import type { Improvement } from '@/lib/evolve/program/improvement';
import { newId } from '@/lib/store/ids';
import { configuredModel } from '@/lib/evolve/tutor';
import { makeDefault } from '../../models';
import type { Operator } from '../../operator';
import { startRun } from '../../runs';
import { someone, testStudio, type TestStudio } from '../../testing';
import { checkpointNamed, currentCheckpoint, listCheckpoints, promote, rollBack } from './checkpoints';
import { improveProgram, openTraining, reflectionPicture, setNightly, trainNow } from './trainings';

const operator = {} as Operator;
const STANDING = { overall: 6, sc: 6, pq: 6, self: 3, evaluator: { count: 90, srcc: 0.6, plcc: 0.6 } };

let made: TestStudio;
let root: string;
const room = () => ({ ...made.studio, config: { ...made.studio.config, root } });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const policy = (seed: number) => writeCheckpoint({ weights: freshWeights(seed), card: cardOf('evoroom-policy', 'test', seed, {}, {}, {}) });

/** A training that has ended, with a checkpoint that came out of it and how that did against the one before. */
async function trained(seed: number, from: Uint8Array, outcomes: readonly Outcome[]) {
  const id = newId(), bytes = policy(seed), folder = room().trainer.folderOf(id);
  const improvement: Improvement = { seed, from: sha256(from), made: sha256(bytes), heldOut: outcomes.length, photos: 3, ratings: { learned: 12, heldOut: 4 }, before: STANDING, after: STANDING, against: { ...winRate(outcomes), gain: 0.2, gainInterval: { low: 0.1, high: 0.3 } }, reflections: [{ n: 0, instruction: 'brighter', badScore: 2, goodScore: 4, text: { en: 'Exposure went too far.', zh: '曝光过头了。' } }], seconds: 60 };
  mkdirSync(join(folder, 'reflections'), { recursive: true });
  writeFileSync(join(folder, 'policy.safetensors'), bytes);
  writeFileSync(join(folder, 'improvement.json'), JSON.stringify(improvement));
  writeFileSync(join(folder, 'progress.jsonl'), [1, 2].map((round) => `${JSON.stringify({ type: 'round', at: round, round, reward: round, kl: 0, self: 3, judged: 5, srcc: 0.5, plcc: 0.5 })}\n`).join('') + '{"type":"rou');
  writeFileSync(join(folder, 'reflections', '0-bad.jpg'), 'jpeg');
  await made.studio.store.db.training.create({ data: { id, seed, status: 'done', endedAt: new Date() } });
  return { id, bytes };
}
const times = (count: number, outcome: Outcome) => Array.from({ length: count }, () => outcome);

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'evoroom-root-'));
  made = await testStudio(async function* () {});
});
afterEach(async () => {
  await made.remove();
  rmSync(root, { recursive: true, force: true });
});

const ship = () => {
  const bytes = policy(1);
  mkdirSync(join(root, 'lib', 'evolve', 'weights'), { recursive: true });
  writeFileSync(join(root, 'lib', 'evolve', 'weights', 'policy.safetensors'), bytes);
  return bytes;
};

describe('a checkpoint', () => {
  test('is put into use only when it wins on held-out cases beyond chance', async () => {
    const shipped = ship();
    const loses = await trained(2, shipped, [...times(10, 'win'), ...times(40, 'loss')]);
    const barely = await trained(3, shipped, [...times(28, 'win'), ...times(22, 'loss')]);
    const wins = await trained(4, shipped, [...times(40, 'win'), ...times(10, 'loss')]);
    await expect(promote(room(), operator, loses.id)).rejects.toMatchObject({ code: 'not-better' });
    await expect(promote(room(), operator, barely.id)).rejects.toMatchObject({ code: 'not-better' });
    await expect(promote(room(), operator, 'nowhere')).rejects.toMatchObject({ code: 'not-found' });
    expect((await currentCheckpoint(room()))?.id).toBe('shipped');
    await promote(room(), operator, wins.id);
    expect(await currentCheckpoint(room())).toMatchObject({ id: wins.id, sha256: sha256(wins.bytes) });
  });

  test('that was compared with another one than the one in use is not put into use, however well it did', async () => {
    const shipped = ship();
    const first = await trained(2, shipped, times(50, 'win'));
    const second = await trained(3, shipped, times(50, 'win'));
    await promote(room(), operator, first.id);
    await expect(promote(room(), operator, second.id)).rejects.toMatchObject({ code: 'other-base' });
    const third = await trained(4, first.bytes, times(50, 'win'));
    await promote(room(), operator, third.id);
    expect((await listCheckpoints(room())).map(({ id, isCurrent, verdict }) => [id, isCurrent, verdict])).toEqual([[third.id, true, null], [second.id, false, 'other-base'], [first.id, false, 'other-base'], ['shipped', false, null]]);
    await rollBack(room(), operator);
    expect((await currentCheckpoint(room()))?.id).toBe(first.id);
    await rollBack(room(), operator);
    await rollBack(room(), operator);
    expect((await currentCheckpoint(room()))?.id).toBe('shipped');
  });

  test('whose file is gone or of another version gives way to the one that ships', async () => {
    const shipped = ship();
    const { id } = await trained(2, shipped, times(50, 'win'));
    await promote(room(), operator, id);
    writeFileSync(join(room().trainer.folderOf(id), 'policy.safetensors'), 'not weights');
    expect((await currentCheckpoint(room()))?.id).toBe('shipped');
    expect((await listCheckpoints(room())).map((one) => one.id)).toEqual(['shipped']);
  });
});

describe('a run of the evolved brain', () => {
  test('notes the checkpoint that it works with, and keeps it when another is put into use', async () => {
    const shipped = ship();
    const who = await someone(made.studio, 80);
    const checkpointIn = async (checkpoint?: string) => {
      const { runId } = await startRun(room(), who.workspaceId, who.sessionId, { text: 'brighter', fromStepId: who.rootId, locale: 'en', profileId: 'evolved', ...(checkpoint && { checkpoint }) });
      await made.studio.runs.finished(runId);
      return (await made.studio.store.db.run.findUniqueOrThrow({ where: { id: runId } })).checkpoint;
    };
    const before = sha256(shipped).slice(0, 8);
    expect(await checkpointIn()).toBe(before);
    const { id, bytes } = await trained(2, shipped, times(50, 'win'));
    await promote(room(), operator, id);
    const after = sha256(bytes).slice(0, 8);
    expect(await checkpointIn()).toBe(after);
    // The same words with the one before, on purpose.
    expect(await checkpointIn(before)).toBe(before);
    expect((await checkpointNamed(room(), before))?.id).toBe('shipped');
    expect((await checkpointNamed(room(), after))?.id).toBe(id);
    expect((await checkpointNamed(room(), '00000000'))?.id).toBe(id);
    await expect(checkpointIn('../../etc')).rejects.toThrow();
  });
});

describe('training', () => {
  test('is refused where there is nothing to go on from, and says so', async () => {
    expect(await openTraining(room(), true)).toMatchObject({ isAvailable: false, latest: null, checkpoints: [], canRollBack: false });
    await expect(trainNow(room(), operator)).rejects.toMatchObject({ code: 'no-checkpoint' });
  });

  test('tells its curve, its lessons and its pictures; why it failed only the operator', async () => {
    const { id } = await trained(2, ship(), times(5, 'win'));
    const { latest } = await openTraining(room(), false);
    expect(latest).toMatchObject({ id, status: 'done', curve: [{ round: 1, reward: 1 }, { round: 2, reward: 2 }], reflections: [{ text: { zh: '曝光过头了。' } }] });
    expect((await reflectionPicture(room(), id, '0-bad')).toString()).toBe('jpeg');
    for (const name of ['0-good', '../improvement', '0-bad.jpg', '..%2f..']) await expect(reflectionPicture(room(), id, name)).rejects.toMatchObject({ code: 'not-found' });
    await expect(reflectionPicture(room(), '..', '0-bad')).rejects.toMatchObject({ code: 'not-found' });
    await made.studio.store.db.training.create({ data: { id: newId(), seed: 1, status: 'failed', error: '/home/somebody: no space left', endedAt: new Date() } });
    expect((await openTraining(room(), false)).latest).not.toHaveProperty('error');
    expect((await openTraining(room(), true)).latest).toMatchObject({ status: 'failed', error: '/home/somebody: no space left' });
  });

  test('has the studio’s model as its tutor, by the environment alone; where the operator chose a brain without one, the embedded tutor', async () => {
    ship();
    const config = { ...room().config, model: { model: 'a-model', baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'sk-secret' } };
    const named = { ...room(), config };
    const folder = join(root, 'job');
    const { args, env } = await improveProgram(() => named)({ folder, seed: 1 });
    expect(env).toMatchObject({ OPENAI_MODEL: 'a-model', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_API_KEY: 'sk-secret' });
    expect(args.join(' ')).not.toContain('sk-secret');
    await makeDefault(named, operator, 'embedded');
    expect((await improveProgram(() => named)({ folder, seed: 1 })).env).toMatchObject({ OPENAI_MODEL: '', OPENAI_API_KEY: '' });
    expect(configuredModel((await improveProgram(room)({ folder, seed: 1 })).env ?? {})).toBeUndefined();
  });

  test('tells who its tutor was, and not what that cost', async () => {
    const { id } = await trained(2, ship(), times(5, 'win'));
    const path = join(room().trainer.folderOf(id), 'improvement.json');
    const tutor = { model: 'a-model', written: 5, embedded: 1, fallbacks: { timeout: 1 } };
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), tutor: { ...tutor, usage: { requests: 7 } } }));
    const view = await openTraining(room(), false);
    expect(view.latest?.tutor).toEqual(tutor);
    expect(view.checkpoints.find((one) => one.id === id)?.trial).not.toHaveProperty('learned');
  });

  test('tells of a checkpoint what it was learnt from, by kind', async () => {
    const { id } = await trained(2, ship(), times(5, 'win'));
    const path = join(room().trainer.folderOf(id), 'improvement.json');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), learned: { stars: 3, choice: 2 }, demonstrated: 8 }));
    expect((await listCheckpoints(room())).find((one) => one.id === id)?.trial).toMatchObject({ learned: { stars: 3, choice: 2 }, demonstrated: 8 });
  });

  test('has an hour of the day, or none', async () => {
    await setNightly(room(), operator, '02:30');
    expect((await openTraining(room(), false)).nightly).toBe('02:30');
    await expect(setNightly(room(), operator, '25:00')).rejects.toThrow('Expected a time');
    await setNightly(room(), operator, null);
    expect((await openTraining(room(), false)).nightly).toBeNull();
  });
});
