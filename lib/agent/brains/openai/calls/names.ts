import { toolOf, TOOLS } from '@/lib/develop/tools';
import { functionOffering, offers } from '../functions/develop';
import { LOCAL_PROPERTIES } from '../functions/areas';

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]|(20\d\d)/g, '');

/** Names that mean one parameter only, however they are spelled. */
function spellings(names: readonly string[], more: (name: string) => readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string | undefined>();
  for (const name of names) for (const spelling of new Set([name, ...more(name)].map(plain))) found.set(spelling, found.has(spelling) && found.get(spelling) !== name ? undefined : name);
  return new Map([...found].flatMap(([spelling, name]) => (name === undefined ? [] : [[spelling, name]])));
}

const labelled = (name: string): readonly string[] => [toolOf(name)?.label.en ?? name];
/** A name of the registry means itself, also where it is not offered. */
const globalSpellings = (raw: boolean): ReadonlyMap<string, string> => {
  const others = new Set(TOOLS.filter((tool) => !offers(tool, raw)).map(({ name }) => plain(name)));
  return new Map([...spellings(TOOLS.filter((tool) => offers(tool, raw)).map(({ name }) => name), labelled)].filter(([spelling]) => !others.has(spelling)));
};
const GLOBAL = { rendered: globalSpellings(false), raw: globalSpellings(true) };
const LOCAL = spellings(LOCAL_PROPERTIES.map(({ name }) => name), (name) => [...labelled(name), name.replace(/^Local/, '')]);

/** The parameter that a model means, in whatever function it put it; undefined where it could mean none or several. */
export function globalName(name: string, raw: boolean): string | undefined {
  const tool = toolOf(name);
  return tool && offers(tool, raw) ? name : GLOBAL[raw ? 'raw' : 'rendered'].get(plain(name));
}
export const localName = (name: string): string | undefined => LOCAL.get(plain(name));

/** Letters that two names begin or end with alike. */
function likeness(a: string, b: string): number {
  let head = 0, tail = 0;
  while (head < a.length && a[head] === b[head]) head++;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return b.includes(a) || a.includes(b) ? Math.min(a.length, b.length) + 1 : head + tail;
}

const closest = (name: string, names: Iterable<string>): readonly string[] => {
  const wanted = plain(name);
  return [...names].map((candidate) => [candidate, likeness(wanted, plain(candidate))] as const).filter(([, like]) => like >= 4).sort((a, b) => b[1] - a[1]).slice(0, 3).map(([candidate]) => candidate);
};

/** What a model is told about a name that no function has. */
export function unknownName(name: string, raw: boolean): string {
  const other = toolOf(name);
  if (other?.photos && (other.photos === 'raw') !== raw) return raw ? `${name} is for rendered files; this RAW photo has Temperature (Kelvin) and Tint` : `${name} is for RAW photos; this one has IncrementalTemperature and IncrementalTint, −100…100`;
  const near = closest(name, new Set(GLOBAL[raw ? 'raw' : 'rendered'].values())).map((found) => `${found} (${functionOffering(found, raw) ?? ''})`);
  return `there is no parameter ${name.slice(0, 60)}${near.length > 0 ? `; near it: ${near.join(', ')}` : ''}`;
}

export function unknownLocal(name: string): string {
  const near = closest(name, new Set(LOCAL.values()));
  return `a local correction has no ${name.slice(0, 60)}${near.length > 0 ? `; near it: ${near.join(', ')}` : ''}`;
}
