/** From LibRaw's metadata to what the engine needs to know of a camera. */
import { asShot } from '@/lib/develop/camera';
import type { CameraColour, CameraMatrix, Matrix3, Scene } from '@/lib/develop/types';
import type { CameraInfo, RawInfo } from '../types';
import { cameraInfo } from '../exif';
import type { RawMetadata } from './libraw';

/**
 * Stops from where a camera puts mid-grey to where a picture shows it, 18 %: saturation-based speed has mid-grey fill 12.7 % of what the sensor
 * holds (ISO 12232).
 */
const BASE_EXPOSURE = 0.5;

/** Kelvin of the illuminants of EXIF's LightSource, as DNG reads them. */
const ILLUMINANTS: Readonly<Record<number, number>> = {
  1: 5500, 2: 4150, 3: 2850, 4: 5500, 9: 5500, 10: 6500, 11: 7500, 12: 6400, 13: 5050, 14: 4150, 15: 3525, 16: 2925,
  17: 2850, 18: 5500, 19: 6500, 20: 5500, 21: 6500, 22: 7500, 23: 5000, 24: 3200,
};
const D65_KELVIN = 6500;

const matrixOf = (rows: readonly (readonly number[])[] | undefined): Matrix3 | undefined => {
  const cells = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => rows?.[row]?.[column] ?? 0));
  return cells.every(Number.isFinite) && cells.some((cell) => cell !== 0) ? (cells as unknown as Matrix3) : undefined;
};

/** Rows of `matrix` after a 3×3 of calibration and a gain per channel. */
function calibrated(matrix: Matrix3, calibration: Matrix3 | undefined, gains: readonly number[]): Matrix3 {
  const rows = calibration ?? ([1, 0, 0, 0, 1, 0, 0, 0, 1] as const);
  return [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) =>
    (gains[row] || 1) * [0, 1, 2].reduce((sum, k) => sum + (rows[row * 3 + k] ?? 0) * (matrix[k * 3 + column] ?? 0), 0))) as unknown as Matrix3;
}

function dngMatrices({ color_data: { dng_color, dng_levels } }: RawMetadata): readonly CameraMatrix[] {
  return dng_color.flatMap(({ illuminant, colormatrix, forwardmatrix, calibration }): readonly CameraMatrix[] => {
    const kelvin = ILLUMINANTS[illuminant];
    const matrix = matrixOf(colormatrix);
    const forward = matrixOf(forwardmatrix);
    return kelvin && matrix ? [{ kelvin, fromXyz: calibrated(matrix, matrixOf(calibration), dng_levels.analogbalance), ...(forward && { forward }) }] : [];
  }).toSorted((a, b) => a.kelvin - b.kelvin).slice(0, 2);
}

/** CIE XYZ → linear sRGB (IEC 61966-2-1): the guess for a camera that nobody measured. */
const SRGB_FROM_XYZ: Matrix3 = [3.2406, -1.5372, -0.4986, -0.9689, 1.8758, 0.0415, 0.0557, -0.204, 1.057];

/** Factors that make a neutral's three channels equal, smallest 1: the camera's as-shot ones, or daylight's where it wrote none. */
export function balanceOf({ color_data: { cam_mul, pre_mul } }: RawMetadata): readonly [number, number, number] {
  const usable = (factors: readonly number[]): boolean => [0, 1, 2].every((k) => Number.isFinite(factors[k]) && (factors[k] ?? 0) > 0);
  const [r = 1, g = 1, b = 1] = usable(cam_mul) ? cam_mul : usable(pre_mul) ? pre_mul : [1, 1, 1];
  const least = Math.min(r, g, b);
  return [r / least, g / least, b / least];
}

function cameraColour(metadata: RawMetadata): CameraColour | undefined {
  if (metadata.colors !== 3) return undefined;
  const fromDng = metadata.dng_version ? dngMatrices(metadata) : [];
  const matrices = fromDng.length > 0 ? fromDng : [{ kelvin: D65_KELVIN, fromXyz: matrixOf(metadata.color_data.cam_xyz) ?? SRGB_FROM_XYZ }];
  const [r, g, b] = balanceOf(metadata);
  return { matrices, neutral: [1 / r, 1 / g, 1 / b] };
}

/** The scene of a decoded photo: 65535 is what a channel holds that was clipped and multiplied by the largest factor. */
export function sceneOf(metadata: RawMetadata): Scene {
  const camera = cameraColour(metadata);
  const headroom = camera ? Math.max(...balanceOf(metadata)) : 1;
  const baseline = metadata.color_data.dng_levels.baseline_exposure;
  const stops = BASE_EXPOSURE + (Math.abs(baseline) <= 10 ? baseline : 0);
  return { white: 65535 / headroom / 2 ** stops, ...(camera && { camera }) };
}

export function rawInfoOf(metadata: RawMetadata): RawInfo {
  const scene = sceneOf(metadata);
  return { scene, ...(scene.camera && { asShot: asShot(scene.camera) }) };
}

/**
 * The share of their range at which the sensor's channels are really full: often a few percent below what the maker's tables say, where the
 * photo's own `greatest` number, less black, shows it.
 */
export function fullShare(greatest: number, { color_data: { black, maximum } }: RawMetadata): number {
  const share = greatest / (maximum - black);
  return share > 0.93 && share < 1 ? share : 1;
}

/** EXIF orientation that LibRaw's flip stands for. */
export const orientationOf = ({ flip }: RawMetadata): number => ({ 3: 3, 5: 8, 6: 6 })[flip] ?? 1;

export const cameraInfoOf = (metadata: RawMetadata): CameraInfo | undefined =>
  cameraInfo({
    make: metadata.camera_make, model: metadata.camera_model, lens: metadata.lens?.Lens, iso: metadata.iso_speed, shutter: metadata.shutter,
    aperture: metadata.aperture, focal: metadata.focal_len, taken: metadata.timestamp > 0 ? new Date(metadata.timestamp * 1000) : undefined,
  });
