/** What the editor may do: moves in a darkroom's order, each with its tools. Data; everything else in this room is derived from it. */
import { curveOf, numberOf } from '@/lib/develop/settings';
import { EIGHT_COLOURS } from '@/lib/develop/tools';
import type { DevelopSettings, JsonValue, Localised, SettingsPatch } from '@/lib/develop/types';

/**
 * One thing to set, as a number in −1…1 (`least`…`most` in units of the slider, divided by `scale`).
 * `wheel`: one coordinate of a grading wheel (x toward hue 0°, y toward 90°), whose strength is the distance from the middle.
 */
export type PolicyTool = { readonly id: string; readonly scale: number; readonly least: number; readonly most: number } & (
  | { readonly kind: 'slider'; readonly name: string; /** Set beside it where the photo has none. */ readonly along?: SettingsPatch }
  | { readonly kind: 'wheel'; readonly hue: string; readonly strength: string; readonly axis: 'x' | 'y' }
  | { readonly kind: 'switch'; readonly name: string }
  | { readonly kind: 'fade' });

export type PolicyMove = { readonly id: string; readonly title: Localised; readonly tools: readonly PolicyTool[] };

const slider = (name: string, most: number, least = -most, along?: SettingsPatch): PolicyTool => ({ id: name, kind: 'slider', name, scale: Math.max(most, -least), least, most, ...(along && { along }) });
const sliders = (names: readonly string[], most: number): readonly PolicyTool[] => names.map((name) => slider(name, most));
const wheel = (zone: string, hue: string, strength: string): readonly PolicyTool[] => (['x', 'y'] as const).map((axis) => ({ id: `${zone}.${axis}`, kind: 'wheel', hue, strength, axis, scale: 60, least: -60, most: 60 }));

export const MOVES: readonly PolicyMove[] = [
  { id: 'white-balance', title: { en: 'White balance', zh: '白平衡' }, tools: sliders(['IncrementalTemperature', 'IncrementalTint'], 75) },
  { id: 'light', title: { en: 'Light', zh: '曝光与明暗' }, tools: [slider('Exposure2012', 2.5), ...sliders(['Highlights2012', 'Shadows2012'], 90), ...sliders(['Whites2012', 'Blacks2012'], 60)] },
  { id: 'tone', title: { en: 'Tone and contrast', zh: '影调与对比' }, tools: [slider('Contrast2012', 70), ...sliders(['ParametricShadows', 'ParametricDarks', 'ParametricLights', 'ParametricHighlights'], 60), { id: 'fade', kind: 'fade', scale: 62, least: 0, most: 62 }] },
  { id: 'presence', title: { en: 'Air and detail', zh: '通透与质感' }, tools: sliders(['Texture', 'Clarity2012', 'Dehaze'], 60) },
  { id: 'monochrome', title: { en: 'Black and white', zh: '黑白转换' }, tools: [{ id: 'ConvertToGrayscale', kind: 'switch', name: 'ConvertToGrayscale', scale: 1, least: 0, most: 1 }, ...sliders(EIGHT_COLOURS.map(({ name }) => `GrayMixer${name}`), 60)] },
  { id: 'colour', title: { en: 'Colour', zh: '色彩' }, tools: [slider('Vibrance', 75), slider('Saturation', 100)] },
  { id: 'mixer', title: { en: 'Single colours', zh: '分色调整' }, tools: (['Hue', 'Saturation', 'Luminance'] as const).flatMap((kind) => sliders(EIGHT_COLOURS.map(({ name }) => `${kind}Adjustment${name}`), kind === 'Saturation' ? 90 : 60)) },
  {
    id: 'grading', title: { en: 'Colour grading', zh: '颜色分级' },
    tools: [
      ...wheel('shadows', 'SplitToningShadowHue', 'SplitToningShadowSaturation'), ...wheel('midtones', 'ColorGradeMidtoneHue', 'ColorGradeMidtoneSat'),
      ...wheel('highlights', 'SplitToningHighlightHue', 'SplitToningHighlightSaturation'), ...wheel('global', 'ColorGradeGlobalHue', 'ColorGradeGlobalSat'),
    ],
  },
  {
    id: 'effects', title: { en: 'Finish', zh: '收尾效果' },
    tools: [
      slider('PostCropVignetteAmount', 55, -55, { PostCropVignetteMidpoint: 42, PostCropVignetteFeather: 75 }), slider('GrainAmount', 60, 0, { GrainSize: 28, GrainFrequency: 50 }),
      slider('Sharpness', 90, 0, { SharpenRadius: 1, SharpenEdgeMasking: 35 }), slider('LuminanceSmoothing', 60, 0), slider('ColorNoiseReduction', 60, 0),
    ],
  },
];

/** The index of the last choice: nothing more to do. */
export const FINISH = MOVES.length;
export const CHOICES = MOVES.length + 1;

/** All tools in the order of the moves, and where each move's tools begin among them. */
export const TOOLS: readonly PolicyTool[] = MOVES.flatMap(({ tools }) => tools);
export const FIRST: readonly number[] = MOVES.map((_, index) => MOVES.slice(0, index).reduce((sum, { tools }) => sum + tools.length, 0));
/** Indices into TOOLS of a move's tools; none for FINISH. */
export const toolsOf = (choice: number): readonly number[] => (MOVES[choice]?.tools ?? []).map((_, index) => (FIRST[choice] ?? 0) + index);
export const MOVE_OF: readonly number[] = MOVES.flatMap(({ tools }, index) => tools.map(() => index));

const FADE_X = [0, 24, 64, 112, 168, 255] as const;
const DEGREE = Math.PI / 180;

/** The values of all tools in settings, each in −1…1; 0 is untouched. */
export function readTools(settings: DevelopSettings): Float32Array {
  const values = new Float32Array(TOOLS.length);
  TOOLS.forEach((tool, index) => { values[index] = Math.min(1, Math.max(-1, valueOf(tool, settings) / tool.scale)); });
  return values;
}

function valueOf(tool: PolicyTool, settings: DevelopSettings): number {
  switch (tool.kind) {
    case 'slider': return tool.name in settings ? numberOf(settings, tool.name) : 0;
    case 'switch': return settings[tool.name] === true ? 1 : 0;
    case 'wheel': {
      const angle = numberOf(settings, tool.hue) * DEGREE;
      return numberOf(settings, tool.strength) * (tool.axis === 'x' ? Math.cos(angle) : Math.sin(angle));
    }
    // Where the curve's black end lies.
    case 'fade': return curveOf(settings, 'ToneCurvePV2012').find(([x]) => x === 0)?.[1] ?? 0;
  }
}

/** The patch that brings the tools of one move to values (−1…1) on settings; tools that are not named stay. Values are rounded as sliders are. */
export function patchFor(settings: DevelopSettings, chosen: readonly { readonly tool: number; readonly value: number }[]): SettingsPatch {
  const patch: Record<string, JsonValue> = {};
  const wheels = new Map<string, { strength: string; x: number; y: number }>();
  for (const { tool: index, value } of chosen) {
    const tool = TOOLS[index];
    if (!tool) continue;
    const amount = Math.min(tool.most, Math.max(tool.least, value * tool.scale));
    switch (tool.kind) {
      case 'slider':
        patch[tool.name] = tool.scale < 10 ? Math.round(amount * 20) / 20 : Math.round(amount);
        for (const [name, beside] of Object.entries(tool.along ?? {})) if (!(name in settings)) patch[name] = beside;
        break;
      case 'switch': patch[tool.name] = amount >= 0.25 ? true : null; break;
      case 'fade': patch['ToneCurvePV2012'] = faded(Math.round(amount)); break;
      case 'wheel': {
        const at = wheels.get(tool.hue) ?? { strength: tool.strength, ...wheelAt(settings, tool.hue, tool.strength) };
        wheels.set(tool.hue, { ...at, [tool.axis]: amount });
      }
    }
  }
  for (const [hue, { strength, x, y }] of wheels) {
    patch[hue] = Math.round(((Math.atan2(y, x) / DEGREE) + 360) % 360) % 360;
    patch[strength] = Math.min(100, Math.round(Math.hypot(x, y)));
  }
  return patch;
}

function wheelAt(settings: DevelopSettings, hue: string, strength: string): { x: number; y: number } {
  const angle = numberOf(settings, hue) * DEGREE;
  const length = numberOf(settings, strength);
  return { x: length * Math.cos(angle), y: length * Math.sin(angle) };
}

/** A point curve whose black end is lifted, as a matte print has it. */
function faded(amount: number): JsonValue {
  return FADE_X.map((x) => [x, Math.round(Math.min(255, Math.max(0, x + amount * (1 - x / 255) ** 2.4 - Math.max(0, amount) * 0.1 * (x / 255) ** 2)))]);
}
