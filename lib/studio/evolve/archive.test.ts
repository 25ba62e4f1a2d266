import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunEvent } from '@/lib/agent/types';
import { evalSchema } from '@/lib/evolve/formats';
import { followRun, startRun } from '../runs';
import { rateStep } from '../steps';
import { script, someone, testStudio, type TestStudio } from '../testing';
import { labelArchive } from './archive';
import { giveConsent } from './labels';

let made: TestStudio;
beforeAll(async () => {
  made = await testStudio(async function* ({ request }): AsyncGenerator<RunEvent> { yield* script(request.runId, request.stepId, [-2, 1]); });
});
afterAll(() => made.remove());

test('labels leave with their pictures as ArtEdit-Eval: what was rated both ways, every picture once', async () => {
  const { studio } = made;
  const who = await someone(studio, 90);
  await giveConsent(studio, who.workspaceId, true);
  const { runId } = await startRun(studio, who.workspaceId, who.sessionId, { text: '亮一点', fromStepId: who.rootId, locale: 'zh' });
  for await (const _ of followRun(studio, who.workspaceId, runId, 0));
  for (const [step, picture, asked] of [[`${runId}.1`, 2, 1], [`${runId}.2`, 5, 4]] as const) {
    await rateStep(studio, who.workspaceId, step, picture);
    await rateStep(studio, who.workspaceId, step, asked, 'instruction');
  }
  await rateStep(studio, who.workspaceId, who.rootId, 3);
  const chunks: Uint8Array[] = [];
  for await (const chunk of labelArchive(studio, who.workspaceId)) chunks.push(chunk);
  const files = unzipSync(Buffer.concat(chunks));
  const lines = (name: string) => strFromU8(files[name]!).trim().split('\n').map((line) => JSON.parse(line) as unknown);
  const samples = lines('artedit-eval.jsonl').map((line) => evalSchema.parse(line));
  expect(samples.map(({ instruction, locale, ratings }) => ({ instruction, locale, ratings }))).toEqual([
    { instruction: '亮一点', locale: 'zh', ratings: [{ aesthetics: 2, instruction: 1, by: 'human' }] },
    { instruction: '亮一点', locale: 'zh', ratings: [{ aesthetics: 5, instruction: 4, by: 'human' }] },
  ]);
  expect(lines('labels.jsonl')).toHaveLength(5);
  // The photo, and two results.
  expect(Object.keys(files).filter((name) => name.startsWith('images/'))).toHaveLength(3);
  const mean = async (name: string) => (await sharp(files[name]!).stats()).channels[0]!.mean;
  expect(await mean(samples[0]!.result)).toBeLessThan(await mean(samples[0]!.source));
  expect(await mean(samples[1]!.result)).toBeGreaterThan(await mean(samples[1]!.source));
  expect(Buffer.concat(chunks).includes(who.workspaceId)).toBe(false);
});
