import { applyPatch, diff } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import { type Aim, aimOf, washAim } from '../../aims';
import type { Guarded } from '../../guards';
import type { Observation } from '../../types';
import { measureWithin } from '../../evidence';
import { neutrals, type Planned } from './auto';
import { type Knob, knobFor, washKnob } from './knobs';
import type { Narrator } from './narrate';
import type { Move } from './plan';
import type { Session } from './session';

/** What a move comes to: settings to change and what to say; no patch when nothing needs doing. */
export type Work = { readonly patch: SettingsPatch; readonly sentences: readonly string[] };

export type Target = { readonly aim: Aim; readonly goal?: Planned; readonly knob: (base: DevelopSettings) => Promise<Knob | undefined> };

/** A cast is read on what should be grey: the colours of the motif would hide how far the light has been turned. */
function castAim(goal: Planned, start: Observation): Aim | undefined {
  const aim = aimOf(goal, start, goal.target);
  if (!aim) return undefined;
  const mask = neutrals(start.pixels);
  const read = (observation: Observation): number => measureWithin(observation.pixels, mask).cast[goal.attribute === 'warmth' ? 'b' : 'a'];
  return { ...aim, read, from: read(start), tolerance: 0.25 };
}

/**
 * White balance, light and tone are measured from where the run started: contrast asked for is more than the photo had, whatever lowered highlights
 * and opened shadows have taken on the way, and black is lifted once.
 */
export const fromStart = (stage: Move['stage']): boolean => stage === 'white-balance' || stage === 'light' || stage === 'tone';

/** The aims of a move, read against a picture of today's frame. */
export function targetsOf(session: Session, move: Pick<Move, 'adjust' | 'wash'>, start: Observation): readonly Target[] {
  const { probe, scene } = session;
  const adjust = move.adjust.flatMap((goal): readonly Target[] => {
    const aim = goal.reason === 'cast' ? castAim(goal, start) : aimOf(goal, start, goal.target);
    return aim ? [{ aim, goal, knob: async (base) => knobFor(aim, base, await probe(base), scene) }] : [];
  });
  const wash = move.wash.flatMap((goal): readonly Target[] => {
    const aim = washAim(goal, start);
    return aim ? [{ aim, knob: async (base) => washKnob(base, goal.zone, goal.hue, goal.degree) }] : [];
  });
  return [...adjust, ...wash];
}

/** Mean absolute difference of code values below which nobody sees that anything happened. */
const VISIBLE = 0.35;

/** Whether two pictures of the same frame differ visibly, in the mean or over a region that is a `share` of the frame. Different frames do. */
export function visibly(before: Observation, after: Observation, share = 1): boolean {
  const [a, b] = [before.pixels, after.pixels];
  if (a.width !== b.width || a.height !== b.height || a.depth !== b.depth) return true;
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += Math.abs((a.data[i] ?? 0) - (b.data[i] ?? 0));
  return sum / (a.data.length * share) > (a.depth === 8 ? VISIBLE : VISIBLE * 257);
}

/** Whether a patch changes anything. */
export const moves = (base: DevelopSettings, patch: SettingsPatch): boolean => diff(base, applyPatch(base, patch)).length > 0;

/** Attributes whose measured number is the goal; the others are held near a nominal slider value. */
const PULLED_BACK: ReadonlySet<Aim['attribute']> = new Set(['brightness', 'warmth', 'tint', 'saturation', 'vibrance', 'hue', 'wash']);
/** Of these, the ones that are taken back when they overshoot: what one colour gained from its neighbours is left to it. */
export const isPulledBack = ({ attribute, region }: Aim): boolean => PULLED_BACK.has(attribute) && region.kind !== 'colour';

/** When a slider is taken up again it moves by less than this share of what its first move may. */
const LEASH = 0.45;
export const leashed = (knob: Target['knob']): Target['knob'] => async (settings) => {
  const turned = await knob(settings);
  return turned && { ...turned, range: [turned.range[0] * LEASH, turned.range[1] * LEASH] };
};
export const SOLVED: ReadonlySet<Aim['attribute']> = new Set(['brightness', 'contrast', 'highlights', 'shadows', 'whites', 'blacks', 'warmth', 'tint', 'saturation', 'vibrance', 'fade', 'hue', 'wash']);

export const percentOf = ({ attribute }: Aim): string => (['brightness', 'highlights', 'shadows', 'whites', 'blacks', 'fade', 'haze'].includes(attribute) ? ' %' : attribute === 'hue' ? '°' : '');

/** What the guards took back, said. */
export function heldBack({ backedOff }: Guarded, narrator: Narrator): readonly string[] {
  const { words, language } = narrator.session;
  return backedOff.slice(0, 1).map(({ name, kind, measured }) => narrator.say(words.backedOff[kind], {
    slider: name === 'MaskGroupBasedCorrections' ? (language === 'zh' ? '局部调整' : 'the local correction') : (toolOf(name)?.label[language] ?? name),
    measured: (100 * measured).toFixed(1), degrees: measured.toFixed(0),
  }));
}
