import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent, Score } from '@/lib/agent/types';
import { followRun, startRun } from '../runs';
import { rateStep } from '../steps';
import { script, someone, testStudio, type TestStudio } from '../testing';
import { giveConsent } from './labels';
import { agreement, ENOUGH, openTrust, type Scored } from './trust';

const scored = (count: number, of: (n: number) => number): readonly Scored[] => Array.from({ length: count }, (_, n) => ({ photo: `photo ${Math.floor(n / 2)}`, user: 1 + (n % 5), evaluator: of(n) }));

describe('agreement', () => {
  test('is the rank correlation, whatever the scale, with an interval around it', () => {
    const perfect = agreement(scored(20, (n) => Math.exp(1 + (n % 5))));
    expect(perfect?.srcc).toBeCloseTo(1);
    expect(perfect?.plcc).toBeLessThan(1);
    const opposite = agreement(scored(20, (n) => -(n % 5)));
    expect(opposite?.srcc).toBeCloseTo(-1);
    const noisy = agreement(scored(40, (n) => (n % 5) + 3 * Math.sin(n * 12.9898)));
    expect(noisy!.interval.low).toBeLessThan(noisy!.srcc);
    expect(noisy!.interval.high).toBeGreaterThan(noisy!.srcc);
    expect(noisy!.interval.high - noisy!.interval.low).toBeGreaterThan(0.1);
  });
  test('is not told of too few ratings, of too few photos, or of ratings that are all alike', () => {
    expect(agreement(scored(ENOUGH - 1, (n) => n))).toBeUndefined();
    expect(agreement(scored(ENOUGH * 2, (n) => n).map((row) => ({ ...row, photo: 'one' })))).toBeUndefined();
    expect(agreement(scored(ENOUGH * 2, (n) => n).map((row) => ({ ...row, user: 4 })))).toBeUndefined();
  });
});

describe('trust', () => {
  let made: TestStudio;
  const scoreOf = (aesthetics: number): Score => ({ aesthetics, instruction: 3, overall: aesthetics, reasons: [] });
  beforeAll(async () => {
    made = await testStudio(async function* ({ request }): AsyncGenerator<RunEvent> {
      const exposure = Number(request.instruction);
      for (const event of script(request.runId, request.stepId, [exposure])) yield event.type === 'evaluation' ? { ...event, score: scoreOf(exposure), by: exposure > 4 ? 'judge' : 'embedded' } : event;
    });
  });
  afterAll(() => made.remove());

  test('sets the user’s stars against what each evaluator had said, and counts them', async () => {
    const { studio } = made;
    const who = await someone(studio, 60);
    await giveConsent(studio, who.workspaceId, true);
    for (const [exposure, stars] of [[1.2, 1], [2.4, 3], [4.6, 5]] as const) {
      const { runId } = await startRun(studio, who.workspaceId, who.sessionId, { text: String(exposure), fromStepId: who.rootId, locale: 'en' });
      for await (const _ of followRun(studio, who.workspaceId, runId, 0));
      await rateStep(studio, who.workspaceId, `${runId}.1`, stars);
    }
    // The picture that nobody scored counts for nobody.
    await rateStep(studio, who.workspaceId, who.rootId, 2);
    expect(await openTrust(studio, who.workspaceId)).toEqual({
      enough: ENOUGH,
      evaluators: [
        { by: 'embedded', rows: [{ about: 'aesthetics', count: 2, photos: 1 }, { about: 'instruction', count: 0, photos: 0 }], points: [{ about: 'aesthetics', user: 1, evaluator: 1.2 }, { about: 'aesthetics', user: 3, evaluator: 2.4 }] },
        { by: 'judge', rows: [{ about: 'aesthetics', count: 1, photos: 1 }, { about: 'instruction', count: 0, photos: 0 }], points: [{ about: 'aesthetics', user: 5, evaluator: 4.6 }] },
      ],
    });
  });
});
