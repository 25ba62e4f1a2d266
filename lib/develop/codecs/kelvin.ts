import { asShot, greyBefore, lightOfGrey, rebalance } from '../camera';
import { invert, times } from '../pipeline/primaries';
import { incrementsBeyondPreset, whitePointFor } from '../pipeline/scene';
import { numberOf } from '../settings';
import { KELVIN_PRESETS, toolOf } from '../tools';
import type { CameraColour, DevelopSettings, SettingsIssue } from '../types';
import type { FilePhoto } from './frame';

/**
 * The white balance of a RAW photo as other programs know it. Ours moves `IncrementalTemperature` and `IncrementalTint` on top of the Kelvin balance and
 * knows named lights by their name alone; Lightroom takes increments for rendered files only, and writes Kelvin and tint beside every name.
 */
const INCREMENTS = ['IncrementalTemperature', 'IncrementalTint'] as const;

const cameraOf = (photo: FilePhoto | undefined): CameraColour | undefined => photo?.raw?.scene.camera;

const without = (settings: DevelopSettings, names: readonly string[]): DevelopSettings => Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));

/** On the slider, whole. */
function onSlider(name: 'Temperature' | 'Tint', value: number): number {
  const tool = toolOf(name);
  const [min, max] = tool?.kind === 'number' ? [tool.min, tool.max] : [-Infinity, Infinity];
  return Math.min(max, Math.max(min, Math.round(value)));
}

/** The one light in which what the balance and the increments together show as grey is grey. */
function lightOfBoth(settings: DevelopSettings, camera: CameraColour): { readonly Temperature: number; readonly Tint: number } {
  const grey = greyBefore({ temperature: numberOf(settings, 'IncrementalTemperature') / 100, tint: numberOf(settings, 'IncrementalTint') / 100 });
  const balance = whitePointFor(settings, asShot(camera));
  const { temperature, tint } = lightOfGrey(camera, balance ? times(invert(rebalance(camera, balance)), grey) : grey);
  return { Temperature: onSlider('Temperature', temperature), Tint: onSlider('Tint', tint) };
}

/**
 * Settings for a file beside `photo`: those of a RAW photo with Kelvin and tint for whatever gave its balance, without increments. Of other photos
 * they stay as they are, as do `As Shot` and `Auto`, which every program finds for itself.
 */
export function inKelvin(settings: DevelopSettings, photo: FilePhoto | undefined): { readonly settings: DevelopSettings; readonly issues: readonly SettingsIssue[] } {
  const camera = cameraOf(photo);
  if (!camera) return { settings, issues: [] };
  const plain = without(settings, INCREMENTS);
  const moved = !incrementsBeyondPreset(settings) && INCREMENTS.some((name) => numberOf(settings, name) !== 0);
  if (moved) {
    const light = lightOfBoth(settings, camera);
    const message = `what was moved on top of a RAW photo's balance is written as a white balance of ${light.Temperature} K, tint ${light.Tint}: other programs take increments for rendered photos only`;
    return { settings: { ...without(plain, ['WhiteBalance']), ...light }, issues: INCREMENTS.filter((name) => numberOf(settings, name) !== 0).map((name) => ({ name, kind: 'translated', message })) };
  }
  const preset = settings['Temperature'] === undefined && settings['Tint'] === undefined ? KELVIN_PRESETS[String(settings['WhiteBalance'])] : undefined;
  return { settings: preset ? { ...plain, Temperature: preset.temperature, Tint: preset.tint } : plain, issues: [] };
}

/** Settings read from a file with those `fields`, without the increments that only the name of a light stood for: of a RAW photo nobody writes them. */
export const withoutImplied = (settings: DevelopSettings, fields: Readonly<Record<string, unknown>>, photo: FilePhoto | undefined): DevelopSettings =>
  cameraOf(photo) ? without(settings, INCREMENTS.filter((name) => fields[name] === undefined)) : settings;

/** Whether a file beside `photo` has no place for the setting. */
export const isForeign = (name: string, photo: FilePhoto | undefined): boolean => cameraOf(photo) !== undefined && INCREMENTS.some((one) => one === name);
