import type { Assets, FringeModel } from '../../assets';
import { booleanOf, geometryInForce, numberOf } from '../../settings/geometry';
import type { DevelopSettings, Size } from '../../types';
import { apply, type Matrix3 } from './matrix';
import { perspectiveOf } from './perspective';
import { manualDistortion, monotone, profileDistortion, radialTable, type RadialTable, readTable } from './radial';
import { needsSurveyForUpright, uprightMatrix, uprightMode } from './upright';

/**
 * Where what is shown lies in the photo, beyond crop and turn. A point of the frame (px of the full upright photo, before the crop) goes through the
 * homography, then outward or inward from the centre by `radius`; red and blue go on by their own factors.
 */
export type Warp = {
  readonly centre: readonly [x: number, y: number];
  /** Half the photo's diagonal in px: radius 1. */
  readonly unit: number;
  readonly homography?: Matrix3;
  /** Factor of the radius. */
  readonly radius?: RadialTable;
  readonly red?: RadialTable;
  readonly blue?: RadialTable;
};

/** Radius of red and blue for ±100 on their slider: ±0.2 %, 7 px in the corners of 24 megapixels. */
const FRINGE = 0.002 / 100;

/** Whether the settings may bend the photo: at their defaults nothing of this is looked at. */
export function asksForWarp(settings: DevelopSettings): boolean {
  return bendsByHand(settings) || uprightMode(settings) !== 0 || usesProfileDistortion(settings) || booleanOf(settings, 'AutoLateralCA');
}

const SLIDERS = ['LensManualDistortionAmount', 'ChromaticAberrationR', 'ChromaticAberrationB', 'PerspectiveVertical', 'PerspectiveHorizontal', 'PerspectiveRotate', 'PerspectiveAspect', 'PerspectiveX', 'PerspectiveY'] as const;
const bendsByHand = (settings: DevelopSettings): boolean => SLIDERS.some((name) => numberOf(settings, name) !== 0) || numberOf(settings, 'PerspectiveScale') !== 100;
const usesProfileDistortion = (settings: DevelopSettings): boolean => booleanOf(settings, 'LensProfileEnable') && numberOf(settings, 'LensProfileDistortionScale') !== 0;

/** Whether `assets.survey` would make a difference. */
export const needsSurvey = (settings: DevelopSettings): boolean => booleanOf(settings, 'AutoLateralCA') || needsSurveyForUpright(settings);
/** Whether `assets.lens` would make a difference. */
export const needsLens = (settings: DevelopSettings): boolean => booleanOf(settings, 'LensProfileEnable') || booleanOf(settings, 'AutoLateralCA');

/** The warp of a photo; absent where the photo is shown as it is, so that only crop and turn remain. `full`: its upright size. */
export function warpOf(full: Size, document: DevelopSettings, assets?: Assets): Warp | undefined {
  const settings = geometryInForce(document);
  if (!asksForWarp(settings)) return undefined;
  const homography = perspectiveOf(full, settings, uprightMatrix(full, settings, assets));
  const radius = radiusTable(full, settings, assets);
  const { red, blue } = fringes(settings, assets);
  if (!homography && !radius && !red && !blue) return undefined;
  return {
    centre: [full.width / 2, full.height / 2], unit: Math.sqrt(full.width * full.width + full.height * full.height) / 2,
    ...(homography && { homography }), ...(radius && { radius }), ...(red && { red }), ...(blue && { blue }),
  };
}

function radiusTable(full: Size, settings: DevelopSettings, assets: Assets | undefined): RadialTable | undefined {
  const amount = numberOf(settings, 'LensManualDistortionAmount');
  const profile = assets?.lens && usesProfileDistortion(settings) ? profileDistortion(assets.lens, numberOf(settings, 'LensProfileDistortionScale') / 100, full.width / full.height) : undefined;
  if (amount === 0 && !profile) return undefined;
  const manual = amount === 0 ? (r: number) => r : manualDistortion(amount);
  const both = monotone((r) => (profile ? profile(manual(r)) : manual(r)));
  return radialTable((r) => both(Math.max(r, 1e-4)) / Math.max(r, 1e-4));
}

/** What the sliders say on top of what was measured on the photo or, failing that, of the lens. */
function fringes(settings: DevelopSettings, assets: Assets | undefined): { readonly red?: RadialTable; readonly blue?: RadialTable } {
  const automatic = booleanOf(settings, 'AutoLateralCA');
  const measured = automatic ? assets?.survey?.lateral : undefined;
  const lens = automatic && !measured ? assets?.lens : undefined;
  const of = (slider: number, [k0, k1]: readonly [number, number] = [0, 0], model?: FringeModel): RadialTable | undefined => {
    if (slider === 0 && k0 === 0 && k1 === 0 && !model) return undefined;
    const unit = lens?.unit ?? 1;
    return radialTable((r) => {
      const s = Math.min(r, 1.2);
      const factor = model ? model.v + model.c * s * unit + model.b * s * s * unit * unit : 1 + k0 + k1 * s * s;
      return factor * (1 - slider * FRINGE);
    });
  };
  const red = of(numberOf(settings, 'ChromaticAberrationR'), measured?.red, lens?.fringes?.red);
  const blue = of(numberOf(settings, 'ChromaticAberrationB'), measured?.blue, lens?.fringes?.blue);
  return { ...(red && { red }), ...(blue && { blue }) };
}

/** Where a point of the frame lies in the photo, both in px of the full photo: for planning; pixels are placed by the kernels. */
export function toPhoto(warp: Warp | undefined, x: number, y: number): readonly [x: number, y: number] {
  if (!warp) return [x, y];
  const [cx, cy] = warp.centre;
  const [u, v] = warp.homography ? apply(warp.homography, x - cx, y - cy) : [x - cx, y - cy];
  const factor = warp.radius ? readTable(warp.radius, Math.sqrt(u * u + v * v) / warp.unit) : 1;
  return [cx + u * factor, cy + v * factor];
}
