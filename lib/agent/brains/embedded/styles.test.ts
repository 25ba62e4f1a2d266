import { afterAll, describe, expect, it } from 'vitest';
import { STYLES } from '../../language';
import { Bench, SAMPLES } from '../../testing';

const bench = new Bench();
afterAll(() => bench.close());

/** Small, because there are many: every rule is the same at every size. */
const EDGE = 224;
/** What the guards allow plus what rounding at the last bisection may leave. */
const NEW_CLIPPING = 0.035;

// Photos and languages take turns, so that each style meets one of each; EVOROOM_THOROUGH=1 lets every style meet every photo.
const PHOTOS = [SAMPLES[0], SAMPLES[3]];
const thorough = process.env['EVOROOM_THOROUGH'] === '1';

describe.each(STYLES.map((style, turn) => [style.id, style, turn] as const))('the style %s', (_, style, turn) => {
  it('comes out within the limits and visibly', async () => {
    for (const [index, path] of PHOTOS.entries()) {
      if (!path || (!thorough && index !== turn % 2)) continue;
      await bench.darkroom(path, EDGE);
      const name = (index === 0 ? style.names.en : style.names.zh)[0] ?? style.id;
      const { before, after, events } = await bench.retouch(path, name);
      expect(after.evidence.clipping.highlights - before.evidence.clipping.highlights, `${name}: highlights`).toBeLessThan(NEW_CLIPPING);
      expect(after.evidence.clipping.shadows - before.evidence.clipping.shadows, `${name}: shadows`).toBeLessThan(NEW_CLIPPING);
      expect(events.filter((event) => event.type === 'tool_call').length, `${name}: steps`).toBeGreaterThan(0);
      expect(events.filter((event) => event.type === 'tool_call').length, `${name}: steps`).toBeLessThanOrEqual(10);
    }
  });
});
