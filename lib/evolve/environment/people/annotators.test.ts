import { describe, expect, it } from 'vitest';
import { measure } from '@/lib/agent/evidence';
import { noisePixels } from '@/lib/imaging/testing/files';
import type { DevelopSettings, Pixels } from '@/lib/develop/types';
import type { State, Task } from '../../types';
import { viewOf } from '../sandbox/view';
import { annotators, panel, rate, verdict } from './annotators';
import { pictureDistance, viewDistance } from './distance';

const task: Task = { id: 't', photo: 'p', instruction: 'brighten', locale: 'en', category: 'street', subcategory: 'everyday', split: 'train' };
const photo = noisePixels(192, 128);
const lifted = (by: number): Pixels => ({ ...photo, depth: 8, data: Uint8Array.from(photo.data, (value) => Math.min(255, Math.max(0, value / 2 + 40 + by))) });
const stateOf = (pixels: Pixels, settings: DevelopSettings = {}): State => {
  const evidence = measure(pixels), view = viewOf(pixels);
  return { task, step: 1, settings, evidence, view, source: evidence, sourceView: view };
};
const source = stateOf(lifted(0)), expert = stateOf(lifted(30), { Exposure2012: 0.5 });

describe('the distance of pictures', () => {
  it('is nothing for the same picture, the same both ways, and grows with the difference', () => {
    expect(pictureDistance(source, source)).toBe(0);
    expect(pictureDistance(source, expert)).toBeCloseTo(pictureDistance(expert, source), 10);
    const steps = [5, 15, 30, 60].map((by) => pictureDistance(source, stateOf(lifted(by))));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(viewDistance(source.view, expert.view)).toBeGreaterThan(1);
  });
});

describe('people', () => {
  it('agree that the expert’s picture is good, nothing done follows nothing, and too far is no better than half-way', () => {
    const scored = (by: number) => verdict({ source, result: stateOf(lifted(by)), expert });
    expect(scored(30).instruction).toBeGreaterThan(4.5);
    expect(scored(0).instruction).toBeLessThan(2);
    expect(scored(15).instruction).toBeGreaterThan(scored(0).instruction);
    expect(scored(85).instruction).toBeLessThan(scored(15).instruction);
    expect(scored(30).aesthetics).toBeGreaterThan(scored(85).aesthetics);
  });

  it('differ from one another, but answer the same when asked again', () => {
    const people = annotators(12, 3), result = stateOf(lifted(16), { Exposure2012: 0.2 });
    const stars = people.map((person) => rate(person, { source, result, expert }));
    expect(stars).toEqual(people.map((person) => rate(person, { source, result, expert })));
    expect(new Set(stars.map(({ instruction, aesthetics }) => `${instruction} ${aesthetics}`)).size).toBeGreaterThan(2);
    expect(stars.every(({ aesthetics, instruction, by }) => by === 'synthetic' && [1, 2, 3, 4, 5].includes(aesthetics) && [1, 2, 3, 4, 5].includes(instruction))).toBe(true);
    expect(annotators(12, 3)).toEqual(people);
    expect(annotators(12, 4)).not.toEqual(people);
  });

  it('together follow what all agree on', () => {
    const people = annotators(40, 9);
    for (const by of [0, 15, 30]) {
      const result = stateOf(lifted(by), { Exposure2012: by / 60 });
      expect(Math.abs(panel(people, { source, result, expert }).instruction - verdict({ source, result, expert }).instruction)).toBeLessThan(0.45);
    }
  });
});
