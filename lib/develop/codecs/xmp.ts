import { CORRECTIONS, choiceOf, diff, normalise } from '../settings';
import { TOOLS, toolOf } from '../tools';
import type { DevelopSettings, JsonValue, SettingsIssue } from '../types';
import { SettingsFileError } from './errors';
import { fromFileFrame, toFileFrame, type FilePhoto } from './frame';
import { OLDER_LISTS, isOlderVersion, translateOlder } from './older';
import { CRS, RDF, elementsOf, fieldsOf, isRdf, valueOf, writeFields } from './rdf';
import { parseXml, printXml, type XmlAttribute, type XmlElement, type XmlNode } from './xml';

/** What a file says about itself beside its settings. */
export type SettingsFileMeta = { readonly format: 'xmp' | 'json' | 'cube'; readonly preset: boolean; readonly name?: string; readonly group?: string; readonly processVersion?: string; readonly version?: string };
export type SettingsFile = { readonly settings: DevelopSettings; readonly issues: readonly SettingsIssue[]; readonly meta: SettingsFileMeta };

/** What we write: process version 5, the first with today's masks, and the Camera Raw that brought them their present form. */
const PROCESS_VERSION = '11.0';
const VERSION = '15.4';

/** The head of a preset and the versions: about the file, not the picture. */
const HEAD: ReadonlySet<string> = new Set([
  'PresetType', 'Cluster', 'UUID', 'SupportsAmount', 'SupportsAmount2', 'SupportsColor', 'SupportsMonochrome', 'SupportsHighDynamicRange', 'SupportsNormalDynamicRange',
  'SupportsSceneReferred', 'SupportsOutputReferred', 'RequiresRGBTables', 'ShowInPresets', 'ShowInQuickActions', 'CameraModelRestriction', 'Copyright', 'ContactInfo',
  'Name', 'ShortName', 'SortName', 'Group', 'Description', 'HasSettings', 'Version', 'ProcessVersion', 'CompatibleVersion',
]);

const findRdf = (nodes: readonly XmlNode[]): XmlElement | undefined => {
  for (const node of nodes) {
    if (node.kind !== 'element') continue;
    const found = isRdf(node, 'RDF') ? node : findRdf(node.children);
    if (found) return found;
  }
  return undefined;
};

const descriptionsOf = (rdf: XmlElement): readonly XmlElement[] => elementsOf(rdf).filter((child) => isRdf(child, 'Description'));

const word = (value: JsonValue | undefined): string | undefined => {
  if (typeof value === 'string') return value === '' ? undefined : value;
  const first = typeof value === 'object' && value !== null ? Object.values(value)[0] : undefined;
  return typeof first === 'string' && first !== '' ? first : undefined;
};

const TIFF = 'http://ns.adobe.com/tiff/1.0/';
/** How `tiff:Orientation` is called among changes: no crs name has a colon. */
const TURN = 'tiff:Orientation';

const orientationIn = (rdf: XmlElement): number | undefined => {
  const values = descriptionsOf(rdf).flatMap((description) => [
    ...description.attributes.filter(({ uri, local }) => uri === TIFF && local === 'Orientation').map(({ value }) => value),
    ...elementsOf(description).filter(({ uri, local }) => uri === TIFF && local === 'Orientation').map((child) => String(valueOf(child))),
  ]);
  const orientation = Number(values[0]);
  return Number.isInteger(orientation) && orientation >= 1 && orientation <= 8 ? orientation : undefined;
};

/**
 * Develop settings from an XMP sidecar or preset: attributes and elements, curves, masks and looks. Unknown names are kept in `settings`
 * and reported; the preset's own head (name, group, identity) is not a setting. With the photo that the file belongs to, its orientation is honoured
 * and crop and masks are moved onto the upright photo; without it they are taken as they stand. Throws `SettingsFileError` for what is not XMP at all.
 */
export function readXmp(text: string, photo?: FilePhoto): SettingsFile {
  const file = readStored(text);
  if (!photo) return file;
  const rdf = findRdf(parseXml(text));
  return { ...file, settings: fromFileFrame(file.settings, photo, rdf && orientationIn(rdf)) };
}

/** The file's settings in its own frame. */
function readStored(text: string): SettingsFile {
  const rdf = findRdf(parseXml(text));
  if (!rdf) throw new SettingsFileError('not-xmp', 'The file is XML but not XMP: it has no rdf:RDF in it. Choose a sidecar or preset of Lightroom or Camera Raw.');
  const all = Object.fromEntries(descriptionsOf(rdf).flatMap(fieldsOf)) as Record<string, JsonValue>;
  const version = word(all['ProcessVersion']);
  const translated = translateOlder(Object.fromEntries(Object.entries(all).filter(([name]) => !HEAD.has(name))), version);
  const { settings, issues } = normalise(translated.fields, { localUnits: 'file' });
  const nothing: readonly SettingsIssue[] = Object.keys(all).length === 0 ? [{ name: '', kind: 'invalid', message: 'the file holds no develop settings (no crs: values)' }] : [];
  const [name, group, crVersion] = [word(all['Name']), word(all['Group']), word(all['Version'])];
  return {
    settings,
    issues: [...nothing, ...translated.issues, ...issues],
    meta: { format: 'xmp', preset: all['PresetType'] !== undefined, ...(name && { name }), ...(group && { group }), ...(version && { processVersion: version }), ...(crVersion && { version: crVersion }) },
  };
}

/** Files say `Custom` where our documents leave it to be seen from the values. */
const outward = (settings: DevelopSettings): DevelopSettings => {
  const named = (['WhiteBalance', 'ToneCurveName2012'] as const).filter((name) => choiceOf(settings, name) === 'Custom');
  return { ...settings, ...Object.fromEntries(named.map((name) => [name, 'Custom'])) };
};

const ORDER = new Map(TOOLS.map((tool, index) => [tool.name, index]));
const inOrder = (settings: DevelopSettings): readonly (readonly [string, JsonValue])[] =>
  Object.entries(settings).map((entry, index) => [entry, ORDER.get(entry[0]) ?? TOOLS.length + index] as const).sort((a, b) => a[1] - b[1]).map(([entry]) => entry);

const attribute = (name: string, value: string): XmlAttribute => ({ name, uri: '', local: name, value });
const textNode = (text: string): XmlNode => ({ kind: 'text', text });

const turnAttributes = (orientation: number | undefined): readonly XmlAttribute[] => (orientation === undefined ? [] : [attribute('xmlns:tiff', TIFF), attribute(TURN, String(orientation))]);

const fresh = (settings: DevelopSettings, orientation: number | undefined): string => {
  const { attributes, elements } = writeFields(inOrder(outward(settings)), 'crs:', 2, false);
  const description: XmlElement = {
    kind: 'element', name: 'rdf:Description', uri: RDF, local: 'Description',
    attributes: [attribute('rdf:about', ''), attribute('xmlns:crs', CRS), ...turnAttributes(orientation), attribute('crs:Version', VERSION), attribute('crs:ProcessVersion', PROCESS_VERSION), ...attributes, attribute('crs:HasSettings', 'True')],
    children: elements.length === 0 ? [] : [...elements.flatMap((child) => [textNode('\n   '), child]), textNode('\n  ')],
  };
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Evoroom">\n <rdf:RDF xmlns:rdf="${RDF}">\n  ${printXml([description], 2)}\n </rdf:RDF>\n</x:xmpmeta>\n`;
};

const prefixOf = (nodes: readonly XmlNode[], uri: string): string | undefined => {
  for (const node of nodes) {
    if (node.kind !== 'element') continue;
    const found = node.attributes.find((given) => given.uri === 'xmlns' && given.value === uri)?.local ?? prefixOf(node.children, uri);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Replaces or removes the named fields of one description; says which it found. A value of `undefined` removes. */
function rewrite(description: XmlElement, changes: ReadonlyMap<string, JsonValue | undefined>, prefix: string, found: Set<string>): XmlElement {
  const written = (name: string) => { const value = changes.get(name); return value === undefined ? undefined : writeFields([[name, value]], prefix, 2, false); };
  const touched = (uri: string, local: string): boolean => uri === CRS && changes.has(local);
  const turn = changes.get(TURN);
  const attributes = description.attributes.flatMap((given) => {
    if (given.uri === TIFF && given.local === 'Orientation' && turn !== undefined) {
      found.add(TURN);
      return [{ ...given, value: String(turn) }];
    }
    if (!touched(given.uri, given.local)) return [given];
    const [now] = written(given.local)?.attributes ?? [];
    if (now || changes.get(given.local) === undefined) found.add(given.local);
    return now ? [{ ...given, value: now.value }] : [];
  });
  const children = description.children.flatMap((child): readonly XmlNode[] => {
    if (child.kind === 'element' && child.uri === TIFF && child.local === 'Orientation' && turn !== undefined) {
      found.add(TURN);
      return [{ ...child, children: [textNode(String(turn))] }];
    }
    if (child.kind !== 'element' || !touched(child.uri, child.local)) return [child];
    found.add(child.local);
    const now = written(child.local);
    const [simple] = now?.attributes ?? [];
    const [whole] = now?.elements ?? [];
    return simple ? [{ ...child, attributes: [], children: [textNode(simple.value)] }] : whole ? [whole] : [];
  });
  return { ...description, attributes, children };
}

const replace = (nodes: readonly XmlNode[], with_: ReadonlyMap<XmlNode, XmlNode>): readonly XmlNode[] =>
  nodes.map((node) => with_.get(node) ?? (node.kind === 'element' ? { ...node, children: replace(node.children, with_) } : node));

/** `previous` with only what differs from `settings` rewritten: order, unknown names, other namespaces and the preset's head stay. */
function merged(settings: DevelopSettings, previous: string, orientation: number | undefined): string {
  const nodes = parseXml(previous);
  const rdf = findRdf(nodes);
  const before = readStored(previous);
  const old = before.meta.processVersion === undefined || isOlderVersion(before.meta.processVersion) || before.issues.some((issue) => issue.kind === 'translated');
  const changes = new Map<string, JsonValue | undefined>(diff(outward(before.settings), outward(settings)).map(({ name, to }) => [name, settings[name] === undefined && toolOf(name) === undefined ? undefined : to]));
  if (old && (changes.size > 0 || before.issues.some((issue) => issue.kind === 'translated'))) for (const [name, value] of inOrder(outward(settings))) changes.set(name, value);
  if (orientation !== undefined && rdf && orientationIn(rdf) !== orientation) changes.set(TURN, orientation);
  if (changes.size === 0) return previous;
  if (old) changes.set('ProcessVersion', PROCESS_VERSION);
  if (changes.has(CORRECTIONS)) for (const name of OLDER_LISTS) changes.set(name, undefined);

  const known = prefixOf(nodes, CRS);
  const prefix = `${known ?? 'crs'}:`;
  const descriptions = rdf ? descriptionsOf(rdf) : [];
  const found = new Set<string>();
  const rewritten = descriptions.map((description) => rewrite(description, changes, prefix, found));
  const home = Math.max(0, descriptions.findIndex((description) => fieldsOf(description).length > 0));
  const rest = writeFields([...changes].filter((entry): entry is [string, JsonValue] => !found.has(entry[0]) && entry[0] !== TURN && entry[1] !== undefined), prefix, 2, false);
  const target = rewritten[home];
  if (!target) return fresh(settings, orientation);
  const turn = changes.has(TURN) && !found.has(TURN) ? turnAttributes(orientation).filter(({ name }) => name === TURN || prefixOf(nodes, TIFF) !== 'tiff') : [];
  const declared = [...turn, ...(known === undefined ? [attribute('xmlns:crs', CRS)] : []), ...(prefixOf(nodes, RDF) === 'rdf' ? [] : [attribute('xmlns:rdf', RDF)])];
  const tail = rest.elements.flatMap((child) => [textNode(' '), child, textNode('\n  ')]);
  rewritten[home] = { ...target, attributes: [...target.attributes, ...declared, ...rest.attributes], children: [...target.children, ...tail] };
  return printXml(replace(nodes, new Map(descriptions.map((description, i) => [description, rewritten[i] ?? description]))));
}

/**
 * Settings as an XMP sidecar that Lightroom and exiftool read. With the text of a file that they came from (`previous`), that file is
 * returned with only the changed values rewritten; it must be readable (`SettingsFileError` otherwise). With the photo that the sidecar will lie
 * beside, crop and masks are moved onto the stored picture and `tiff:Orientation` says how it is turned, as Lightroom expects.
 */
export function writeXmp(settings: DevelopSettings, previous?: string, photo?: FilePhoto): string {
  const file = photo ? toFileFrame(settings, photo) : { settings, orientation: undefined };
  return previous === undefined ? fresh(file.settings, file.orientation) : merged(file.settings, previous, file.orientation);
}
