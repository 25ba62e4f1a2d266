import { applyPatch, choiceOf, inForce, LOOK, lookParts, normalise } from '../settings';
import { profileOf, toolOf, type NumberTool } from '../tools';
import type { DevelopSettings, JsonValue } from '../types';
import { tableOf } from './big-table';
import { TableError } from './errors';
import { isRendering } from './rendering';
import type { ColourTable } from './table';

/** Settings that lie under a photo's own: a profile or a look. */
export type Underlay = {
  /** 0…2: how much of the parameters counts. */
  readonly amount: number;
  readonly parameters: DevelopSettings;
  readonly table?: { readonly table: ColourTable; readonly amount: number };
};

const rendering = (parameters: Readonly<Record<string, JsonValue>>): DevelopSettings =>
  Object.fromEntries(Object.entries(normalise(parameters).settings).filter(([name]) => isRendering(name)));

const named = (name: string): DevelopSettings | undefined => profileOf(name)?.parameters;

const unpacked = (text: string): ColourTable | undefined => {
  try {
    return tableOf(text);
  } catch (error) {
    if (error instanceof TableError) return undefined;
    throw error;
  }
};

function lookOf(settings: DevelopSettings): Underlay | undefined {
  const look = lookParts(settings[LOOK], settings);
  if (!look || look.amount === 0) return undefined;
  // A name that we have a rendering for goes before what the file says: the tables behind such names are not in files, and their curves belong to the tables.
  const likeness = look.own ? undefined : named(look.name);
  if (likeness) return { amount: look.amount, parameters: likeness };
  const table = look.table === undefined ? undefined : unpacked(look.table);
  const strength = Number(look.parameters['RGBTableAmount'] ?? 1);
  const amount = table && Math.min(table.most, Math.max(table.least, (Number.isFinite(strength) ? strength : 1) * look.amount));
  return { amount: look.amount, parameters: rendering(look.parameters), ...(table && amount !== undefined && amount > 0 && { table: { table, amount } }) };
}

const remembered = <Answer>(ask: (settings: DevelopSettings) => Answer): ((settings: DevelopSettings) => Answer) => {
  const answers = new WeakMap<DevelopSettings, { readonly answer: Answer }>();
  return (settings) => {
    const known = answers.get(settings) ?? { answer: ask(settings) };
    answers.set(settings, known);
    return known.answer;
  };
};

/** What lies under the settings, lowest first: the profile, then the look. */
export const underlaysOf = remembered((settings): readonly Underlay[] => {
  if (settings['CameraProfile'] === undefined && settings[LOOK] === undefined) return [];
  const profile = named(String(choiceOf(settings, 'CameraProfile')));
  const look = lookOf(settings);
  return [...(profile && Object.keys(profile).length > 0 ? [{ amount: 1, parameters: profile }] : []), ...(look ? [look] : [])];
});

/** Amounts from a middle add up; what has no middle (a radius, a hue, a split) is the photo's own if it has one. */
const adds = ({ min, default: initial }: NumberTool): boolean => min < 0 && initial === 0;

/** What one parameter becomes with an underlay's below it. Curves are not here: the colour stage sets one after another. */
function together(name: string, own: JsonValue | undefined, under: JsonValue, amount: number): JsonValue | undefined {
  const tool = toolOf(name);
  if (tool?.kind === 'boolean') return own === true || under === true;
  if (tool?.kind !== 'number' || typeof under !== 'number') return own;
  if (!adds(tool)) return own ?? tool.default + (under - tool.default) * Math.min(1, amount);
  return Math.min(tool.max, Math.max(tool.min, (typeof own === 'number' ? own : 0) + amount * under));
}

const merged = new WeakMap<DevelopSettings, DevelopSettings>();

/**
 * Settings with the parameters of their profile and look laid under them, for rendering. The names of both stay, for their curves and tables. Settings without
 * either are answered as they are, and layered settings are their own.
 */
export function layered(settings: DevelopSettings): DevelopSettings {
  const known = merged.get(settings);
  if (known) return known;
  let result = inForce(settings);
  for (const { amount, parameters } of underlaysOf(result)) {
    const patch = Object.entries(parameters).flatMap(([name, under]): (readonly [string, JsonValue])[] => {
      const value = together(name, result[name], under, amount);
      return value === undefined || value === result[name] ? [] : [[name, value]];
    });
    if (patch.length > 0) result = applyPatch(result, Object.fromEntries(patch));
  }
  merged.set(settings, result);
  merged.set(result, result);
  return result;
}

/** Marks a part of layered settings as layered, so that nothing is laid under it a second time. */
export function partOfLayered(settings: DevelopSettings): DevelopSettings {
  merged.set(settings, settings);
  return settings;
}
