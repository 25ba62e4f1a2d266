import { canonicalJson } from '@/lib/develop/settings';
import { TOOLS } from '@/lib/develop/tools';
import type { JsonValue, SettingsPatch } from '@/lib/develop/types';
import { EvolveError } from '../errors';
import { featuresOf, STYLE_FEATURES } from './features';
import { dot, ridge } from './ridge';
import { isStyle, placed, STYLE_SLIDERS, type Slider } from './sliders';
import type { Edit, LearntSlider, Style, StyleError } from './types';

/** Fewer edits say more of the photos than of the hand. */
export const LEAST_EDITS = 5;
/** Edits are held out a fifth at a time. */
const FOLDS = 5;
/** Share of the edits that must agree on what is no slider. */
const HABIT = 0.6;
/** The constant, which a hand that does the same to everything is all of, is hardly penalised; the answer to the photo is. */
const PENALTIES = [0.02, 1, ...STYLE_FEATURES.map(() => 1)];

/** A photo as the regression sees it: constant, what would be done without knowing the photographer, the photo. */
const rowOf = ({ evidence, base, starting }: Pick<Edit, 'evidence' | 'base' | 'starting'>, slider: Slider): readonly number[] => [1, slider.read(base, starting), ...featuresOf(evidence)];

/**
 * Learns a photographer's hand from finished edits: for each slider how far it is moved, as a linear answer to what was measured in the untouched photo and to
 * what the policy would have done (a last layer on its features), by ridge regression. Tens of edits are enough because there is one penalty per slider, and it
 * is chosen by the edits themselves.
 *
 * @throws {EvolveError} `style-too-small` below `LEAST_EDITS`
 */
export function learnStyle(edits: readonly Edit[], name: string): Style {
  if (edits.length < LEAST_EDITS) throw new EvolveError('style-too-small', `A style is learnt from at least ${LEAST_EDITS} edited photos, and ${edits.length} were found. Add more.`);
  const moved = STYLE_SLIDERS.filter((slider) => edits.some(({ settings, base, starting }) => slider.read(settings, starting) !== 0 || slider.read(base, starting) !== 0));
  const held = heldOut(edits, moved);
  const sliders = moved.map((slider, k): LearntSlider => ({ name: slider.tool.name, ...learnt(slider, edits), error: held[k] ?? { before: 0, after: 0 } }));
  return { version: 1, name, edits: edits.length, features: STYLE_FEATURES.map((feature) => feature.name), sliders, habits: habitsOf(edits), error: meanOf(held) };
}

function learnt(slider: Slider, edits: readonly Edit[]): Pick<LearntSlider, 'weights' | 'lambda'> {
  const { weights, lambda } = ridge(edits.map((edit) => rowOf(edit, slider)), edits.map(({ settings, starting }) => slider.read(settings, starting)), PENALTIES);
  return { weights: weights.map((weight) => Number(weight.toPrecision(8))), lambda };
}

/** Error of each slider on edits that were not learnt from. */
function heldOut(edits: readonly Edit[], moved: readonly Slider[]): readonly StyleError[] {
  const folds = Math.min(FOLDS, edits.length);
  return moved.map((slider) => {
    let [before, after] = [0, 0];
    for (let fold = 0; fold < folds; fold++) {
      const { weights } = learnt(slider, edits.filter((_, k) => k % folds !== fold));
      for (const edit of edits.filter((_, k) => k % folds === fold)) {
        const actual = slider.read(edit.settings, edit.starting);
        before += Math.abs(slider.read(edit.base, edit.starting) - actual);
        after += Math.abs(positionOf(slider, weights, edit) - actual);
      }
    }
    return { before: before / edits.length, after: after / edits.length };
  });
}

const meanOf = (errors: readonly StyleError[]): StyleError => {
  const mean = (read: (error: StyleError) => number): number => errors.reduce((sum, error) => sum + read(error), 0) / Math.max(1, errors.length);
  return { before: mean(({ before }) => before), after: mean(({ after }) => after) };
};

/** How far a learnt slider would be moved. */
function positionOf(slider: Slider, weights: readonly number[], photo: Pick<Edit, 'evidence' | 'base' | 'starting'>): number {
  const value = placed(slider, slider.value(dot(weights, rowOf(photo, slider)), photo.starting));
  return slider.read({ [slider.tool.name]: value }, photo.starting);
}

/** What is no slider and that most of the edits share. */
function habitsOf(edits: readonly Edit[]): SettingsPatch {
  const habits: Record<string, JsonValue> = {};
  for (const { name, kind, scope, family, rendered } of TOOLS) {
    if (kind === 'number' || kind === 'mask' || scope !== 'global' || !rendered || !isStyle(family) || PHOTOGRAPHS_OWN.has(name)) continue;
    const counts = new Map<string, { readonly value: JsonValue; readonly count: number }>();
    for (const { settings } of edits) {
      const value = settings[name];
      if (value === undefined) continue;
      const key = canonicalJson({ [name]: value });
      counts.set(key, { value, count: (counts.get(key)?.count ?? 0) + 1 });
    }
    for (const { value, count } of counts.values()) if (count >= HABIT * edits.length) habits[name] = value;
  }
  return habits;
}

/** Names of balances and curves say how a value came to be, not what it is. */
const PHOTOGRAPHS_OWN: ReadonlySet<string> = new Set(['WhiteBalance', 'ToneCurveName2012', 'ToneCurveName']);

/** The patch that edits a photo as the photographer would: everything that was learnt, and nothing else. */
export function inStyle(style: Style, photo: Pick<Edit, 'evidence' | 'base' | 'starting'>): SettingsPatch {
  const isRaw = 'Temperature' in photo.starting;
  const known = new Map(STYLE_SLIDERS.filter(({ tool }) => tool.photos === undefined || (tool.photos === 'raw') === isRaw).map((slider) => [slider.tool.name, slider]));
  const sliders = style.sliders.flatMap(({ name, weights }): readonly (readonly [string, JsonValue])[] => {
    const slider = known.get(name);
    if (!slider) return [];
    return [[name, placed(slider, slider.value(dot(weights, rowOf(photo, slider)), photo.starting))]];
  });
  return { ...style.habits, ...Object.fromEntries(sliders) };
}
