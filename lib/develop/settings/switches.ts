import { SECTIONS, SWITCHES, toolOf, toolsOf, type Switch } from '../tools';
import type { DevelopSettings, JsonValue, Localised } from '../types';
import { CORRECTIONS } from './names';

const BY_NAME: ReadonlyMap<string, Switch> = new Map(SWITCHES.map((one) => [one.name, one]));

export const isSwitch = (name: string): boolean => BY_NAME.has(name);

/** What a switch is called: its section, or the part of it that it is for. */
export function switchLabel(name: string): Localised | undefined {
  const one = BY_NAME.get(name);
  return one && SECTIONS.find(({ id }) => id === one.section)?.label;
}

/** `false` as files spell it. */
export const readSwitch = (value: JsonValue): false | null => (value === false || value === 0 || (typeof value === 'string' && /^(false|0)$/i.test(value.trim())) ? false : null);

/** The switch that a parameter hangs on. */
export function switchOf(name: string): Switch | undefined {
  const family = name === CORRECTIONS ? 'mask' : toolOf(name)?.scope === 'global' ? toolOf(name)?.family : undefined;
  return family && SWITCHES.find(({ families, except }) => families.includes(family) && !except?.includes(name));
}

/** Parameters that a switch takes out of the picture. */
export const namesUnder = ({ families, except }: Switch): readonly string[] =>
  [...families.flatMap((family) => toolsOf(family).map(({ name }) => name)), ...(families.includes('mask') ? [CORRECTIONS] : [])].filter((name) => !except?.includes(name));

export const isOff = (settings: DevelopSettings, { name }: Switch): boolean => settings[name] === false;

/** The switches that moving parameters turns on again, as a hand on a slider means it to show. A change that says how a switch stands is obeyed. */
export const wokenBy = (settings: DevelopSettings, patch: Readonly<Record<string, JsonValue>>): readonly string[] =>
  SWITCHES.filter((one) => isOff(settings, one) && patch[one.name] === undefined && namesUnder(one).some((name) => patch[name] !== undefined && patch[name] !== null)).map(({ name }) => name);

const known = new WeakMap<DevelopSettings, DevelopSettings>();

/** Settings as they show: without the values of what is switched off. Settings with everything on are answered as they are. */
export function inForce(settings: DevelopSettings): DevelopSettings {
  const off = SWITCHES.filter((one) => isOff(settings, one));
  if (off.length === 0) return settings;
  const before = known.get(settings);
  if (before) return before;
  const gone = new Set(off.flatMap((one) => [one.name, ...namesUnder(one)]));
  const shown = Object.fromEntries(Object.entries(settings).filter(([name]) => !gone.has(name)));
  known.set(settings, shown);
  return shown;
}
