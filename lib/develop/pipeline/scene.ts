import { asShot, rebalance, type WhitePoint } from '../camera';
import { choiceOf, numberOf } from '../settings';
import { KELVIN_PRESETS, WHITE_BALANCE_PRESETS } from '../tools';
import type { DevelopSettings, Scene } from '../types';
import { identityMatrix, type Matrix } from './primaries';

/** The greatest number of a RAW photo, where white is 1. */
export const headroomOf = ({ white }: Scene): number => 65535 / white;

/** The white point that settings ask of a RAW photo whose own is `own`; undefined for its own. */
export function whitePointFor(settings: DevelopSettings, own: WhitePoint): WhitePoint | undefined {
  const { Temperature: temperature, Tint: tint } = settings;
  // Lightroom writes its reading of the camera's balance beside `As Shot`; the camera's own numbers are exact.
  if (settings['WhiteBalance'] === 'As Shot') return undefined;
  if (temperature === undefined && tint === undefined) return KELVIN_PRESETS[String(choiceOf(settings, 'WhiteBalance'))];
  return {
    temperature: temperature === undefined ? own.temperature : numberOf(settings, 'Temperature'),
    tint: tint === undefined ? own.tint : numberOf(settings, 'Tint'),
  };
}

/** Linear Rec.2020 as shot → balanced as the settings say. As Shot is the identity to the bit. */
export function whiteBalance(settings: DevelopSettings, { camera }: Scene): Matrix {
  const wanted = camera && whitePointFor(settings, asShot(camera));
  return camera && wanted ? rebalance(camera, wanted) : identityMatrix;
}

const NO_INCREMENTS = { IncrementalTemperature: 0, IncrementalTint: 0 } as const;

/** What a named light puts into a document for rendered files says nothing more about a RAW photo; increments without a name come on top of the Kelvin. */
export const incrementsBeyondPreset = (settings: DevelopSettings): typeof NO_INCREMENTS | undefined =>
  WHITE_BALANCE_PRESETS[String(choiceOf(settings, 'WhiteBalance'))] ? NO_INCREMENTS : undefined;
