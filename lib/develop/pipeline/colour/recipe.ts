import { layered, underlaysOf, type Underlay } from '../../looks';
import { booleanOf, choiceOf, type Correction, curveOf, numberOf, type PointColour, pointColours } from '../../settings';
import { EIGHT_COLOURS, TONE_CURVE_PRESETS } from '../../tools';
import type { CurvePoint, DevelopSettings } from '../../types';
import type { Calibration } from './calibration';
import { blendedCurve, type Curve, type CurveTable, curveTable, parametricCurve, pointCurve } from './curve';
import { CHROMA, type HuePart, hueTable, hueTravel, LUMINANCE, SHIFT, turnedHues, wheelHue } from './hues';
import { movesPoint } from './points';

export type Wheel = {
  /** Oklab hue, degrees. */
  readonly hue: number;
  /** Oklab chroma added at full weight. */
  readonly chroma: number;
  /** L' = L^(2^−luminance). */
  readonly luminance: number;
};

/** What to do to a colour, in the kernels' terms. Absent parts do nothing. */
export type ColourRecipe = {
  readonly calibration?: Calibration;
  readonly curves?: { readonly master?: CurveTable; readonly channels?: readonly [r?: CurveTable, g?: CurveTable, b?: CurveTable] };
  /** Share of the saturation that the master curve brings which is kept, 0…1; absent: all of it. */
  readonly refine?: number;
  /** At most eight, each of which moves something. */
  readonly points?: readonly PointColour[];
  /** See `hueTable`. */
  readonly hues?: Float32Array;
  /** −1…1 */
  readonly vibrance: number;
  readonly saturation: number;
  readonly grayscale: boolean;
  readonly grading?: {
    readonly wheels: readonly [shadow: Wheel, midtone: Wheel, highlight: Wheel, global: Wheel];
    /** Oklab L where shadows hand over to mid-tones and mid-tones to highlights; half the width of the hand-over. */
    readonly low: number;
    readonly high: number;
    readonly width: number;
  };
  /** The look's, after the gamut. */
  readonly table?: Underlay['table'];
};

/** What sliders at 100 come to. */
const FULL = {
  mixerSaturationUp: 0.9,
  mixerLuminance: 0.9,
  grayLuminance: 1.1,
  vibrance: 0.9,
  saturationUp: 1,
  wheelChroma: 0.14,
  wheelLuminance: 0.6,
  toningChroma: 0.14,
} as const;

const MIDDLE = 0.55;
const HAND_OVER = 0.2;
const BALANCE = 0.25;

const numbersOf = (settings: DevelopSettings, prefix: string) => EIGHT_COLOURS.map(({ name }) => ({ name, amount: numberOf(settings, prefix + name) }));
const anyMoved = (sliders: readonly { readonly amount: number }[]) => sliders.some(({ amount }) => amount !== 0);

/** The master point curve: its points where the document has them (the name is then only their label), else those the name stands for. */
function masterPoints(settings: DevelopSettings): readonly CurvePoint[] {
  const named = settings.ToneCurvePV2012 === undefined ? TONE_CURVE_PRESETS[String(choiceOf(settings, 'ToneCurveName2012'))] : undefined;
  return named?.ToneCurvePV2012 ?? curveOf(settings, 'ToneCurvePV2012');
}

/** The curves of profile and look lie under the photo's own: they come first. */
const underCurves = (settings: DevelopSettings, curve: (parameters: DevelopSettings) => Curve): readonly Curve[] =>
  underlaysOf(settings).map(({ amount, parameters }) => blendedCurve(curve(parameters), amount));

function curvesOf(settings: DevelopSettings): ColourRecipe['curves'] {
  const parametric = parametricCurve({
    shadows: numberOf(settings, 'ParametricShadows'),
    darks: numberOf(settings, 'ParametricDarks'),
    lights: numberOf(settings, 'ParametricLights'),
    highlights: numberOf(settings, 'ParametricHighlights'),
    splits: [numberOf(settings, 'ParametricShadowSplit'), numberOf(settings, 'ParametricMidtoneSplit'), numberOf(settings, 'ParametricHighlightSplit')],
  });
  const channel = (name: string) => curveTable(...underCurves(settings, (parameters) => pointCurve(curveOf(parameters, name))), pointCurve(curveOf(settings, name)));
  return joined(
    curveTable(...underCurves(settings, (parameters) => pointCurve(masterPoints(parameters))), parametric, pointCurve(masterPoints(settings))),
    [channel('ToneCurvePV2012Red'), channel('ToneCurvePV2012Green'), channel('ToneCurvePV2012Blue')],
  );
}

function joined(master: CurveTable | undefined, channels: readonly [r?: CurveTable, g?: CurveTable, b?: CurveTable]): ColourRecipe['curves'] {
  const coloured = channels.some((table) => table !== undefined);
  if (!master && !coloured) return undefined;
  return { ...(master && { master }), ...(coloured && { channels }) };
}

function mixerOf(settings: DevelopSettings, vibrance: number): Float32Array | undefined {
  const hues = numbersOf(settings, 'HueAdjustment');
  const saturations = numbersOf(settings, 'SaturationAdjustment');
  const luminances = numbersOf(settings, 'LuminanceAdjustment');
  if (vibrance === 0 && ![hues, saturations, luminances].some(anyMoved)) return undefined;
  const parts: readonly HuePart[] = [
    ...hues.map(({ name, amount }): HuePart => ({ column: SHIFT, colour: name, value: hueTravel(name, amount) })),
    ...saturations.map(({ name, amount }): HuePart => ({ column: CHROMA, colour: name, value: (amount / 100) * (amount > 0 ? FULL.mixerSaturationUp : 1) })),
    ...luminances.map(({ name, amount }): HuePart => ({ column: LUMINANCE, colour: name, value: (amount / 100) * FULL.mixerLuminance })),
  ];
  return hueTable(parts, true);
}

function grayMixerOf(settings: DevelopSettings): Float32Array | undefined {
  const grays = numbersOf(settings, 'GrayMixer');
  if (!anyMoved(grays)) return undefined;
  return hueTable(grays.map(({ name, amount }) => ({ column: LUMINANCE, colour: name, value: (amount / 100) * FULL.grayLuminance })), false);
}

const NO_WHEEL: Wheel = { hue: 0, chroma: 0, luminance: 0 };

function gradingOf(settings: DevelopSettings): ColourRecipe['grading'] {
  const wheel = (hue: string, saturation: string, luminance: string): Wheel => ({
    hue: wheelHue(numberOf(settings, hue)),
    chroma: (numberOf(settings, saturation) / 100) * FULL.wheelChroma,
    luminance: (numberOf(settings, luminance) / 100) * FULL.wheelLuminance,
  });
  const wheels = [
    wheel('SplitToningShadowHue', 'SplitToningShadowSaturation', 'ColorGradeShadowLum'),
    wheel('ColorGradeMidtoneHue', 'ColorGradeMidtoneSat', 'ColorGradeMidtoneLum'),
    wheel('SplitToningHighlightHue', 'SplitToningHighlightSaturation', 'ColorGradeHighlightLum'),
    wheel('ColorGradeGlobalHue', 'ColorGradeGlobalSat', 'ColorGradeGlobalLum'),
  ] as const;
  if (wheels.every(({ chroma, luminance }) => chroma === 0 && luminance === 0)) return undefined;
  const middle = MIDDLE - BALANCE * (numberOf(settings, 'SplitToningBalance') / 100);
  const width = 0.1 + 0.4 * (numberOf(settings, 'ColorGradeBlending') / 100);
  return { wheels, low: middle - HAND_OVER, high: middle + HAND_OVER, width };
}

const PRIMARIES = ['Red', 'Green', 'Blue'] as const;

function calibrationOf(settings: DevelopSettings): Calibration | undefined {
  const share = (name: string) => numberOf(settings, name) / 100;
  const primaries = PRIMARIES.map((name) => ({ turn: share(`${name}Hue`), saturation: share(`${name}Saturation`) })) as unknown as Calibration['primaries'];
  const shadowTint = share('ShadowTint');
  return shadowTint === 0 && primaries.every(({ turn, saturation }) => turn === 0 && saturation === 0) ? undefined : { primaries, shadowTint };
}

function pointsOf(...given: Parameters<typeof pointColours>): ColourRecipe['points'] {
  const moving = pointColours(...given).filter(movesPoint);
  return moving.length > 0 ? moving : undefined;
}

/** How much of the curve's saturation is kept, where there is a curve to bring any. */
const refineOf = (curves: ColourRecipe['curves'], percent: number): number | undefined => (curves?.master && percent < 100 ? percent / 100 : undefined);

/** The recipe of the global colour tools, profile and look laid under them. In black and white the mixer's greys stand in for hue, saturation and vibrance. */
export function globalRecipe(document: DevelopSettings): ColourRecipe {
  const settings = layered(document);
  const grayscale = booleanOf(settings, 'ConvertToGrayscale');
  const vibrance = grayscale ? 0 : (numberOf(settings, 'Vibrance') / 100) * FULL.vibrance;
  const saturation = grayscale ? 0 : numberOf(settings, 'Saturation') / 100;
  const curves = curvesOf(settings);
  const hues = grayscale ? grayMixerOf(settings) : mixerOf(settings, vibrance);
  const grading = gradingOf(settings);
  const calibration = calibrationOf(settings);
  const points = pointsOf(settings['PointColors'], settings['ColorVariance']);
  const refine = refineOf(curves, numberOf(settings, 'CurveRefineSaturation'));
  const table = underlaysOf(settings).find((underlay) => underlay.table)?.table;
  return {
    ...(calibration && { calibration }), ...(curves && { curves }), ...(refine !== undefined && { refine }), ...(points && { points }), ...(hues && { hues }), ...(grading && { grading }), ...(table && { table }),
    vibrance, saturation: saturation > 0 ? saturation * FULL.saturationUp : saturation, grayscale,
  };
}

const held = (x: number) => Math.min(1, Math.max(-1, x));

/** The recipe of a local correction's colour tools, all of them scaled by its `CorrectionAmount`. */
export function localRecipe(correction: Correction): ColourRecipe {
  const amount = correction.CorrectionAmount;
  const shift = (correction.LocalHue ?? 0) * amount * 180;
  const saturation = held((correction.LocalSaturation ?? 0) * amount);
  const strength = (correction.LocalToningSaturation ?? 0) * amount * FULL.toningChroma;
  const curve = (points: readonly CurvePoint[] | undefined) => {
    if (!points) return undefined;
    return curveTable(blendedCurve(pointCurve(points), amount));
  };
  const curves = joined(curve(correction.MainCurve), [curve(correction.RedCurve), curve(correction.GreenCurve), curve(correction.BlueCurve)]);
  const refine = refineOf(curves, correction.LocalCurveRefineSaturation ?? 100);
  const points = pointsOf(correction.LocalPointColors, correction.LocalColorVariance)?.map((point): PointColour => ({ ...point, shift: point.shift.map((x) => held(x * amount)) as unknown as PointColour['shift'], variance: held(point.variance * amount) }));
  const toning: Wheel = { hue: wheelHue(correction.LocalToningHue ?? 0), chroma: strength, luminance: 0 };
  return {
    ...(curves && { curves }),
    ...(refine !== undefined && { refine }),
    ...(points && { points }),
    ...(shift !== 0 && { hues: turnedHues(shift) }),
    ...(strength !== 0 && { grading: { wheels: [NO_WHEEL, NO_WHEEL, NO_WHEEL, toning], low: MIDDLE - HAND_OVER, high: MIDDLE + HAND_OVER, width: 0.3 } }),
    vibrance: 0,
    saturation: saturation > 0 ? saturation * FULL.saturationUp : saturation,
    grayscale: false,
  };
}

export const changesNothing = ({ calibration, curves, points, hues, grading, table, saturation, grayscale }: ColourRecipe): boolean =>
  !calibration && !curves && !points && !hues && !grading && !table && saturation === 0 && !grayscale;
