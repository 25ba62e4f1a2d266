import type { Attribute, Goal, RegionRef } from '@/lib/agent/types';
import type { EightColour, Localised } from '@/lib/develop/types';
import type { Thing, Zone } from '../../atoms';

/** A style's goals are perceptual and relative to the photo: the brain turns them into sliders while it watches the picture. */
export type StyleGoal =
  | Omit<Extract<Goal, { kind: 'adjust' }>, 'source'>
  | Omit<Extract<Goal, { kind: 'wash' }>, 'source'>;

export type Style = {
  readonly id: string;
  readonly names: { readonly en: readonly string[]; readonly zh: readonly string[] };
  /** Names that are also what a photo may simply show. */
  readonly subjects: readonly string[];
  readonly label: Localised;
  readonly description: Localised;
  readonly goals: readonly StyleGoal[];
};

const phrases = (list: string): readonly string[] => list.split(',').map((phrase) => phrase.trim()).filter((phrase) => phrase !== '');

/** `amount` −1..1: its sign is the direction, its size the degree. */
const adjust = (attribute: Attribute, amount: number, region: RegionRef): StyleGoal =>
  ({ kind: 'adjust', attribute, direction: amount < 0 ? -1 : 1, degree: Math.abs(amount), region });

export const to = (attribute: Attribute, amount: number): StyleGoal => adjust(attribute, amount, { kind: 'whole' });
export const toColour = (colour: EightColour, attribute: Attribute, amount: number): StyleGoal => adjust(attribute, amount, { kind: 'colour', colour });
export const toThing = (thing: Thing, attribute: Attribute, amount: number): StyleGoal => adjust(attribute, amount, { kind: 'thing', thing });
/** Tints a zone toward `hue` (degrees on the colour-grading wheel). */
export const wash = (zone: Zone | 'global', hue: number, degree: number): StyleGoal => ({ kind: 'wash', zone, hue, degree });

export const style = (id: string, label: readonly [en: string, zh: string], names: readonly [en: string, zh: string], description: readonly [en: string, zh: string], goals: readonly StyleGoal[], subjects = ''): Style => ({
  id,
  names: { en: phrases(names[0]), zh: phrases(names[1]) },
  subjects: phrases(subjects),
  label: { en: label[0], zh: label[1] },
  description: { en: description[0], zh: description[1] },
  goals,
});
