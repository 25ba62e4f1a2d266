import { EIGHT_COLOURS } from './colours';
import { rowsOf } from './rows';
import type { Tool } from './types';

const mixer = rowsOf('mixer');
const gray = rowsOf('black-and-white');

export const MIXER: readonly Tool[] = [
  ...EIGHT_COLOURS.map(({ name, label, seenIn, towards: { less, more } }) =>
    mixer.number(`HueAdjustment${name}`, [`${label.en} Hue`, `${label.zh}色相`], [`Turns ${label.en.toLowerCase()}, as in ${seenIn.en}, toward ${less.en} to the left and ${more.en} to the right.`, `把${label.zh}（如${seenIn.zh}）向左推向${less.zh},向右推向${more.zh}。`], { group: 'hue', short: [label.en, label.zh] })),
  ...EIGHT_COLOURS.map(({ name, label, seenIn }) =>
    mixer.number(`SaturationAdjustment${name}`, [`${label.en} Saturation`, `${label.zh}饱和度`], [`Makes ${label.en.toLowerCase()} richer or paler, as in ${seenIn.en}, and leaves other colours alone.`, `只让${label.zh}（如${seenIn.zh}）变浓或变淡，不影响其他颜色。`], { group: 'saturation', short: [label.en, label.zh] })),
  ...EIGHT_COLOURS.map(({ name, label, seenIn }) =>
    mixer.number(`LuminanceAdjustment${name}`, [`${label.en} Luminance`, `${label.zh}明亮度`], [`Makes ${label.en.toLowerCase()} brighter or darker, as in ${seenIn.en}, and leaves other colours alone.`, `只让${label.zh}（如${seenIn.zh}）变亮或变暗，不影响其他颜色。`], { group: 'luminance', short: [label.en, label.zh] })),
];

export const BLACK_AND_WHITE: readonly Tool[] = [
  gray.boolean('ConvertToGrayscale', ['Black & White', '黑白'], ['Turns the photo into black and white, mixed from its colours.', '把照片转换为黑白，由各颜色混合而成。'], { written: 'word' }),
  ...EIGHT_COLOURS.map(({ name, label, seenIn }) =>
    gray.number(`GrayMixer${name}`, [`B&W ${label.en}`, `黑白${label.zh}`], [`In black and white, makes what was ${label.en.toLowerCase()}, as in ${seenIn.en}, lighter or darker.`, `黑白照片中，让原本的${label.zh}（如${seenIn.zh}）变亮或变暗。`], { short: [label.en, label.zh] })),
];

export const POINT_COLOUR: readonly Tool[] = [
  rowsOf('point-colour').list('PointColors', ['Point Color', '点颜色'], ['Shifts the hue, saturation and luminance of up to eight sampled colours, each within its own range.', '对最多八个取样颜色分别调整色相、饱和度和明亮度，各有作用范围。']),
  rowsOf('point-colour').list('ColorVariance', ['Point Color Variance', '点颜色差异'], ['Makes the colours around each sample more alike or more different.', '让每个取样颜色附近的颜色更一致或差异更大。']),
];
