import { CORRECTIONS, choiceOf, diff, sha256 } from '../settings';
import { TOOLS, toolOf } from '../tools';
import type { DevelopSettings, JsonValue } from '../types';
import { isDarktable, readDarktable } from './darktable';
import { HEAD, settingsFile, type SettingsFile } from './document';
import { SettingsFileError } from './errors';
import { toFileFrame, type FilePhoto } from './frame';
import { OLDER_LISTS, isOlderVersion } from './older';
import { inKelvin, isForeign, withoutImplied } from './kelvin';
import { CRS, RDF, elementsOf, fieldsOf, isRdf, valueOf, writeFields } from './rdf';
import { parseXml, printXml, type XmlAttribute, type XmlElement, type XmlNode } from './xml';

/** What we write: process version 5, the first with today's masks, and the Camera Raw that brought them their present form. */
export const PROCESS_VERSION = '11.0';
const VERSION = '15.4';

const findRdf = (nodes: readonly XmlNode[]): XmlElement | undefined => {
  for (const node of nodes) {
    if (node.kind !== 'element') continue;
    const found = isRdf(node, 'RDF') ? node : findRdf(node.children);
    if (found) return found;
  }
  return undefined;
};

const descriptionsOf = (rdf: XmlElement): readonly XmlElement[] => elementsOf(rdf).filter((child) => isRdf(child, 'Description'));

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
 * Develop settings from an XMP sidecar, preset or embedded packet: attributes and elements, curves, masks and looks. Unknown names are kept in
 * `settings` and reported; the preset's own head (name, group, identity) is not a setting. With the photo that the file belongs to, its orientation is
 * honoured and crop and masks are moved onto the upright photo; without it they are taken as they stand. Throws `SettingsFileError` for what is not XMP
 * at all.
 */
export function readXmp(text: string, photo?: FilePhoto): SettingsFile {
  const rdf = findRdf(parseXml(text));
  if (!rdf) throw new SettingsFileError('not-xmp', 'The file is XML but not XMP: it has no rdf:RDF in it. Choose a sidecar or preset of Lightroom or Camera Raw.');
  const fields = Object.fromEntries(descriptionsOf(rdf).flatMap(fieldsOf)) as Record<string, JsonValue>;
  if (Object.keys(fields).length === 0 && isDarktable(descriptionsOf(rdf))) return readDarktable(descriptionsOf(rdf));
  const orientation = orientationIn(rdf);
  return settingsFile(fields, { format: 'xmp', localUnits: 'file', ...(orientation !== undefined && { meta: { orientation } }), ...(photo && { frame: { photo, orientation } }) });
}

/** Files say `Custom` where our documents leave it to be seen from the values. */
const outward = (settings: DevelopSettings): DevelopSettings => {
  const named = (['WhiteBalance', 'ToneCurveName2012'] as const).filter((name) => choiceOf(settings, name) === 'Custom');
  return { ...settings, ...Object.fromEntries(named.map((name) => [name, 'Custom'])) };
};

const ORDER = new Map(TOOLS.map((tool, index) => [tool.name, index]));
const inOrder = (settings: DevelopSettings): readonly (readonly [string, JsonValue])[] =>
  Object.entries(settings).filter(([name]) => !HEAD.has(name)).map((entry, index) => [entry, ORDER.get(entry[0]) ?? TOOLS.length + index] as const).sort((a, b) => a[1] - b[1]).map(([entry]) => entry);

const attribute = (name: string, value: string): XmlAttribute => ({ name, uri: '', local: name, value });
const textNode = (text: string): XmlNode => ({ kind: 'text', text });

const turnAttributes = (orientation: number | undefined): readonly XmlAttribute[] => (orientation === undefined ? [] : [attribute('xmlns:tiff', TIFF), attribute(TURN, String(orientation))]);

/** What a preset says about itself. Without a `uuid` it gets one made of its name and settings: the same preset, the same identity. */
export type PresetHead = { readonly name: string; readonly group?: string; readonly uuid?: string };

export const presetUuid = (head: PresetHead, settings: DevelopSettings): string => head.uuid ?? sha256(JSON.stringify([head.name, settings])).slice(0, 32).toUpperCase();

const presetFields = (head: PresetHead, settings: DevelopSettings): readonly (readonly [string, JsonValue])[] => [
  ['PresetType', 'Normal'], ['Cluster', ''], ['UUID', presetUuid(head, settings)], ['SupportsAmount2', true], ['SupportsAmount', true], ['SupportsColor', true], ['SupportsMonochrome', true],
  ['SupportsHighDynamicRange', true], ['SupportsNormalDynamicRange', true], ['SupportsSceneReferred', true], ['SupportsOutputReferred', true], ['RequiresRGBTables', false],
  ['CameraModelRestriction', ''], ['Copyright', ''], ['ContactInfo', ''],
  ['Name', { 'x-default': head.name }], ['ShortName', { 'x-default': '' }], ['SortName', { 'x-default': '' }], ['Group', { 'x-default': head.group ?? '' }], ['Description', { 'x-default': '' }],
];

/** What a picture is made of, beside a photo: IPTC's Digital Source Type (cv.iptc.org/newscodes/digitalsourcetype), and the system's name. */
export type PictureSource = { readonly type: 'compositeWithTrainedAlgorithmicMedia' | 'trainedAlgorithmicMedia'; readonly system: string };

const IPTC_EXT = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';
/** IPTC Photo Metadata 2025.1, Extension. */
const sourceAttributes = (source: PictureSource | undefined): readonly XmlAttribute[] => (source === undefined ? [] : [
  attribute('xmlns:Iptc4xmpExt', IPTC_EXT), attribute('Iptc4xmpExt:DigitalSourceType', `http://cv.iptc.org/newscodes/digitalsourcetype/${source.type}`), attribute('Iptc4xmpExt:AISystemUsed', source.system),
]);

const packet = (description: XmlElement): string => `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Evoroom">\n <rdf:RDF xmlns:rdf="${RDF}">\n  ${printXml([description], 2)}\n </rdf:RDF>\n</x:xmpmeta>\n`;

/** A packet that says what a picture is made of and nothing else. */
export const writeSource = (source: PictureSource): string =>
  packet({ kind: 'element', name: 'rdf:Description', uri: RDF, local: 'Description', attributes: [attribute('rdf:about', ''), ...sourceAttributes(source)], children: [] });

const fresh = (settings: DevelopSettings, orientation: number | undefined, head?: PresetHead, applied?: boolean, source?: PictureSource): string => {
  const top = writeFields(head ? presetFields(head, settings) : [], 'crs:', 2, false);
  const { attributes, elements } = writeFields(inOrder(outward(settings)), 'crs:', 2, false);
  const children = [...top.elements, ...elements];
  const description: XmlElement = {
    kind: 'element', name: 'rdf:Description', uri: RDF, local: 'Description',
    attributes: [
      attribute('rdf:about', ''), attribute('xmlns:crs', CRS), ...turnAttributes(orientation), ...top.attributes,
      attribute('crs:Version', VERSION), attribute('crs:ProcessVersion', PROCESS_VERSION), ...attributes, attribute('crs:HasSettings', 'True'), ...(applied ? [attribute('crs:AlreadyApplied', 'True')] : []), ...sourceAttributes(source),
    ],
    children: children.length === 0 ? [] : [...children.flatMap((child) => [textNode('\n   '), child]), textNode('\n  ')],
  };
  return packet(description);
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
function merged(settings: DevelopSettings, previous: string, orientation: number | undefined, photo: FilePhoto | undefined): string {
  const nodes = parseXml(previous);
  const rdf = findRdf(nodes);
  const before = readXmp(previous);
  const old = before.meta.processVersion === undefined || isOlderVersion(before.meta.processVersion) || before.issues.some((issue) => issue.kind === 'translated');
  const was = withoutImplied(before.settings, Object.fromEntries((rdf ? descriptionsOf(rdf) : []).flatMap(fieldsOf)), photo);
  const gone = (name: string): boolean => settings[name] === undefined && (toolOf(name) === undefined || isForeign(name, photo));
  const changes = new Map<string, JsonValue | undefined>(diff(outward(was), outward(settings)).map(({ name, to }) => [name, gone(name) ? undefined : to]));
  if (old && (changes.size > 0 || before.issues.some((issue) => issue.kind === 'translated'))) for (const [name, value] of inOrder(outward(settings))) changes.set(name, value);
  if (orientation !== undefined && rdf && orientationIn(rdf) !== orientation) changes.set(TURN, orientation);
  if (changes.size === 0) return previous;
  if (old) changes.set('ProcessVersion', PROCESS_VERSION);
  if (before.meta.applied) changes.set('AlreadyApplied', false);
  // A packet that had other things to say so far, a title or a rating.
  if (Object.keys(before.stated).length === 0) for (const [name, value] of [['Version', VERSION], ['HasSettings', true]] as const) changes.set(name, value);
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

export type XmpOptions = {
  /** Text of the file that the settings came from: it is returned with only the changed values rewritten. Must be readable (`SettingsFileError` otherwise). */
  readonly previous?: string;
  /** The photo that the file will lie beside or in: crop and masks are moved onto the stored picture and `tiff:Orientation` says how it is turned. */
  readonly photo?: FilePhoto;
  /** Write a preset for Lightroom's list of them, not a sidecar. */
  readonly preset?: PresetHead;
  /** For a packet inside the finished picture: says that the settings are in its pixels, so that no program applies them twice. */
  readonly applied?: boolean;
  /** Of such a packet, when an image model had a hand in the picture. */
  readonly source?: PictureSource;
};

/** Settings as an XMP file that Lightroom and exiftool read: a sidecar, or a preset. */
export function writeXmp(settings: DevelopSettings, { previous, photo, preset, applied, source }: XmpOptions = {}): string {
  const file = photo ? toFileFrame(inKelvin(settings, photo).settings, photo) : { settings, orientation: undefined };
  return previous === undefined ? fresh(file.settings, file.orientation, preset, applied, source) : merged(file.settings, previous, file.orientation, photo);
}
