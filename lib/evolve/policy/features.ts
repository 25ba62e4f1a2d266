/** What the policy sees of a situation, as numbers of about unit size in a fixed order. */
import type { Evidence, RegionName, RegionStats } from '@/lib/agent/types';
import { EIGHT_COLOURS } from '@/lib/develop/tools';
import { VIEW_EDGE, type State } from '../types';
import { intentOfTask } from '../asked';
import { GOAL_FEATURES, writeGoals } from './goals';
import { readTools, TOOLS } from './moves';
import { gramsOf } from './text';

/** A state within a trajectory. `attempt` 1 is the first; from the second on `score` is what the attempt before was given, 1…5. */
export type Situation = { readonly state: State; readonly attempt: number; readonly score: number };

/** `blind`: after the first look the policy is shown no picture and no measurement of what it did (the paper's text-only ablation). */
export type Sight = 'seeing' | 'blind';

/** An encoded situation. `patches`: see `writePatches`. */
export type Input = { readonly features: Float32Array; readonly grams: Uint16Array; readonly patches: Float32Array };

type Reading = { readonly name: string; readonly of: (evidence: Evidence) => number; readonly centre: number; readonly scale: number };

const reading = (name: string, of: (evidence: Evidence) => number, centre: number, scale: number): Reading => ({ name, of, centre, scale });

/** A region that is not in the picture reads as its centre, and its share as none. */
const ofRegion = (region: RegionName, name: string, of: (stats: RegionStats) => number, centre: number, scale: number): Reading =>
  reading(`${region} ${name}`, ({ regions }) => { const stats = regions[region]; return stats ? of(stats) : centre; }, centre, scale);

const shareOf = (region: RegionName): Reading => reading(`${region} share`, ({ regions }) => regions[region]?.share ?? 0, 0, 0.3);

/** Every measured number that is shown: name, where it lies in evidence, its centre and scale over ordinary photos. */
export const READINGS: readonly Reading[] = [
  reading('mean', ({ luma }) => luma.mean, 45, 20), reading('median', ({ luma }) => luma.median, 45, 22), reading('std', ({ luma }) => luma.std, 22, 9),
  reading('p1', ({ luma }) => luma.p1, 5, 8), reading('p5', ({ luma }) => luma.p5, 10, 11), reading('p25', ({ luma }) => luma.p25, 28, 17), reading('p75', ({ luma }) => luma.p75, 62, 20),
  reading('p95', ({ luma }) => luma.p95, 82, 15), reading('p99', ({ luma }) => luma.p99, 90, 12),
  reading('clipped shadows', ({ clipping }) => Math.sqrt(clipping.shadows), 0.05, 0.15), reading('clipped highlights', ({ clipping }) => Math.sqrt(clipping.highlights), 0.05, 0.15),
  reading('mean chroma', ({ colour }) => colour.meanChroma, 7, 4), reading('p95 chroma', ({ colour }) => colour.p95Chroma, 15, 7), reading('colourfulness', ({ colour }) => colour.colourfulness, 35, 22),
  reading('cast a', ({ colour }) => colour.cast.a, 0, 2.5), reading('cast b', ({ colour }) => colour.cast.b, 1, 3.5),
  reading('haze', ({ haze }) => haze, 20, 14), reading('sharpness', ({ sharpness }) => Math.log1p(Math.max(0, sharpness)), 1.6, 0.7), reading('noise', ({ noise }) => Math.log1p(Math.max(0, noise)), 0.6, 0.5),
  ...(['shadows', 'midtones', 'highlights', 'skin', 'centre', 'edges'] as const).flatMap((region) => [
    shareOf(region), ofRegion(region, 'mean', (stats) => stats.luma.mean, 45, 25), ofRegion(region, 'std', (stats) => stats.luma.std, 14, 8),
    ofRegion(region, 'chroma', (stats) => stats.chroma, 7, 5), ofRegion(region, 'cast a', (stats) => stats.cast.a, 0, 3), ofRegion(region, 'cast b', (stats) => stats.cast.b, 1, 4),
  ]),
  ...EIGHT_COLOURS.flatMap(({ name }) => [shareOf(name), ofRegion(name, 'mean', (stats) => stats.luma.mean, 45, 22), ofRegion(name, 'chroma', (stats) => stats.chroma, 10, 6)]),
];

/** Most moves of one attempt: one that has not finished by then is cut off. */
export const MOST_MOVES = 6;

/** Names of all features, in order: evidence, its change from the untouched photo, settings, where the trajectory stands, what was asked. */
export const FEATURES: readonly string[] = [
  ...READINGS.map(({ name }) => name), ...READINGS.map(({ name }) => `${name}, change`), ...TOOLS.map(({ id }) => id), ...TOOLS.map(({ id }) => `${id} moved`),
  ...Array.from({ length: MOST_MOVES + 1 }, (_, step) => `step ${step}`), 'another attempt', 'score before', ...GOAL_FEATURES,
];

const clamped = (value: number): number => (Number.isFinite(value) ? Math.min(4, Math.max(-4, value)) : 0);

/** Changes are a third of what photos differ by. */
const CHANGE_SCALE = 0.35;

const gramsRead = new Map<string, Uint16Array>();

export function encode({ state, attempt, score }: Situation, sight: Sight = 'seeing'): Input {
  const { task, step, settings, source } = state;
  const blind = sight === 'blind';
  const now = blind ? source : state.evidence;
  const features = new Float32Array(FEATURES.length);
  let at = 0;
  for (const { of, centre, scale } of READINGS) {
    const [value, before] = [of(now), of(source)];
    features[at] = clamped((value - centre) / scale);
    features[at + READINGS.length] = clamped((value - before) / (scale * CHANGE_SCALE));
    at++;
  }
  at += READINGS.length;
  const tools = readTools(settings);
  // Small amounts are what most sliders have: they are shown larger.
  tools.forEach((value, index) => { features[at + index] = 2 * value; features[at + TOOLS.length + index] = value === 0 ? 0 : 1; });
  at += 2 * TOOLS.length;
  features[at + Math.min(step, MOST_MOVES)] = 1;
  at += MOST_MOVES + 1;
  features[at++] = attempt > 1 ? 1 : 0;
  features[at++] = attempt > 1 ? (score - 3) / 1.5 : 0;
  writeGoals(features, at, intentOfTask(task), source, now);
  let grams = gramsRead.get(task.instruction);
  if (!grams) {
    if (gramsRead.size > 4096) gramsRead.clear();
    grams = gramsOf(task.instruction);
    gramsRead.set(task.instruction, grams);
  }
  return { features, grams, patches: patchesOf(blind ? state.sourceView : state.view, state.sourceView) };
}

/** Edge of a patch of the view, their number, and the numbers of each: Oklab now and the change, of all its pixels. */
export const PATCH_EDGE = 4;
export const PATCHES = (VIEW_EDGE / PATCH_EDGE) ** 2;
export const PATCH_SIZE = PATCH_EDGE * PATCH_EDGE * 6;

/** Pictures 16×16×3 (now and source) as 16 patches × 96 numbers, so that one matrix product over them is a convolution with stride 4. */
function patchesOf(view: Float32Array, source: Float32Array): Float32Array {
  const patches = new Float32Array(PATCHES * PATCH_SIZE);
  const across = VIEW_EDGE / PATCH_EDGE;
  for (let y = 0; y < VIEW_EDGE; y++) for (let x = 0; x < VIEW_EDGE; x++) {
    const patch = Math.floor(y / PATCH_EDGE) * across + Math.floor(x / PATCH_EDGE);
    const place = ((y % PATCH_EDGE) * PATCH_EDGE + (x % PATCH_EDGE)) * 6;
    for (let c = 0; c < 3; c++) {
      const value = view[(y * VIEW_EDGE + x) * 3 + c] ?? 0;
      const change = value - (source[(y * VIEW_EDGE + x) * 3 + c] ?? 0);
      const at = patch * PATCH_SIZE + place + c;
      patches[at] = c === 0 ? 2 * value - 1 : 6 * value;
      patches[at + 3] = c === 0 ? 4 * change : 12 * change;
    }
  }
  return patches;
}
