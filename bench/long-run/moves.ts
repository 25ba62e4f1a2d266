import type { Reply } from '@/lib/agent/model/testing';

/** What a stand-in for a model answers in a run of forty steps on a landscape: every kind of call, looks, and calls that go wrong. */

type Move = readonly [thought: string, name: string, args: object, planStep?: number];

const top = { kind: 'linear', from: [0.5, 0.55], to: [0.5, 0.1] }, foreground = { kind: 'linear', from: [0.5, 0.6], to: [0.5, 0.98] };
const path = { kind: 'ellipse', box: [0.3, 0.5, 0.7, 1], feather: 80 }, ridge = { kind: 'ellipse', box: [0.1, 0.15, 0.9, 0.55], feather: 60 };
const bright = { kind: 'luminance', low: 0.7, high: 1 }, dark = { kind: 'luminance', low: 0, high: 0.25 };

const FOUNDATION: readonly Move[] = [
  ['The picture is a little cool for a late afternoon, so I warm it first.', 'adjust_light', { title: 'Warm the light', IncrementalTemperature: 12 }],
  ['Greens lean to yellow-green; a touch of magenta balances them.', 'adjust_light', { title: 'Balance the tint', IncrementalTint: 4 }],
  ['The median lies low, the highlights have room: exposure up.', 'adjust_light', { title: 'Lift exposure', Exposure2012: 0.3 }],
  ['The sky is now close to white; highlights come down.', 'adjust_light', { title: 'Hold the sky', Highlights2012: -38 }],
  ['Shadows in the trees are closed.', 'adjust_light', { title: 'Open shadows', Shadows2012: 28 }],
  ['Opened shadows look flat without a black point.', 'adjust_light', { title: 'Set the black point', Blacks2012: -12 }],
  ['The white point may rise a little.', 'adjust_light', { title: 'Set the white point', Whites2012: 8 }],
  ['Some presence for rock and grass.', 'adjust_light', { title: 'Presence', Clarity2012: 14, Texture: 10 }],
  ['The distance is veiled.', 'adjust_light', { title: 'Clear the veil', Dehaze: 12 }],
  ['Colour is restrained; vibrance before saturation.', 'adjust_light', { title: 'Vibrance', Vibrance: 18 }],
  ['A soft S-curve gives depth without clipping.', 'adjust_curves', { title: 'Soft S-curve', ToneCurvePV2012: [[0, 0], [64, 60], [128, 130], [192, 198], [255, 255]] }],
  ['Greens are a bit loud now.', 'adjust_colour_mixer', { title: 'Calm the greens', SaturationAdjustmentGreen: -14, HueAdjustmentGreen: -8 }],
  ['Yellows carry the light; brighter.', 'adjust_colour_mixer', { title: 'Lift the yellows', LuminanceAdjustmentYellow: 10 }],
  ['The blue of the sky may be deeper.', 'adjust_colour_mixer', { title: 'Deepen the blue', LuminanceAdjustmentBlue: -16, SaturationAdjustmentBlue: 6 }],
  ['Warm highlights, cool shadows: a quiet split.', 'adjust_grading', { title: 'Warm highlights', SplitToningHighlightHue: 42, SplitToningHighlightSaturation: 12 }],
  ['The counterpart in the shadows.', 'adjust_grading', { title: 'Cool shadows', SplitToningShadowHue: 222, SplitToningShadowSaturation: 9 }],
  ['The split should sit with the lights.', 'adjust_grading', { title: 'Balance the split', SplitToningBalance: 15 }],
  ['Primaries: slightly richer reds for the earth.', 'adjust_colour', { title: 'Richer earth', RedSaturation: 8, BlueHue: -6 }],
];
const SHAPING: readonly Move[] = [
  ['Now light shaping. The sky pulls the eye; it comes down from the top.', 'adjust_area', { title: 'Darken the top', areas: [top], LocalExposure2012: -0.5, LocalHighlights2012: -15 }],
  ['The path should lead in.', 'adjust_area', { title: 'Light on the path', areas: [path], LocalExposure2012: 0.35, LocalTemperature: 8 }],
  ['The foreground corner is heavy.', 'adjust_area', { title: 'Hold the foreground', areas: [foreground], LocalExposure2012: -0.25 }],
  ['The ridge is the subject; more structure there.', 'adjust_area', { title: 'Structure on the ridge', areas: [ridge], LocalClarity2012: 18, LocalDehaze: 8 }],
  ['Bright tones at the top only: keep cloud detail.', 'adjust_area', { title: 'Cloud detail', areas: [top, { ...bright, mode: 'intersect' }], LocalHighlights2012: -30, LocalTexture: 12 }],
  ['The first sky correction went a bit far.', 'adjust_area', { title: 'Milder sky', correction: 1, LocalExposure2012: -0.35 }],
  ['Deep shadows of the trees take a cool tone.', 'adjust_area', { title: 'Cool deep shadows', areas: [dark], LocalTemperature: -8 }],
  ['The path can glow a little more.', 'adjust_area', { title: 'Warmer path', correction: 2, LocalTemperature: 14, LocalSaturation: 6 }],
  ['A stroke of light on the bend of the path.', 'adjust_area', { title: 'Dodge the bend', areas: [{ kind: 'brush', points: [[0.42, 0.72], [0.5, 0.66], [0.56, 0.6]], radius: 0.05 }], LocalExposure2012: 0.3 }],
  ['The left edge is bright and leads out.', 'adjust_area', { title: 'Burn the left edge', areas: [{ kind: 'linear', from: [0.2, 0.5], to: [0, 0.5] }], LocalExposure2012: -0.4 }],
  ['The same on the right.', 'adjust_area', { title: 'Burn the right edge', areas: [{ kind: 'linear', from: [0.8, 0.5], to: [1, 0.5] }], LocalExposure2012: -0.3 }],
  ['The colour of the grass near the path differs from the slope; bring them together.', 'adjust_point_colour', { title: 'Unify the grass', at: [0.3, 0.8], hue: -6, saturation: -6, variance: -20 }],
  ['A speck in the sky.', 'retouch', { title: 'Remove a speck', spots: [{ method: 'heal', points: [[0.62, 0.12]], radius: 0.008 }] }],
];
const FINISHING: readonly Move[] = [
  ['Overall exposure may come back a hair after the local work.', 'adjust_light', { title: 'Refine exposure', Exposure2012: 0.24 }],
  ['Shadows a bit deeper for mood.', 'adjust_light', { title: 'Refine shadows', Shadows2012: 20 }],
  ['Vibrance is enough at 14.', 'adjust_light', { title: 'Refine vibrance', Vibrance: 14 }],
  ['Sharpening for the rock, masked so that the sky stays calm.', 'adjust_detail', { title: 'Sharpen', Sharpness: 45, SharpenRadius: 1, SharpenEdgeMasking: 40 }],
  ['Opened shadows show colour noise.', 'adjust_detail', { title: 'Colour noise', ColorNoiseReduction: 20 }],
  ['A vignette closes the frame.', 'adjust_effects', { title: 'Vignette', PostCropVignetteAmount: -12, PostCropVignetteFeather: 70 }],
  ['A breath of grain binds the tones.', 'adjust_effects', { title: 'Fine grain', GrainAmount: 10, GrainSize: 20 }],
  ['The horizon leans by a fraction.', 'adjust_geometry', { title: 'Straighten', CropAngle: 0.6 }],
  ['With the frame straight the sky needs a little less weight.', 'adjust_area', { title: 'Final sky', correction: 1, LocalExposure2012: -0.3 }],
];

const call = ([text, name, args]: Move, plan_step?: number): Reply => ({ text, calls: [{ name, arguments: { ...args, ...(plan_step !== undefined && { plan_step }) } }], usage: null });

/** What comes before the move of a step, in the same turn. */
const BEFORE: Readonly<Record<number, readonly Move[]>> = {
  8: [['', 'adjust_light', { title: 'Presence', Punch: 14 }]],
  13: [['', 'adjust_colour_mixer', { title: 'Calm the greens', SaturationAdjustmentGreen: -14, HueAdjustmentGreen: -8 }]],
  20: [['I check the edge of the sky first.', 'look_closer', { box: [0.3, 0.2, 0.7, 0.5], why: 'the edge of the sky' }]],
  24: [['How far has the sky come?', 'compare_with_step', { step: 18, why: 'the sky before it was darkened' }]],
  30: [['What did I set for colour?', 'read_ledger', { from: 11, to: 18 }]],
  36: [['Where does it stand?', 'evaluate', {}]],
};

const MOVES = [...FOUNDATION.map((move) => [move, 1] as const), ...SHAPING.map((move) => [move, 2] as const), ...FINISHING.map((move) => [move, 3] as const)];

export const STEPS = MOVES.length;
export const INSTRUCTION = 'A warm, deep late-afternoon landscape: lead the eye along the path, keep the clouds, natural greens.';

export const REPLIES: readonly Reply[] = [
  call(['A path leads up to a ridge under a bright sky.', 'plan', { text: 'Foundation, then light, then finish.', steps: ['Foundation: white balance, tone, colour', 'Light shaping with local corrections', 'Finishing'] }]),
  ...MOVES.flatMap(([move, plan], at) => [...(BEFORE[at + 1] ?? []).map((before) => call(before)), call(move, plan)]),
  call(['The light leads along the path and the clouds have detail.', 'finish', { summary: 'A warm late afternoon with depth: foundation, eleven local corrections, a quiet finish.', suggestions: ['a bit warmer', 'stronger clouds'] }]),
];
