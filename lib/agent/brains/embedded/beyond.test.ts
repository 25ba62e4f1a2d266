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
