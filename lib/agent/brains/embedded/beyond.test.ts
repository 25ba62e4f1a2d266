import { afterAll, describe, expect, test } from 'vitest';
import { retouchAreasOf } from '@/lib/develop/settings';
import type { JsonValue } from '@/lib/develop/types';
import { all, request } from '../../doubles';
import { createEmbeddedEvaluator } from '../../evaluator';
import { run } from '../../loop';
import { Bench, SAMPLES } from '../../testing';
import type { BaseMaker, RunEvent, RunRequest } from '../../types';
import { createEmbeddedBrain } from '.';

const bench = new Bench();
afterAll(() => bench.close());

const SPOT: JsonValue = { What: 'Mask/CircularGradient', MaskValue: 1, Left: 0.2, Top: 0.4, Right: 0.3, Bottom: 0.44, Feather: 0 };
const BRUSH: JsonValue = { What: 'Mask/Paint', MaskValue: 1, Radius: 0.02, Flow: 1, CenterWeight: 0, Dabs: ['d 0.5 0.5', 'd 0.52 0.5'] };

const model: BaseMaker = { make: () => Promise.reject(new Error('not to be asked')), open: () => Promise.reject(new Error('not to be asked')) };

async function play(changes: Partial<RunRequest>, bases?: BaseMaker): Promise<readonly RunEvent[]> {
  const darkroom = await bench.darkroom(SAMPLES.at(-1) ?? '', 256);
  return all(run(request(changes), { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator(), darkroom, ...(bases && { bases }) }));
}
const calls = (events: readonly RunEvent[]) => events.flatMap((event) => (event.type === 'tool_call' ? [event] : []));
const words = (events: readonly RunEvent[]) => events.flatMap((event) => (event.type === 'message' ? [event.text] : [])).join('\n');

describe('the embedded brain, asked for what no slider reaches', () => {
  test.each(['remove the tourists', '把路人去掉'])('fills what the user marked from its surroundings, with a model at hand or not: %s', async (instruction) => {
    for (const bases of [undefined, model]) {
      const events = await play({ instruction, pointed: [SPOT, BRUSH] }, bases);
      const [call, ...more] = calls(events);
      expect(more).toEqual([]);
      const areas = retouchAreasOf(call?.patch ?? {});
      expect(areas).toHaveLength(2);
      expect(areas.every(({ method }) => method === 'remove')).toBe(true);
      // The ellipse lies within its stroke's reach.
      expect(areas[0]?.shapes[0]).toMatchObject({ kind: 'stroke', dabs: [{ y: 0.42 }, { y: 0.42 }] });
      expect(areas[1]?.shapes[0]).toMatchObject({ kind: 'stroke', dabs: [{ x: 0.5, y: 0.5, radius: 0.02 }, { x: 0.52 }] });
      expect(events.some(({ type }) => type === 'question')).toBe(false);
    }
  });

  test.each(['remove this', '去掉这个'])('removes what “this” points at, and asks for a place where nothing was pointed at: %s', async (instruction) => {
    const [call, ...more] = calls(await play({ instruction, pointed: [BRUSH] }));
    expect(more).toEqual([]);
    expect(retouchAreasOf(call?.patch ?? {})).toMatchObject([{ method: 'remove' }]);
    const without = await play({ instruction });
    expect(calls(without)).toEqual([]);
    expect(words(without)).toMatch(/point|指|标/i);
  });

  test.each(['remove the dust spots', 'remove the spots', '去掉脏点', '祛痘'])('looks for spots without being shown where, heals those it is sure of, and says how many: %s', async (instruction) => {
    const found = [{ kind: 'dust', x: 0.3, y: 0.2, radius: 0.004, confidence: 0.9 }, { kind: 'dust', x: 0.6, y: 0.3, radius: 0.005, confidence: 0.8 }, { kind: 'dust', x: 0.7, y: 0.3, radius: 0.005, confidence: 0.3 }] as const;
    const darkroom = { ...(await bench.darkroom(SAMPLES.at(-1) ?? '', 256)), spots: async () => found };
    const events = await all(run(request({ instruction }), { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator(), darkroom }));
    expect(retouchAreasOf(calls(events)[0]?.patch ?? {})).toMatchObject([{ method: 'heal', shapes: [{ x: 0.3, y: 0.2 }] }, { method: 'heal', shapes: [{ x: 0.6, y: 0.3 }] }]);
    expect(events.flatMap((event) => (event.type === 'thought' ? [event.delta] : [])).join('')).toContain('2');
    const none = await all(run(request({ instruction }), { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator(), darkroom: { ...darkroom, spots: async () => [] } }));
    expect(calls(none)).toEqual([]);
    expect(words(none)).toMatch(/none|没有/);
  });

  test('asks for an image model where one is at hand, after what sliders can do', async () => {
    const events = await play({ instruction: 'Make it a bit brighter. Turn it into an oil painting.' }, model);
    expect(calls(events).length).toBeGreaterThan(0);
    expect(calls(events).every(({ generate }) => generate === undefined)).toBe(true);
    const question = events.findIndex(({ type }) => type === 'question');
    expect(question).toBeGreaterThan(events.findLastIndex(({ type }) => type === 'observation'));
    expect(events[question]).toMatchObject({ question: { about: 'generation', prompt: expect.stringContaining('oil painting') } });
    expect(words(events)).not.toContain('only develop');
    expect(events.at(-1)).toMatchObject({ type: 'done' });
  });

  test('passes on what the user pointed at', async () => {
    const events = await play({ instruction: 'replace the sign with a clock', pointed: [SPOT] }, model);
    expect(events.find(({ type }) => type === 'question')).toMatchObject({ question: { masks: [SPOT] } });
  });

  test('says plainly that it cannot where no model is at hand, or none may be used', async () => {
    for (const [changes, bases] of [[{}, undefined], [{ generation: 'forbid' as const }, model]] as const) {
      const events = await play({ instruction: 'Turn it into an oil painting.', ...changes }, bases);
      expect(calls(events)).toEqual([]);
      expect(words(events)).toContain('new pixels');
      expect(events.some(({ type }) => type === 'question')).toBe(false);
    }
  });
});
