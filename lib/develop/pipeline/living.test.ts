import { describe, expect, it } from 'vitest';
import { EVERYTHING_FOUND, everythingChart, rawChart } from '../testing/everything';
import { develop } from '../testing/harness';
import { showcase } from '../testing/showcase';
import { normalise } from '../settings';
import { TOOLS } from '../tools';
import type { DevelopSettings, Pixels } from '../types';

const WIDTH = 240, HEIGHT = 160;
const rendered = everythingChart(WIDTH, HEIGHT), raw = rawChart(WIDTH, HEIGHT);
/** Tools of RAW photos only: rendered files have no light of the scene to balance again. */
const OF_RAW: ReadonlySet<string> = new Set(['Temperature', 'Tint']);
/** A sixteenth of an 8-bit step on average over the picture: a tool that works on one fringe or one pupil still shows. */
const LEAST = 16;

const render = (photo: Pixels, document: DevelopSettings): Pixels => develop(photo, normalise(document, { localUnits: 'file' }).settings, { assets: EVERYTHING_FOUND });

/** Mean absolute difference in 16-bit steps; infinite where even the size differs. */
function difference(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return Infinity;
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += Math.abs((a.data[i] ?? 0) - (b.data[i] ?? 0));
  return sum / a.data.length;
}

describe('every row of the registry', () => {
  it.each(TOOLS.map((tool) => [tool.name, tool] as const))('%s shows in the picture', (name, tool) => {
    const photo = OF_RAW.has(name) ? raw : rendered;
    const { without, at } = showcase(tool);
    expect(at.length, 'no value to show').toBeGreaterThan(0);
    const plain = render(photo, without);
    const moved = at.map(({ value, settings }) => [JSON.stringify(value), difference(plain, render(photo, settings))] as const);
    // Of a choice, some options may come to the same as the default.
    const shows = moved.filter(([, by]) => by >= LEAST);
    if (tool.kind === 'enum') expect(shows.length, JSON.stringify(moved)).toBeGreaterThanOrEqual(moved.length * 0.6);
    else expect(shows.length, JSON.stringify(moved)).toBe(moved.length);
  });

  it('is rendered: the registry keeps no row that the engine only stores', () => {
    expect(TOOLS.filter((tool) => !tool.rendered).map(({ name }) => name)).toEqual([]);
  });
});
