import { asShot, rebalance } from '../camera';
import { choiceOf, numberOf } from '../settings';
import { KELVIN_PRESETS, WHITE_BALANCE_PRESETS } from '../tools';
import type { DevelopSettings, Scene } from '../types';
import { identityMatrix, type Matrix } from './primaries';

/** The greatest number of a RAW photo, where white is 1. */
export const headroomOf = ({ white }: Scene): number => 65535 / white;

/** Linear Rec.2020 as shot → balanced as the settings say. As Shot is the identity to the bit. */
export function whiteBalance(settings: DevelopSettings, { camera }: Scene): Matrix {
  const kelvin = settings['Temperature'] !== undefined || settings['Tint'] !== undefined;
  // Lightroom writes its reading of the camera's balance beside `As Shot`; the camera's own numbers are exact.
  const preset = kelvin ? undefined : KELVIN_PRESETS[String(choiceOf(settings, 'WhiteBalance'))];
  if (!camera || settings['WhiteBalance'] === 'As Shot' || (!kelvin && !preset)) return identityMatrix;
  if (preset) return rebalance(camera, preset);
  const own = asShot(camera);
  return rebalance(camera, {
    temperature: settings['Temperature'] === undefined ? own.temperature : numberOf(settings, 'Temperature'),
    tint: settings['Tint'] === undefined ? own.tint : numberOf(settings, 'Tint'),
  });
}

const NO_INCREMENTS = { IncrementalTemperature: 0, IncrementalTint: 0 } as const;

/** What a named light puts into a document for rendered files says nothing more about a RAW photo; increments without a name come on top of the Kelvin. */
export const incrementsBeyondPreset = (settings: DevelopSettings): typeof NO_INCREMENTS | undefined =>
  WHITE_BALANCE_PRESETS[String(choiceOf(settings, 'WhiteBalance'))] ? NO_INCREMENTS : undefined;
