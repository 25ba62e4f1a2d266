import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { applyPatch, settingsHash } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import { readTrajectory } from '../../trajectory';

/** `bench/long-run-once.ts` records it; docs/AGENT.md shows its figures. */
const recorded = readTrajectory(gunzipSync(readFileSync(new URL('../../../../docs/trajectories/forty-steps.json.gz', import.meta.url))).toString());

describe('the recorded run of forty steps', () => {
  it('takes forty steps, each on the one before, and ends well', () => {
    let settings: DevelopSettings = recorded.request.settings;
    let steps = 0;
    for (const event of recorded.events) {
      if (event.type === 'tool_call') settings = applyPatch(settings, event.patch);
      if (event.type !== 'observation') continue;
      steps++;
      expect(settingsHash(event.settings)).toBe(settingsHash(settings));
    }
    expect(steps).toBe(40);
    expect(recorded.events.at(-1)).toMatchObject({ type: 'done', stepId: 'forty.40' });
  });
  it('looked, compared, unfolded and mended wrong calls on the way', () => {
    expect(recorded.events.flatMap((event) => (event.type === 'look' ? [event.what] : []))).toEqual(['region', 'difference', 'ledger']);
    const requests = new Map<number, number>();
    for (const event of recorded.events) if (event.type === 'usage') requests.set(event.step, (requests.get(event.step) ?? 0) + 1);
    expect([...requests].filter(([, count]) => count > 1).map(([step]) => step)).toEqual([1, 8, 13, 20, 24, 30, 36]);
  });
  it('sends as many tokens and pictures at its end as at step ten', () => {
    const first = new Map<number, { readonly input: number; readonly images: number }>();
    for (const event of recorded.events) if (event.type === 'usage' && !first.has(event.step)) first.set(event.step, event.usage);
    const late = [...first].filter(([step]) => step >= 10).map(([, usage]) => usage);
    expect(new Set(late.map(({ images }) => images))).toEqual(new Set([5]));
    expect(Math.max(...late.map(({ input }) => input)) / (late[0]?.input ?? 0)).toBeLessThan(1.1);
    expect((late.at(-1)?.input ?? 0) / (late[0]?.input ?? 0)).toBeLessThan(1.06);
  });
});
