import { CROP } from '../tools/crop';
import { LENS } from '../tools/lens';
import { SWITCHES } from '../tools/switches';
import { TRANSFORM } from '../tools/transform';
import type { Tool } from '../tools/types';
import type { DevelopSettings } from '../types';
import { readerOf } from './reader';

/** The rows that say where what is shown lies in the photo: whoever only lays pictures out needs no others. */
const ROWS: ReadonlyMap<string, Tool> = new Map([...CROP, ...LENS, ...TRANSFORM].map((tool) => [tool.name, tool]));

export const { numberOf, booleanOf, choiceOf } = readerOf((name) => ROWS.get(name));

/** What each switch takes out of these rows. */
const UNDER = SWITCHES.map(({ name, families, except }) => ({ name, names: [...ROWS.values()].filter((tool) => families.includes(tool.family) && !except?.includes(tool.name)).map((tool) => tool.name) })).filter(({ names }) => names.length > 0);

const known = new WeakMap<DevelopSettings, DevelopSettings>();

/** `inForce` as far as these rows go: without the values of lens and transform where those are switched off. */
export function geometryInForce(settings: DevelopSettings): DevelopSettings {
  const off = UNDER.filter(({ name }) => settings[name] === false);
  if (off.length === 0) return settings;
  const before = known.get(settings);
  if (before) return before;
  const gone = new Set(off.flatMap(({ name, names }) => [name, ...names]));
  const shown = Object.fromEntries(Object.entries(settings).filter(([name]) => !gone.has(name)));
  known.set(settings, shown);
  return shown;
}
