import type { Assets } from '../../assets';
import { choiceOf } from '../../settings/geometry';
import type { DevelopSettings, JsonValue, Size } from '../../types';
import { type Guide, solveGuides } from './guides';
import { IDENTITY3, invert, type Matrix3 } from './matrix';
import { fromFractions } from './perspective';

export const UPRIGHT = { off: 0, auto: 1, full: 2, level: 3, vertical: 4, guided: 5 } as const;
const MODES = ['off', 'auto', 'full', 'level', 'vertical'] as const;

const numbers = (value: JsonValue | undefined): readonly number[] =>
  typeof value === 'string' ? value.split(/[\s,]+/).filter((part) => part !== '').map(Number) : Array.isArray(value) ? value.map(Number) : [];

/** A homography as files hold them: nine numbers, row-major, photo → shown, in fractions of the photo. */
export function matrixIn(value: JsonValue | undefined): Matrix3 | undefined {
  const found = numbers(value);
  if (found.length !== 9 || !found.every(Number.isFinite)) return undefined;
  const matrix = found as unknown as Matrix3;
  return invert(matrix) && matrix[8] !== 0 ? matrix : undefined;
}

/** The correction that a file brought along for a mode. */
const storedTransform = (settings: DevelopSettings, mode: number): Matrix3 | undefined => matrixIn(settings[`UprightTransform_${mode}`]);

/** Guides as files hold them: x1, y1, x2, y2 in fractions of the photo; what is none is left out. */
function guidesIn(values: readonly (JsonValue | undefined)[]): readonly Guide[] {
  return values.flatMap((value): readonly Guide[] => {
    const ends = numbers(value);
    return ends.length === 4 && ends.every(Number.isFinite) ? [ends as unknown as Guide] : [];
  });
}

export const guidesOf = (settings: DevelopSettings): readonly Guide[] => guidesIn([0, 1, 2, 3].map((index) => settings[`UprightFourSegments_${index}`]));

export const uprightMode = (settings: DevelopSettings): number => Number(choiceOf(settings, 'PerspectiveUpright'));

/**
 * The Upright correction, photo → shown, centred, in units of the long edge. What a file brought along goes before what was measured here, so that a
 * photo corrected in Lightroom looks as it did there.
 */
export function uprightMatrix(full: Size, settings: DevelopSettings, assets: Assets | undefined): Matrix3 {
  const mode = uprightMode(settings);
  if (mode === UPRIGHT.off) return IDENTITY3;
  const stored = storedTransform(settings, mode);
  if (stored) return fromFractions(stored, full);
  if (mode === UPRIGHT.guided) {
    const solved = solveGuides(guidesOf(settings), full);
    return solved ? fromFractions(solved, full) : IDENTITY3;
  }
  const name = MODES[mode];
  const found = name && name !== 'off' ? assets?.survey?.upright[name] : undefined;
  return found ? fromFractions(found, full) : IDENTITY3;
}

/** The CropAngle, degrees, that levels a photo as Upright's Level does, which turns it alone; undefined where the survey found nothing level. */
export function levelAngle(survey: Assets['survey'], full: Size): number | undefined {
  const level = survey?.upright.level;
  if (!level) return undefined;
  const [cos, , , sin] = fromFractions(level, full);
  // The picture turns against the crop.
  return (-Math.atan2(sin, cos) * 180) / Math.PI;
}

/**
 * Which correction the settings wait for: the survey's of that name, or guides where fewer than two can be used. Absent where Upright is off, or what it
 * needs is in the settings.
 */
export function uprightName(settings: DevelopSettings): Exclude<(typeof MODES)[number], 'off'> | 'guided' | undefined {
  const mode = uprightMode(settings);
  if (mode === UPRIGHT.off || storedTransform(settings, mode)) return undefined;
  if (mode === UPRIGHT.guided) return solveGuides(guidesOf(settings), { width: 3, height: 2 }) ? undefined : 'guided';
  const name = MODES[mode];
  return name === 'off' ? undefined : name;
}

/** Whether the photo has to be surveyed for these settings. */
export const needsSurveyForUpright = (settings: DevelopSettings): boolean => {
  const mode = uprightMode(settings);
  return mode !== UPRIGHT.off && mode !== UPRIGHT.guided && !storedTransform(settings, mode);
};
