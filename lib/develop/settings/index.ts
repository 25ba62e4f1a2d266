import type { DevelopSettings } from '../types';
import { canonicalJson } from './json';
import { sha256 } from './sha256';

export { combineFields, combineMode, correctionsValue, inverted, masksOf, maskStrength, maskValues } from './corrections';
export type { AggregateMask, CombineMode, Correction, GradientMask, ImageMask, Mask, PaintMask, RadialMask, RangeMask, UnknownMask } from './corrections';
export { describeChange, diff, patchBetween, showNumber, showValue, type SettingsChange } from './diff';
export { ToolKindError, booleanOf, choiceOf, correctionsOf, curveOf, numberOf } from './getters';
export { LOOK, lookParts, OWN_LOOK, type LookParts } from './look';
export { displayOf, MOST_POINT_COLOURS, pointColours, pointColoursPatch, samplePoint, type PointColour } from './point-colours';
export { canonicalJson, sameJson } from './json';
export { BOKEH_SHAPES, LENS_BLUR, lensBlurOf, lensBlurValue, rangeBlurs, type BokehShape, type LensBlur } from './lens-blur';
export { type LocalUnits } from './local';
export { CORRECTIONS } from './names';
export { applyPatch, normalise, patchSettings, type Normalised } from './normalise';
export { overruled, reapply, type Ground, type MadeStep, type Reapplied, type ReappliedStep, type ReapplyConflict } from './reapply';
export { namesOfPart, OWN_PARTS, partOf, PARTS, partsMoved, patchOfParts, type Part } from './parts';
export { inForce, isOff, isSwitch, namesUnder, switchLabel, switchOf } from './switches';
export { addRetouch, anchorOf, RED_EYES, redEye, redEyesOf, RETOUCH_AREAS, retouchAreasOf, retouchSpot, retouchStroke, type RedEye, type RetouchArea, type RetouchMethod, type RetouchShape } from './retouch';
export { sha256 } from './sha256';

/** Names a document by its content: the first 32 hex digits of the SHA-256 of its canonical JSON. Give it normalised settings. */
export const settingsHash = (settings: DevelopSettings): string => sha256(canonicalJson(settings)).slice(0, 32);
export { startingSettings } from './starting';
export { retouchCover } from './retouch-cover';
