import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseXml, type XmlElement, type XmlNode } from '@/lib/develop/codecs/xml';
import type { FringeModel, RadialModel } from '@/lib/develop/assets';

/** The lensfun database (https://lensfun.github.io, CC BY-SA 3.0), as far as it serves to correct photos. It is read where it lies and never shipped. */
export type Camera = { readonly maker: string; readonly model: string; readonly mount: string; readonly crop: number };
export type Distortion = { readonly focal: number; readonly model: RadialModel };
export type Fringes = { readonly focal: number; readonly red: FringeModel; readonly blue: FringeModel };
export type Vignetting = { readonly focal: number; readonly aperture: number; readonly distance: number; readonly k: readonly [number, number, number] };
export type Lens = {
  readonly maker: string;
  readonly model: string;
  readonly mounts: readonly string[];
  /** Of the sensor that it was measured on: diagonal of 36 × 24 mm over the sensor's. */
  readonly crop: number;
  readonly aspect: number;
  readonly distortion: readonly Distortion[];
  readonly fringes: readonly Fringes[];
  readonly vignetting: readonly Vignetting[];
};
export type LensDatabase = { readonly folder: string; readonly cameras: readonly Camera[]; readonly lenses: readonly Lens[]; readonly mounts: ReadonlyMap<string, readonly string[]> };

const elements = (nodes: readonly XmlNode[]): readonly XmlElement[] => nodes.filter((node): node is XmlElement => node.kind === 'element');
const children = (parent: XmlElement, name: string): readonly XmlElement[] => elements(parent.children).filter(({ local }) => local === name);
const textOf = (element: XmlElement | undefined): string => (element?.children ?? []).map((node) => (node.kind === 'text' ? node.text : '')).join('').trim();
/** A name stands in several languages; the one without is what cameras write. */
const named = (parent: XmlElement, name: string): string => {
  const all = children(parent, name);
  return textOf(all.find(({ attributes }) => attributes.length === 0) ?? all[0]);
};
const attribute = (element: XmlElement, name: string): string | undefined => element.attributes.find(({ local }) => local === name)?.value;
const number = (element: XmlElement, name: string, otherwise: number): number => {
  const value = Number(attribute(element, name));
  return attribute(element, name) !== undefined && Number.isFinite(value) ? value : otherwise;
};

function aspectOf(text: string): number {
  const [w = Number.NaN, h = 1] = text.split(':').map(Number);
  const aspect = w / h;
  return aspect >= 1 && aspect < 4 ? aspect : 1.5;
}

function radialOf(element: XmlElement): RadialModel | undefined {
  const k1 = number(element, 'k1', 0);
  switch (attribute(element, 'model')) {
    case 'ptlens': return { kind: 'ptlens', a: number(element, 'a', 0), b: number(element, 'b', 0), c: number(element, 'c', 0) };
    case 'poly3': return { kind: 'poly3', k1 };
    case 'poly5': return { kind: 'poly5', k1, k2: number(element, 'k2', 0) };
    default: return undefined;
  }
}

function fringeOf(element: XmlElement, channel: 'r' | 'b'): FringeModel | undefined {
  switch (attribute(element, 'model')) {
    case 'linear': return { v: number(element, `k${channel}`, 1), c: 0, b: 0 };
    case 'poly3': return { v: number(element, `v${channel}`, 1), c: number(element, `c${channel}`, 0), b: number(element, `b${channel}`, 0) };
    default: return undefined;
  }
}

function lensOf(element: XmlElement): Lens | undefined {
  const [calibration] = children(element, 'calibration');
  const crop = Number(named(element, 'cropfactor'));
  const model = named(element, 'model');
  if (!calibration || !(crop > 0) || model === '') return undefined;
  const at = (name: string) => children(calibration, name).filter((entry) => number(entry, 'focal', 0) > 0);
  return {
    maker: named(element, 'maker'), model, crop, aspect: aspectOf(named(element, 'aspect-ratio')), mounts: children(element, 'mount').map(textOf),
    distortion: at('distortion').flatMap((entry): readonly Distortion[] => { const found = radialOf(entry); return found ? [{ focal: number(entry, 'focal', 0), model: found }] : []; }),
    fringes: at('tca').flatMap((entry): readonly Fringes[] => { const red = fringeOf(entry, 'r'), blue = fringeOf(entry, 'b'); return red && blue ? [{ focal: number(entry, 'focal', 0), red, blue }] : []; }),
    vignetting: at('vignetting').filter((entry) => attribute(entry, 'model') === 'pa' && number(entry, 'aperture', 0) > 0).map((entry) => ({
      focal: number(entry, 'focal', 0), aperture: number(entry, 'aperture', 0), distance: number(entry, 'distance', 0), k: [number(entry, 'k1', 0), number(entry, 'k2', 0), number(entry, 'k3', 0)],
    })),
  };
}

type Parts = { readonly cameras: Camera[]; readonly lenses: Lens[]; readonly mounts: Map<string, readonly string[]> };

/** Adds what one file of the database says. Throws `SettingsFileError` on XML that is broken, too large or too deep. */
export function readLensfun(text: string, { cameras, lenses, mounts }: Parts): void {
  const root = elements(parseXml(text)).find(({ local }) => local === 'lensdatabase');
  for (const element of root ? elements(root.children) : []) {
    if (element.local === 'camera') {
      const crop = Number(named(element, 'cropfactor'));
      if (crop > 0) cameras.push({ maker: named(element, 'maker'), model: named(element, 'model'), mount: named(element, 'mount'), crop });
    } else if (element.local === 'lens') {
      const lens = lensOf(element);
      if (lens) lenses.push(lens);
    } else if (element.local === 'mount') {
      const name = named(element, 'name');
      mounts.set(name, [...(mounts.get(name) ?? []), ...children(element, 'compat').map(textOf)]);
    }
  }
}

/** Where packages of Debian, Fedora, Arch and macOS and lensfun's own updater put it, best first. */
const USUAL = ['/usr/share/lensfun', '/usr/local/share/lensfun', '/opt/homebrew/share/lensfun', join(homedir(), '.local/share/lensfun/updates')];
const VERSIONS = ['version_2', 'version_1', ''];

type Place = { readonly folder: string; readonly names: readonly string[]; /** Milliseconds since 1970. */ readonly changed: number };

async function xmlIn(folder: string): Promise<Place | undefined> {
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.xml')).sort();
    return names.length === 0 ? undefined : { folder, names, changed: (await stat(folder)).mtimeMs };
  } catch {
    return undefined;
  }
}

/** The folder given, or the first usual one, that has a database. */
export async function placeOfLensDatabase(folder: string | undefined): Promise<Place | undefined> {
  for (const place of (folder === undefined ? USUAL : [folder]).flatMap((one) => VERSIONS.map((version) => join(one, version)))) {
    const found = await xmlIn(place);
    if (found) return found;
  }
  return undefined;
}

/** Reads the database of a folder, or of the first usual one that has it; absent where there is none. A file that cannot be read is left out and said so. */
export async function openLensDatabase(folder: string | undefined, warn: (message: string) => void = console.warn): Promise<LensDatabase | undefined> {
  const place = await placeOfLensDatabase(folder);
  if (!place) {
    if (folder !== undefined) warn(`There is no lens database in ${folder} (LENSFUN_DB): no XML files were found.`);
    return undefined;
  }
  const parts: Parts = { cameras: [], lenses: [], mounts: new Map() };
  for (const name of place.names) {
    try {
      readLensfun(await readFile(join(place.folder, name), 'utf8'), parts);
    } catch (error) {
      warn(`The lens database file ${join(place.folder, name)} is left out: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { folder: place.folder, ...parts };
}
