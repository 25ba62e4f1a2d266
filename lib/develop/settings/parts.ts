import { SWITCHES, toolsOf, type FamilyId } from '../tools';
import type { DevelopSettings, JsonValue, SettingsPatch } from '../types';
import { CORRECTIONS } from './names';

/** Families that are copied together: what a photographer ticks. Masks are their own, with all their local values. */
export const PARTS = [
  'profile', 'look', 'white-balance', 'tone', 'presence', 'tone-curve', 'mixer', 'point-colour', 'black-and-white', 'grading', 'detail', 'lens', 'transform', 'lens-blur', 'effects', 'calibration', 'crop', 'mask', 'retouch',
] as const satisfies readonly FamilyId[];
export type Part = (typeof PARTS)[number];

/** Parts that belong to one photo's frame and content, and are copied only when they are asked for. */
export const OWN_PARTS: readonly Part[] = ['crop', 'transform', 'mask', 'retouch', 'lens-blur'];

/** Parameters of a part, the switches that hang on it among them. */
export function namesOfPart(part: Part): readonly string[] {
  const switches = SWITCHES.filter(({ families }) => families.includes(part)).map(({ name }) => name);
  return [...toolsOf(part).filter(({ scope }) => scope === 'global').map(({ name }) => name), ...(part === 'mask' ? [CORRECTIONS] : []), ...switches];
}

/**
 * The patch that gives another photo these parts as they are here: what is at its default here is put back there. Text of a look's table goes along
 * with the look.
 */
export function patchOfParts(settings: DevelopSettings, parts: readonly Part[]): SettingsPatch {
  const names = parts.flatMap((part) => [...namesOfPart(part)]);
  const tables = parts.includes('look') ? Object.keys(settings).filter((name) => name.startsWith('Table_')) : [];
  return Object.fromEntries([...names, ...tables].map((name): readonly [string, JsonValue] => [name, settings[name] ?? null]));
}

/** The part of a parameter. */
export const partOf = (name: string): Part | undefined => PARTS.find((part) => namesOfPart(part).includes(name));

/** Parts in which settings differ from others. */
export const partsMoved = (settings: DevelopSettings, from: DevelopSettings): readonly Part[] =>
  PARTS.filter((part) => namesOfPart(part).some((name) => JSON.stringify(settings[name] ?? null) !== JSON.stringify(from[name] ?? null)));
