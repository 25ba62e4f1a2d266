import { between } from '@/lib/agent/guards';
import { applyPatch, normalise, numberOf } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { DevelopSettings, JsonValue, SettingsPatch } from '@/lib/develop/types';
import type { Demonstration, State } from '../../types';
import type { StudioEnvironment } from '../index';
import { type Annotator, panel } from '../people/annotators';
import { type Random, randomOf, seedOf } from '../../random';
import { peopleOf } from './demonstrations';

/** What goes wrong when people retouch. */
export const FAULTS = ['overshoot', 'undershoot', 'white-balance', 'missing-step', 'wrong-way', 'overdone', 'nothing', 'extra-step'] as const;
export type Fault = (typeof FAULTS)[number];
/** A trajectory with a fault, rated with the teacher's picture in mind. */
export type Imperfect = Demonstration & { readonly fault: Fault };

/** An amount drawn out from its default: 2 twice as far, −1 as far the other way. Lists and corrections part by part; what is no amount stays. */
function drawnOut(patch: SettingsPatch, factor: number): SettingsPatch {
  return Object.fromEntries(Object.entries(patch).map(([name, value]): [string, JsonValue] => {
    const tool = toolOf(name);
    if (tool?.kind === 'number') return typeof value === 'number' ? [name, between(typeof tool.default === 'number' ? tool.default : 0, value, factor)] : [name, value];
    return name === 'MaskGroupBasedCorrections' ? [name, between([], value, factor)] : [name, value];
  }));
}

/** What piles up on a picture that was worked on too long. */
const PILE: readonly (readonly [name: string, most: number])[] = [['Clarity2012', 60], ['Saturation', 45], ['Contrast2012', 40], ['Dehaze', 35], ['Texture', 50], ['Sharpness', 100]];

const added = (settings: DevelopSettings, amounts: Readonly<Record<string, number>>): SettingsPatch =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, Math.round(numberOf(settings, name) + amount)]));

/** The patches of a demonstration with a fault, or nothing where it cannot be made there. */
export function spoiled(patches: readonly SettingsPatch[], fault: Fault, random: Random): readonly SettingsPatch[] | undefined {
  const at = random.below(patches.length);
  const final = patches.reduce<DevelopSettings>((settings, patch) => applyPatch(settings, patch), {});
  switch (fault) {
    case 'overshoot': { const factor = random.between(1.7, 2.6); return patches.map((patch) => drawnOut(patch, factor)); }
    case 'undershoot': { const factor = random.between(0.2, 0.5); return patches.map((patch) => drawnOut(patch, factor)); }
    case 'wrong-way': { const factor = -random.between(0.6, 1.2); return patches.map((patch, step) => (step === at ? drawnOut(patch, factor) : patch)); }
    case 'missing-step': return patches.length < 2 ? undefined : patches.filter((_, step) => step !== at);
    case 'white-balance': { const turn = (random.next() < 0.5 ? -1 : 1) * random.between(25, 60); return [...patches, added(final, random.next() < 0.7 ? { IncrementalTemperature: turn } : { IncrementalTint: turn })]; }
    case 'overdone': return [...patches, added(final, Object.fromEntries(random.shuffled(PILE).slice(0, 3).map(([name, most]) => [name, most * random.between(0.6, 1)])))];
    case 'extra-step': return [...patches, added(final, { [random.pick(['Highlights2012', 'Shadows2012', 'Vibrance', 'Contrast2012', 'PostCropVignetteAmount'])]: (random.next() < 0.5 ? -1 : 1) * random.between(20, 50) })];
    case 'nothing': return [];
  }
}

export type ImperfectOptions = { /** Faults for each demonstration. Default 2. */ readonly each?: number; readonly seed?: number; readonly people?: readonly Annotator[] };

/**
 * Trajectories that an evaluator can learn from what bad looks like: the teacher's own with a fault each, rendered for real and rated lower by as much as
 * they look worse. Thoughts are the teacher's where the step is; a step that was added has none.
 */
export async function imperfect(environment: StudioEnvironment, demonstrations: readonly Demonstration[], { each = 2, seed = environment.seed, people = peopleOf(environment) }: ImperfectOptions = {}): Promise<readonly Imperfect[]> {
  const plans = demonstrations.flatMap((demonstration) => {
    const random = randomOf(seedOf('imperfect', seed, demonstration.task.id));
    return random.shuffled(FAULTS).flatMap((fault) => {
      const patches = spoiled(demonstration.patches, fault, random);
      return patches ? [{ demonstration, fault, patches, settings: sumsOf(patches) }] : [];
    }).slice(0, each);
  });
  const flat = plans.flatMap(({ demonstration: { task }, settings }) => settings.map((document, at) => ({ task, settings: document, step: at + 1 })));
  const rendered = (await environment.render(flat.map(({ task }) => task), flat.map(({ settings }) => settings), flat.map(({ step }) => step))).values();
  return plans.map(({ demonstration, fault, patches, settings }) => {
    const [start] = demonstration.states as readonly [State, ...State[]];
    const states: readonly State[] = [start, ...settings.map(() => rendered.next().value as State)];
    const expert = demonstration.states.at(-1) ?? start;
    return { task: demonstration.task, states, patches, thoughts: patches.map((_, at) => demonstration.thoughts[at] ?? ''), ratings: panel(people, { source: start, result: states.at(-1) ?? start, expert }), fault };
  });
}

/** All settings after each patch, within their ranges. */
function sumsOf(patches: readonly SettingsPatch[]): readonly DevelopSettings[] {
  let settings: DevelopSettings = {};
  return patches.map((patch) => (settings = normalise(applyPatch(settings, patch)).settings));
}
