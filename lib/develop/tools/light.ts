import { rowsOf } from './rows';
import type { Tool } from './types';

const tone = rowsOf('tone');
const presence = rowsOf('presence');

export const TONE: readonly Tool[] = [
  tone.number('Exposure2012', ['Exposure', '曝光度'], ['Brightens or darkens the whole photo in stops, as the camera would have.', '以档为单位提亮或压暗整张照片，如同改变相机曝光。'], { min: -5, max: 5, step: 0.01, unit: 'EV' }),
  tone.number('Contrast2012', ['Contrast', '对比度'], ['Pulls bright and dark tones apart around the midtones, or brings them together.', '以中间调为中心拉开或收拢明暗差距。']),
  tone.number('Highlights2012', ['Highlights', '高光'], ['Brings back detail in bright areas such as clouds to the left, lifts them to the right.', '向左找回云层等亮部细节，向右提亮亮部。']),
  tone.number('Shadows2012', ['Shadows', '阴影'], ['Opens up dark areas to show what is in them to the right, deepens them to the left.', '向右打开暗部细节，向左加深暗部。']),
  tone.number('Whites2012', ['Whites', '白色色阶'], ['Sets how bright the brightest tones are, up to pure white.', '设定最亮色调的亮度，直至纯白。']),
  tone.number('Blacks2012', ['Blacks', '黑色色阶'], ['Sets how dark the darkest tones are: left for pure black, right for a faded look.', '设定最暗色调：向左更黑，向右呈现褪色感。']),
];

export const PRESENCE: readonly Tool[] = [
  presence.number('Texture', ['Texture', '纹理'], ['Brings out or smooths fine surface detail such as skin, bark and fabric, leaving edges alone.', '增强或柔化皮肤、树皮、织物等细小质感，不影响轮廓。']),
  presence.number('Clarity2012', ['Clarity', '清晰度'], ['Adds local contrast that gives shapes more punch, or a soft glow to the left.', '增加局部对比让形体更立体，向左则柔和朦胧。']),
  presence.number('Dehaze', ['Dehaze', '去朦胧'], ['Clears haze and mist from the distance to the right, adds a veil to the left.', '向右去除远处的雾霾，向左增添薄雾。']),
  presence.number('Vibrance', ['Vibrance', '鲜艳度'], ['Makes muted colours richer while protecting skin and colours that are already strong.', '让平淡的颜色更浓，同时保护肤色和已饱和的颜色。']),
  presence.number('Saturation', ['Saturation', '饱和度'], ['Makes every colour equally stronger, or weaker down to grey.', '等量增强所有颜色，或减弱直至灰色。']),
];
