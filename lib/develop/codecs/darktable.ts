import { Unzlib } from 'fflate';
import type { JsonValue, SettingsIssue } from '../types';
import { settingsFile, type SettingsFile } from './document';
import { elementsOf, isRdf } from './rdf';
import type { XmlElement } from './xml';

/**
 * darktable's sidecars: a history of modules, each with a C structure of its own as hex or deflated base 64. What looks at tone and colour is brought to
 * the nearest slider, everything else is named in the issues; nothing comes out equal. Layouts: `dt_iop_…_params_t` of darktable 3.4 to 5.
 */
const DARKTABLE = 'http://darktable.sf.net/';

/** The largest structure of a module that we read has some hundred bytes. */
const MOST_BYTES = 16 * 1024;

/** The float at a place of the structure, counted in fours of bytes. */
type Floats = (index: number) => number;
type Fields = Record<string, JsonValue>;
/** `bytes`: the part of the structure that is read; `since`: the first version that lays it out so (later ones only add to its end). */
type Module = { readonly bytes: number; readonly since: number; readonly read: (float: Floats) => Fields };

const clamp = (value: number, limit: number): number => Math.min(limit, Math.max(-limit, value));
const percent = (value: number, limit = 100): number => Math.round(clamp(value * 100, limit));
/** darktable gives every photo this before its tone mapper; our photos start without both. */
const SCENE_EXPOSURE = 0.7;
const TONE_MAPPERS = ['filmicrgb', 'filmic', 'sigmoid', 'agx', 'basecurve'];

/** A wheel of colour balance: hue in degrees, chroma 0…1, luminance −1…1. */
const wheel = (hue: string, saturation: string, luminance: string, y: number, c: number, h: number): Fields => ({
  ...(c > 0 && { [hue]: Math.round(((h % 360) + 360) % 360), [saturation]: Math.max(0, percent(c)) }), ...(y !== 0 && { [luminance]: percent(y) }),
});

const MODULES: Readonly<Record<string, Module>> = {
  exposure: { bytes: 12, since: 5, read: (float) => ({ Exposure2012: Math.round(clamp(float(2), 5) * 100) / 100, black: float(1) }) },
  crop: { bytes: 16, since: 1, read: (float) => ({ CropLeft: float(0), CropTop: float(1), CropRight: float(2), CropBottom: float(3) }) },
  colorbalancergb: { bytes: 96, since: 2, read: (float) => ({
    Saturation: percent(float(17) + float(19)), Vibrance: percent(float(29)), Contrast2012: percent(float(31)),
    ...wheel('SplitToningShadowHue', 'SplitToningShadowSaturation', 'ColorGradeShadowLum', float(0), float(1), float(2)),
    ...wheel('ColorGradeMidtoneHue', 'ColorGradeMidtoneSat', 'ColorGradeMidtoneLum', float(3), float(4), float(5)),
    ...wheel('SplitToningHighlightHue', 'SplitToningHighlightSaturation', 'ColorGradeHighlightLum', float(6), float(7), float(8)),
    ...wheel('ColorGradeGlobalHue', 'ColorGradeGlobalSat', 'ColorGradeGlobalLum', float(9), float(10), float(11)),
  }) },
  shadhi: { bytes: 20, since: 4, read: (float) => ({ Shadows2012: Math.round(clamp(float(2), 100)), Highlights2012: Math.round(clamp(float(4), 100)) }) },
  bilat: { bytes: 16, since: 3, read: (float) => ({ Clarity2012: percent(float(3)) }) },
  hazeremoval: { bytes: 4, since: 1, read: (float) => ({ Dehaze: percent(float(0)) }) },
  vibrance: { bytes: 4, since: 1, read: (float) => ({ Vibrance: Math.round(clamp(float(0), 100)) }) },
  sharpen: { bytes: 8, since: 1, read: (float) => ({ Sharpness: Math.round(clamp(float(1) * 60, 150)), SharpenRadius: Math.round(Math.min(3, Math.max(0.5, float(0) / 2)) * 10) / 10 }) },
  grain: { bytes: 12, since: 2, read: (float) => ({ GrainAmount: Math.round(Math.max(0, clamp(float(2), 100))) }) },
  monochrome: { bytes: 0, since: 1, read: () => ({ ConvertToGrayscale: true }) },
  lens: { bytes: 0, since: 1, read: () => ({ LensProfileEnable: true }) },
  cacorrect: { bytes: 0, since: 1, read: () => ({ AutoLateralCA: true }) },
  cacorrectrgb: { bytes: 0, since: 1, read: () => ({ AutoLateralCA: true }) },
};

/** What every photo goes through and no slider is for. */
const TECHNICAL: ReadonlySet<string> = new Set(['rawprepare', 'demosaic', 'colorin', 'colorout', 'gamma', 'highlights', 'finalscale', 'mask_manager', 'dither', 'scalepixels', 'rotatepixels', 'overexposed', 'rawoverexposed', 'initialscale']);
const WHITE_BALANCE: ReadonlySet<string> = new Set(['temperature', 'channelmixerrgb']);

/** The bytes of a module's structure; undefined where they cannot be read. */
function decode(params: string): DataView | undefined {
  if (/^[0-9a-f]*$/i.test(params) && params.length % 2 === 0 && params.length <= 2 * MOST_BYTES) return new DataView(Uint8Array.from({ length: params.length / 2 }, (_, i) => Number.parseInt(params.slice(2 * i, 2 * i + 2), 16)).buffer);
  if (!/^gz\d\d[A-Za-z0-9+/]+=*$/.test(params) || params.length > 2 * MOST_BYTES) return undefined;
  try {
    const packed = Uint8Array.from(atob(params.slice(4)), (char) => char.charCodeAt(0));
    const bytes = new Uint8Array(MOST_BYTES);
    let filled = 0;
    const stream = new Unzlib((chunk) => {
      if (filled + chunk.length > MOST_BYTES) throw new RangeError('too large');
      bytes.set(chunk, filled);
      filled += chunk.length;
    });
    stream.push(packed, true);
    return new DataView(bytes.buffer, 0, filled);
  } catch {
    // Whatever is wrong with it, it is one module of many: the issue names it.
    return undefined;
  }
}

type Entry = { readonly operation: string; readonly enabled: boolean; readonly version: number; readonly params: string };

const valueIn = (element: XmlElement, local: string): string | undefined => element.attributes.find((given) => given.uri === DARKTABLE && given.local === local)?.value;

/** The modules as they stand at the end of the history: the last entry of each counts. */
function historyOf(descriptions: readonly XmlElement[]): readonly Entry[] {
  const last = new Map<string, Entry>();
  for (const description of descriptions) {
    const end = Number(valueIn(description, 'history_end') ?? Number.NaN);
    const history = elementsOf(description).find((child) => child.uri === DARKTABLE && child.local === 'history');
    const items = history ? elementsOf(history).filter((list) => isRdf(list, 'Seq') || isRdf(list, 'Bag')).flatMap(elementsOf) : [];
    for (const [i, item] of items.entries()) {
      const operation = valueIn(item, 'operation');
      if (operation === undefined || Number(valueIn(item, 'num') ?? i) >= end) continue;
      last.set(`${operation} ${valueIn(item, 'multi_priority') ?? '0'}`, { operation, enabled: valueIn(item, 'enabled') === '1', version: Number(valueIn(item, 'modversion') ?? 0), params: valueIn(item, 'params') ?? '' });
    }
  }
  return [...last.values()].filter((entry) => entry.enabled);
}

export const isDarktable = (descriptions: readonly XmlElement[]): boolean => descriptions.some((description) => elementsOf(description).some((child) => child.uri === DARKTABLE && child.local === 'history'));

function fieldsOf({ operation, version, params }: Entry): Fields | undefined {
  const known = Object.hasOwn(MODULES, operation) ? MODULES[operation] : undefined;
  if (!known || version < known.since) return undefined;
  const view = known.bytes === 0 ? new DataView(new ArrayBuffer(0)) : decode(params);
  if (!view || view.byteLength < known.bytes) return undefined;
  const at = (index: number) => 4 * index + 4 <= view.byteLength;
  const float = (index: number): number => { const value = at(index) ? view.getFloat32(4 * index, true) : 0; return Number.isFinite(value) ? value : 0; };
  return known.read(float);
}

/** The nearest settings to what darktable's history does. Crops are of the turned picture, as ours are. */
export function readDarktable(descriptions: readonly XmlElement[]): SettingsFile {
  const issues: SettingsIssue[] = [];
  const note = (name: string, kind: 'translated' | 'invalid', message: string): void => { issues.push({ name, kind, message }); };
  const out: Record<string, JsonValue> = {};
  const history = historyOf(descriptions);
  const mapper = history.find(({ operation }) => TONE_MAPPERS.includes(operation));
  for (const entry of history) {
    const { operation } = entry;
    if (TECHNICAL.has(operation) || operation === mapper?.operation) continue;
    if (WHITE_BALANCE.has(operation)) { note(operation, 'invalid', 'darktable’s white balance belongs to the camera’s own numbers; the photo keeps the one it was taken with'); continue; }
    if (operation === 'flip' && /^f{8}/i.test(entry.params)) continue;
    const fields = fieldsOf(entry);
    if (!fields) { note(operation, 'invalid', `darktable’s ${operation} has no counterpart here, or is of a version that is not read; it is left out`); continue; }
    const { black, ...settings } = fields;
    if (typeof black === 'number' && Math.abs(black) > 1e-4) note(operation, 'invalid', 'its black level is left out');
    for (const [name, value] of Object.entries(settings)) {
      const before = out[name];
      // Several instances of a module add up, as their effects do.
      out[name] = typeof value === 'number' && typeof before === 'number' && !name.startsWith('Crop') ? before + value : value;
    }
    note(operation, 'translated', `darktable’s ${operation} is brought to the nearest sliders, close but not equal`);
  }
  if (mapper) {
    note(mapper.operation, 'translated', `${mapper.operation} and the ${SCENE_EXPOSURE} EV that darktable gives every photo before it are replaced by this engine’s own tones`);
    if (mapper.operation !== 'basecurve' && typeof out['Exposure2012'] === 'number') out['Exposure2012'] = Math.round((out['Exposure2012'] - SCENE_EXPOSURE) * 100) / 100;
  }
  return settingsFile(out, { format: 'darktable', localUnits: 'file', issues });
}
