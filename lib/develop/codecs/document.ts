import { CORRECTIONS, LENS_BLUR, LOOK, normalise, type LocalUnits } from '../settings';
import { isList, isRecord } from '../settings/json';
import { inSliderUnits } from '../settings/local';
import { booleanIn } from '../settings/read';
import { retouchIssues } from '../pipeline/retouch/limit';
import { toolOf } from '../tools';
import type { DevelopSettings, JsonValue, SettingsIssue, Size } from '../types';
import { fromFileFrame, type FilePhoto } from './frame';
import { translateOlder } from './older';
import { profileAsLook } from './profile';

/** What a file says about itself beside its settings. */
export type SettingsFileMeta = {
  readonly format: ReadFormat;
  /** A look to be laid over other settings, not the whole of one photo's. */
  readonly preset: boolean;
  /** The settings are in the pixels of the picture that carries them: applied again they would count twice. */
  readonly applied?: boolean;
  readonly name?: string;
  readonly group?: string;
  readonly uuid?: string;
  /** How the file says that the stored picture is turned (EXIF 1…8). */
  readonly orientation?: number;
  readonly processVersion?: string;
  readonly version?: string;
};

export type ReadFormat = 'xmp' | 'lrtemplate' | 'lua' | 'json' | 'cube' | 'darktable' | 'pp3';

export type SettingsFile = {
  /** The whole document, normalised: what the file does not say is at its default. */
  readonly settings: DevelopSettings;
  /** Only and all that the file says, in its order and with defaults spelled out: as a patch it lays the file over other settings. */
  readonly stated: DevelopSettings;
  readonly issues: readonly SettingsIssue[];
  readonly meta: SettingsFileMeta;
};

type Fields = Readonly<Record<string, JsonValue>>;

/** The head of a preset and the versions: about the file, not the picture. */
export const HEAD: ReadonlySet<string> = new Set([
  'PresetType', 'Cluster', 'UUID', 'SupportsAmount', 'SupportsAmount2', 'SupportsColor', 'SupportsMonochrome', 'SupportsHighDynamicRange', 'SupportsNormalDynamicRange',
  'SupportsSceneReferred', 'SupportsOutputReferred', 'RequiresRGBTables', 'ShowInPresets', 'ShowInQuickActions', 'CameraModelRestriction', 'Copyright', 'ContactInfo',
  'Name', 'ShortName', 'SortName', 'Group', 'Description', 'HasSettings', 'AlreadyApplied', 'Version', 'ProcessVersion', 'CompatibleVersion',
]);

const MOST_ISSUES = 500;

const word = (value: JsonValue | undefined): string | undefined => {
  if (typeof value === 'string' || typeof value === 'number') return String(value) || undefined;
  const first = isRecord(value) ? (value['x-default'] ?? Object.values(value)[0]) : undefined;
  return typeof first === 'string' && first !== '' ? first : undefined;
};

/** A hostile file can be wrong in more places than anyone reads. */
const bounded = (issues: readonly SettingsIssue[]): readonly SettingsIssue[] =>
  issues.length <= MOST_ISSUES ? issues : [...issues.slice(0, MOST_ISSUES), { name: '', kind: 'invalid', message: `and ${issues.length - MOST_ISSUES} more of the kind` }];

const CROP_NAMES = ['CropLeft', 'CropTop', 'CropRight', 'CropBottom', 'CropAngle', 'HasCrop'];

/** Files say `Custom` where documents leave it to be seen from the values. */
const CUSTOM_NAMES = ['WhiteBalance', 'ToneCurveName2012'];

const EMPTY: Readonly<Record<string, JsonValue>> = { [LOOK]: { Name: '' }, [LENS_BLUR]: { Active: false } };

/** A tool at its default as files spell it out: an empty list, a look without a name. */
const emptyOf = (name: string): JsonValue | undefined => {
  const tool = toolOf(name);
  return tool?.default === null ? (EMPTY[name] ?? []) : tool?.default;
};

/** `settings` cut down to the names that the file has, plus the values that these stand for (a crop's other corners, what a named preset sets). */
function stated(fields: Fields, settings: DevelopSettings): DevelopSettings {
  const names = Object.keys(fields);
  const valueOf = (name: string): JsonValue | undefined => settings[name] ?? (CUSTOM_NAMES.includes(name) && fields[name] === 'Custom' ? 'Custom' : emptyOf(name));
  const all = new Set([...names, ...(names.some((name) => CROP_NAMES.includes(name)) ? CROP_NAMES : []), ...Object.keys(settings)]);
  return Object.fromEntries([...all].flatMap((name) => { const value = valueOf(name); return value === undefined ? [] : [[name, value] as const]; }));
}

export type Reading = {
  readonly format: ReadFormat;
  readonly localUnits: LocalUnits;
  /** What the reader of the format itself had to say. */
  readonly issues?: readonly SettingsIssue[];
  readonly meta?: Partial<SettingsFileMeta>;
  /** Where the file measures crop and masks on the stored picture: the photo, and how the file says that it is turned. */
  readonly frame?: { readonly photo: FilePhoto; readonly orientation: number | undefined };
  /** The photo, upright, where the file measures on that. */
  readonly upright?: Size;
};

/** Fields under a file's own names as a settings file: older names translated, values checked, the file's head apart. */
export function settingsFile(given: Fields, { format, localUnits, issues: found = [], meta, frame, upright = frame?.photo }: Reading): SettingsFile {
  const fields = profileAsLook(given, (name) => HEAD.has(name));
  const version = word(fields['ProcessVersion']);
  const translated = translateOlder(Object.fromEntries(Object.entries(fields).filter(([name]) => !HEAD.has(name))), version);
  const { settings: stored, issues } = normalise(translated.fields, { localUnits });
  const settings = frame ? fromFileFrame(stored, frame.photo, frame.orientation) : stored;
  const corrections = translated.fields[CORRECTIONS];
  const scaled: readonly SettingsIssue[] = localUnits === 'detect' && isList(corrections) && inSliderUnits(corrections, 'detect')
    ? [{ name: CORRECTIONS, kind: 'translated', message: 'some local amounts are beyond ±1, which files cannot hold: all were read as what sliders show (100 is full, exposure in stops)' }] : [];
  const nothing: readonly SettingsIssue[] = Object.keys(fields).length === 0 ? [{ name: '', kind: 'invalid', message: 'the file holds no develop settings' }] : [];
  const [name, group, uuid, crVersion] = [word(fields['Name']), word(fields['Group']), word(fields['UUID']), word(fields['Version'])];
  return {
    settings,
    stated: stated(translated.fields, settings),
    issues: bounded([...nothing, ...found, ...translated.issues, ...scaled, ...issues, ...(upright ? retouchIssues(settings, upright) : [])]),
    meta: {
      format, preset: fields['PresetType'] !== undefined, ...(booleanIn(fields['AlreadyApplied']) && { applied: true }),
      ...(name !== undefined && { name }), ...(group !== undefined && { group }), ...(uuid !== undefined && { uuid }),
      ...(version !== undefined && { processVersion: version }), ...(crVersion !== undefined && { version: crVersion }), ...meta,
    },
  };
}
