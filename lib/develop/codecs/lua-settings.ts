import { CORRECTIONS, choiceOf, diff } from '../settings';
import { isList, isRecord } from '../settings/json';
import { numberIn } from '../settings/read';
import { LOCAL_CURVES, toolOf } from '../tools';
import type { DevelopSettings, JsonValue } from '../types';
import { HEAD, settingsFile, type SettingsFile } from './document';
import { SettingsFileError } from './errors';
import { joined, spellItem } from './format';
import { toFileFrame, type FilePhoto } from './frame';
import { inKelvin, isForeign, withoutImplied } from './kelvin';
import { parseLua, printLua } from './lua';
import { PROCESS_VERSION, presetUuid, type PresetHead } from './xmp';

/**
 * Develop settings as Lua tables: the table that Lightroom's SDK takes (`photo:applyDevelopSettings`) and that agent-to-Lightroom servers are sent
 * (`return { … }`), and Lightroom's presets before 2018 (`.lrtemplate`: `s = { …, value = { settings = { … } } }`). The names are the `crs:` ones;
 * curves are flat lists `{ 0, 0, 255, 255 }`, point colours records, lists of numbers in masks texts. Like XMP, they measure on the stored picture.
 */
type Fields = Readonly<Record<string, JsonValue>>;

/** How Lightroom calls the turn of a photo: which stored corners (A B C D, clockwise from the top left) lie at its top left and top right. */
const CORNERS: Readonly<Record<string, number>> = { AB: 1, BA: 2, CD: 3, DC: 4, AD: 5, DA: 6, CB: 7, BC: 8 };

/** Records with the keys 1…n are lists that lost their kind on the way through another format. */
export function indexedLists(value: JsonValue): JsonValue {
  if (isList(value)) return value.map(indexedLists);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  const indexed = entries.length > 0 && entries.every(([key], i) => key === String(i + 1));
  return indexed ? entries.map(([, item]) => indexedLists(item)) : Object.fromEntries(entries.map(([key, item]) => [key, indexedLists(item)]));
}

/** The nineteen numbers of a point colour in the order of its text form. */
const POINT_COLOUR: readonly string[] = [
  'SrcHue', 'SrcSat', 'SrcLum', 'HueShift', 'SatScale', 'LumScale', 'RangeAmount',
  ...['HueRange', 'SatRange', 'LumRange'].flatMap((range) => ['LowerNone', 'LowerFull', 'UpperFull', 'UpperNone'].map((end) => `${range}.${end}`)),
];
const at = (record: Fields, path: string): JsonValue | undefined => path.split('.').reduce<JsonValue | undefined>((inside, name) => (isRecord(inside) ? inside[name] : undefined), record);

/** Point colours that came as records, in the text form of XMP. */
export function pointColourTexts(name: string, value: JsonValue): JsonValue {
  if (name !== 'PointColors' || !isList(value)) return value;
  return value.map((item) => {
    const numbers = isRecord(item) ? POINT_COLOUR.map((path) => numberIn(at(item, path))) : [];
    return numbers.length > 0 && numbers.every((number) => number !== undefined) ? numbers.map((number) => number.toFixed(6)).join(', ') : item;
  });
}

/** The other way: texts or lists of nineteen numbers as records. */
function pointColourRecords(value: JsonValue): JsonValue {
  if (!isList(value)) return value;
  return value.map((item) => {
    const numbers = typeof item === 'string' ? item.split(',').map(Number) : isList(item) ? item.map(Number) : [];
    if (numbers.length !== POINT_COLOUR.length || numbers.some((number) => !Number.isFinite(number))) return item;
    const out: Record<string, JsonValue> = {};
    for (const [i, path] of POINT_COLOUR.entries()) {
      const [name = '', end] = path.split('.');
      const inside = out[name];
      out[name] = end === undefined ? (numbers[i] ?? 0) : { ...(isRecord(inside) ? inside : {}), [end]: numbers[i] ?? 0 };
    }
    return out;
  });
}

const isPoint = (value: JsonValue): value is readonly [number, number] => isList(value) && value.length === 2 && value.every((part) => typeof part === 'number');
const flatten = (value: JsonValue): JsonValue => {
  if (!isList(value)) return value;
  const points = value.map((point) => (typeof point === 'string' ? point.split(',').map(Number) : point));
  return points.every((point) => isPoint(point) && point.every(Number.isFinite)) ? points.flat() : value;
};

/** Texts of a look's own parameters as Lua has them: numbers and booleans. Versions and names stay texts. */
function typed(name: string, value: JsonValue): JsonValue {
  if (typeof value === 'string') {
    if (/^(Version|ProcessVersion|CompatibleVersion|UUID|Name|.*Digest)$/.test(name) || name.startsWith('Table_')) return value;
    return numberIn(value) ?? (/^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value);
  }
  if (/^(Extended)?ToneCurvePV2012/.test(name)) return flatten(value);
  return isRecord(value) && !('x-default' in value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typed(key, item)])) : value;
}

/** One field inside a correction or mask. */
function nested(name: string, value: JsonValue): JsonValue {
  const text = joined(name, value);
  if (text !== undefined) return text;
  if (isList(value)) return (name === 'PointModels' || LOCAL_CURVES.some((curve) => curve === name)) ? value.map((item) => spellItem(name, item)) : value.map((item) => nested('', item));
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, nested(key, item)])) : value;
}

function toLua(name: string, value: JsonValue): JsonValue {
  const tool = toolOf(name);
  if (name === CORRECTIONS) return nested(name, value);
  if (name === 'PointColors') return pointColourRecords(value);
  if (name === 'Look') return typed(name, value);
  if (tool?.kind === 'curve') return flatten(value);
  return tool?.kind === 'boolean' && tool.written === 'digit' && typeof value === 'boolean' ? Number(value) : value;
}

function fromLua(name: string, value: JsonValue): JsonValue {
  if (name === 'Look' && isRecord(value) && isRecord(value['Parameters'])) {
    const curves = Object.entries(value['Parameters']).map(([key, item]) => [key, /ToneCurvePV2012/.test(key) && isList(item) && item.every((part) => typeof part === 'number') ? pairsOf(item) : item] as const);
    return { ...value, Parameters: Object.fromEntries(curves) };
  }
  return pointColourTexts(name, value);
}

const pairsOf = (flat: readonly JsonValue[]): readonly string[] => Array.from({ length: flat.length >> 1 }, (_, i) => `${String(flat[2 * i])}, ${String(flat[2 * i + 1])}`);

/** Where the settings lie in a file, from the outside in, and what they are. */
function insides(root: Fields): { readonly path: readonly string[]; readonly fields: Fields } {
  for (const path of [['value', 'settings'], ['settings'], []] as const) {
    const found = path.reduce<JsonValue | undefined>((inside, name) => (isRecord(inside) ? inside[name] : undefined), root);
    if (isRecord(found)) return { path, fields: found };
  }
  return { path: [], fields: {} };
}

function rootOf(text: string): { readonly name: string | undefined; readonly root: Fields } {
  const { name, value } = parseLua(text);
  if (isRecord(value)) return { name, root: value };
  if (isList(value) && value.length === 0) return { name, root: {} };
  throw new SettingsFileError('no-settings', 'The Lua file holds a list or a single value, not a table of develop settings such as { Exposure2012 = 0.5 }.');
}

const textIn = (fields: Fields, name: string): string | undefined => { const value = fields[name]; return typeof value === 'string' && value !== '' ? value : undefined; };

/** Develop settings from a Lua table or `.lrtemplate`. Throws `SettingsFileError`, also for a file with code in it. */
export function readLua(text: string, photo?: FilePhoto): SettingsFile {
  const { root } = rootOf(text);
  const { path, fields } = insides(root);
  const template = path.length === 2 && isRecord(root['value']);
  const value = isRecord(root['value']) ? root['value'] : {};
  const [name, uuid] = [textIn(root, 'title') ?? textIn(root, 'internalName'), textIn(value, 'uuid') ?? textIn(root, 'id')];
  const { orientation, ...own } = fields;
  const turn = typeof orientation === 'string' ? CORNERS[orientation] : undefined;
  return settingsFile(Object.fromEntries(Object.entries(own).map(([key, given]) => [key.replace(/^crs:/, ''), fromLua(key, given)])), {
    format: template ? 'lrtemplate' : 'lua',
    localUnits: template ? 'file' : 'detect',
    ...(photo && { frame: { photo, orientation: turn } }),
    meta: { ...(turn !== undefined && { orientation: turn }), ...(template && { preset: true, ...(name !== undefined && { name }), ...(uuid !== undefined && { uuid: uuid.replace(/-/g, '') }) }) },
  });
}

export type LuaOptions = {
  /** Text of the file that the settings came from: everything else in it stays. */
  readonly previous?: string;
  readonly photo?: FilePhoto;
};

/** Lightroom takes Kelvin only with the name that says whose they are. */
const balanced = (settings: DevelopSettings): DevelopSettings =>
  (settings['Temperature'] !== undefined || settings['Tint'] !== undefined) && choiceOf(settings, 'WhiteBalance') === 'Custom' ? { ...settings, WhiteBalance: 'Custom' } : settings;

const stored = (settings: DevelopSettings, photo: FilePhoto | undefined): Fields => {
  if (!photo) return balanced(settings);
  const file = toFileFrame(inKelvin(settings, photo).settings, photo);
  const corners = Object.entries(CORNERS).find(([, orientation]) => orientation === file.orientation)?.[0];
  return { ...balanced(file.settings), ...(corners !== undefined && { orientation: corners }) };
};

const fresh = (settings: Fields): Fields => ({ ProcessVersion: PROCESS_VERSION, ...Object.fromEntries(Object.entries(settings).filter(([name]) => !HEAD.has(name)).map(([name, value]) => [name, toLua(name, value)])) });

/** The previous file's table with only what changed replaced. */
function merged(settings: DevelopSettings, previous: string, photo: FilePhoto | undefined): string {
  const { name, root } = rootOf(previous);
  const before = readLua(previous, photo);
  const older = before.issues.some((issue) => issue.kind === 'translated');
  const { path, fields } = insides(root);
  const changes = diff(withoutImplied(before.settings, fields, photo), inKelvin(settings, photo).settings);
  if (changes.length === 0 && !older) return previous;
  const now = stored(settings, photo);
  const to = new Map(changes.filter(({ name: key }) => !photo || key !== 'Orientation').map((change) => [change.name, isForeign(change.name, photo) ? null : change.to]));
  const changed = Object.fromEntries([...new Set([...(photo ? Object.keys(now) : to.has('Temperature') || to.has('Tint') ? ['WhiteBalance'] : []), ...to.keys()])].map((key) => [key, toLua(key, now[key] ?? to.get(key) ?? null)]));
  const inner = older ? fresh(now) : { ...fields, ...changed };
  const whole = path.reduceRight<JsonValue>((inside, key, depth) => {
    const around = path.slice(0, depth).reduce<JsonValue | undefined>((outer, step) => (isRecord(outer) ? outer[step] : undefined), root);
    return { ...(isRecord(around) ? around : {}), [key]: inside };
  }, inner);
  return `${name === undefined ? 'return ' : `${name} = `}${printLua(whole)}\n`;
}

/** Settings as the Lua table that Lightroom's SDK and agent-to-Lightroom servers take. */
export function writeLua(settings: DevelopSettings, { previous, photo }: LuaOptions = {}): string {
  return previous === undefined ? `return ${printLua(fresh(stored(settings, photo)))}\n` : merged(settings, previous, photo);
}

const dashed = (uuid: string): string => uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Settings as a preset of Lightroom 1 to 7. */
export function writeLrtemplate(settings: DevelopSettings, head: PresetHead, { previous, photo }: LuaOptions = {}): string {
  if (previous !== undefined) return merged(settings, previous, photo);
  const uuid = dashed(presetUuid(head, settings));
  const template = { id: uuid, internalName: head.name, title: head.name, type: 'Develop', value: { settings: fresh(stored(settings, photo)), uuid }, version: 0 };
  return `s = ${printLua(template)}\n`;
}
