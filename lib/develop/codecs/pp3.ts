import { numberIn } from '../settings/read';
import type { JsonValue, SettingsIssue } from '../types';
import { settingsFile, type SettingsFile } from './document';
import type { FilePhoto } from './frame';
import { checkLength } from './limits';

/**
 * RawTherapee's processing profiles (`.pp3`, sections of `key=value`): the sliders that have a near relative here. Everything else that is switched on is
 * named in the issues.
 */
type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;

type Rule = { readonly section: string; readonly key: string; readonly to: string; readonly scale: number };

/** Sliders of the same meaning. `scale`: the ratio of the two scales, judged by their effect at half way. */
const RULES: readonly Rule[] = [
  { section: 'Exposure', key: 'Compensation', to: 'Exposure2012', scale: 1 },
  { section: 'Exposure', key: 'Brightness', to: 'Exposure2012', scale: 0.01 },
  { section: 'Exposure', key: 'Contrast', to: 'Contrast2012', scale: 1 },
  { section: 'Exposure', key: 'Saturation', to: 'Saturation', scale: 1 },
  { section: 'Exposure', key: 'Black', to: 'Blacks2012', scale: -0.01 },
  { section: 'Exposure', key: 'HighlightCompr', to: 'Highlights2012', scale: -0.2 },
  { section: 'Shadows & Highlights', key: 'Highlights', to: 'Highlights2012', scale: -1 },
  { section: 'Shadows & Highlights', key: 'Shadows', to: 'Shadows2012', scale: 1 },
  { section: 'Vibrance', key: 'Pastels', to: 'Vibrance', scale: 1 },
  { section: 'Local Contrast', key: 'Amount', to: 'Clarity2012', scale: 50 },
  { section: 'Dehaze', key: 'Strength', to: 'Dehaze', scale: 1 },
  { section: 'Sharpening', key: 'Amount', to: 'Sharpness', scale: 0.25 },
  { section: 'Sharpening', key: 'Radius', to: 'SharpenRadius', scale: 2 },
  { section: 'Directional Pyramid Denoising', key: 'Luma', to: 'LuminanceSmoothing', scale: 1 },
  { section: 'Directional Pyramid Denoising', key: 'Chroma', to: 'ColorNoiseReduction', scale: 1 },
  { section: 'PCVignette', key: 'Strength', to: 'PostCropVignetteAmount', scale: -25 },
  { section: 'PCVignette', key: 'Feather', to: 'PostCropVignetteFeather', scale: 1 },
  { section: 'Rotation', key: 'Degree', to: 'CropAngle', scale: -1 },
];
const LIMITS: Readonly<Record<string, readonly [number, number]>> = { Exposure2012: [-5, 5], SharpenRadius: [0.5, 3], Sharpness: [0, 150], CropAngle: [-45, 45] };

/** Sections without a slider of ours that are technical, or spoken for above. */
const SILENT: ReadonlySet<string> = new Set(['Version', 'General', 'White Balance', 'Crop', 'Black & White', 'Coarse Transformation', 'Common Properties for Transformations', 'Color Management', 'RAW', 'RAW Bayer', 'RAW X-Trans', 'RAW Preprocess WB', 'Resize', 'PostResizeSharpening', 'MetaData', 'Exif', 'IPTC', 'HLRecovery', ...RULES.map(({ section }) => section)]);

function sectionsOf(text: string): Sections {
  const sections = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const head = /^\[([^\]\n]{1,80})\]$/.exec(line.trim())?.[1];
    if (head !== undefined) sections.set(head, (current = sections.get(head) ?? new Map<string, string>()));
    else if (!line.startsWith('#') && line.includes('=')) current.set(line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim());
  }
  return sections;
}

const isOn = (section: ReadonlyMap<string, string>): boolean => section.get('Enabled') !== 'false';

/** Whether a text is such a profile. */
export const isPp3 = (start: string): boolean => /^\[Version\]\s*[\r\n]+\s*AppVersion=/m.test(start);

/** The nearest settings to a profile. Its crop is in px of the turned photo: without the photo's size it is left out and said so. */
export function readPp3(text: string, photo?: FilePhoto): SettingsFile {
  checkLength(text);
  const sections = sectionsOf(text);
  const issues: SettingsIssue[] = [];
  const out: Record<string, JsonValue> = {};
  for (const { section, key, to, scale } of RULES) {
    const found = sections.get(section);
    const value = found && isOn(found) ? numberIn(found.get(key) ?? null) : undefined;
    if (value === undefined || (value === 0 && to !== 'SharpenRadius')) continue;
    const [low, high] = LIMITS[to] ?? [-100, 100];
    const before = out[to];
    out[to] = Math.round(Math.min(high, Math.max(low, (typeof before === 'number' ? before : 0) + value * scale)) * 100) / 100;
    issues.push({ name: `${section}.${key}`, kind: 'translated', message: `RawTherapee’s ${section}, ${key} is brought to ${to}, close but not equal` });
  }
  const balance = sections.get('White Balance');
  const temperature = numberIn(balance?.get('Temperature') ?? null);
  if (balance && isOn(balance) && balance.get('Setting') === 'Custom' && temperature !== undefined) {
    out['Temperature'] = Math.round(Math.min(50_000, Math.max(2000, temperature)));
    issues.push({ name: 'White Balance.Temperature', kind: 'translated', message: 'the temperature is taken over; RawTherapee’s green has another scale and is left out' });
  }
  const grey = sections.get('Black & White');
  if (grey?.get('Enabled') === 'true') out['ConvertToGrayscale'] = true;
  const crop = sections.get('Crop');
  if (crop?.get('Enabled') === 'true') {
    const [x = 0, y = 0, w = 0, h = 0] = ['X', 'Y', 'W', 'H'].map((key) => numberIn(crop.get(key) ?? null) ?? 0);
    if (photo && w > 0 && h > 0) Object.assign(out, { CropLeft: x / photo.width, CropTop: y / photo.height, CropRight: Math.min(1, (x + w) / photo.width), CropBottom: Math.min(1, (y + h) / photo.height) });
    else issues.push({ name: 'Crop', kind: 'invalid', message: 'the crop is in pixels: name the photo to have it' });
  }
  for (const [name, section] of sections) if (!SILENT.has(name) && section.get('Enabled') === 'true') issues.push({ name, kind: 'invalid', message: `RawTherapee’s ${name} has no counterpart here; it is left out` });
  return settingsFile(out, { format: 'pp3', localUnits: 'file', issues });
}
