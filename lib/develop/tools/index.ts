import { CALIBRATION } from './calibration';
import { CROP } from './crop';
import { DETAIL } from './detail';
import { EFFECTS } from './effects';
import { GRADING } from './grading';
import { LENS } from './lens';
import { PRESENCE, TONE } from './light';
import { LOCAL } from './local';
import { LOOK, PROFILE } from './look';
import { MASK } from './mask';
import { BLACK_AND_WHITE, MIXER, POINT_COLOUR } from './mixer';
import { LENS_BLUR, RETOUCH } from './retouch';
import { TONE_CURVE } from './tone-curve';
import { TRANSFORM } from './transform';
import type { FamilyId, Tool } from './types';
import { WHITE_BALANCE } from './white-balance';

export { EIGHT_COLOURS } from './colours';
export { LOCAL_CURVES, LOCAL_SLIDERS, type LocalCurve, type LocalSlider } from './local';
export { STRAIGHT } from './rows';
export { PROFILES, profileOf, type Profile } from './profiles';
export { FAMILIES, GROUPS, SECTIONS, type Family, type Section } from './sections';
export { SWITCHES, type Switch } from './switches';
export { TONE_CURVE_PRESETS } from './tone-curve';
export type { BooleanTool, CurveTool, EnumOption, EnumTool, FamilyId, GroupId, ListTool, MaskField, MaskTool, NumberTool, Tool, ToolScope, Unit } from './types';
export { incrementsFor, KELVIN_PRESETS, WHITE_BALANCE_PRESETS } from './white-balance';

/**
 * Every develop parameter, in the order of the develop panel: the one table that sliders, agent schemas, validation, codecs, docs and
 * tests are derived from. The list of masks itself (`MaskGroupBasedCorrections`) is described by its `local` and `mask` rows.
 */
export const TOOLS: readonly Tool[] = [
  ...PROFILE, ...LOOK, ...WHITE_BALANCE, ...TONE, ...PRESENCE, ...TONE_CURVE, ...MIXER, ...POINT_COLOUR, ...BLACK_AND_WHITE, ...GRADING,
  ...DETAIL, ...LENS, ...CROP, ...TRANSFORM, ...LENS_BLUR, ...EFFECTS, ...CALIBRATION, ...RETOUCH, ...LOCAL, ...MASK,
];

const BY_NAME: ReadonlyMap<string, Tool> = new Map(TOOLS.map((tool) => [tool.name, tool]));

/** The registry row of a Lightroom name, if there is one. */
export const toolOf = (name: string): Tool | undefined => BY_NAME.get(name);

export const toolsOf = (family: FamilyId): readonly Tool[] => TOOLS.filter((tool) => tool.family === family);
