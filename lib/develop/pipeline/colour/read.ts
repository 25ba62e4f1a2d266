import { TONE_CURVE_PRESETS } from '../../tools/tone-curve';
import type { CurvePoint, DevelopSettings, JsonValue } from '../../types';

/** Reading for the colour stage. Settings are normalised before they come here; anything else counts as the default. */
export function readNumber(settings: DevelopSettings, name: string, initial = 0): number {
  const value = settings[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : initial;
}

const isPoint = (value: JsonValue): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number' && Number.isFinite(part));

export function readCurve(settings: DevelopSettings, name: string): readonly CurvePoint[] | undefined {
  const value = settings[name];
  if (!Array.isArray(value) || value.length < 2 || !value.every(isPoint)) return undefined;
  return value;
}

/** The master point curve: its points where the document has them (the name is then only their label), else those the name stands for. */
export function readMasterCurve(settings: DevelopSettings): readonly CurvePoint[] | undefined {
  const points = readCurve(settings, 'ToneCurvePV2012');
  if (points) return points;
  const name = settings.ToneCurveName2012;
  return typeof name === 'string' ? TONE_CURVE_PRESETS[name]?.ToneCurvePV2012 : undefined;
}
