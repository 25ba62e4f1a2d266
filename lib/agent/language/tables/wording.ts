import type { Attribute } from '@/lib/agent/types';
import type { Localised } from '@/lib/develop/types';

/** What to call an attribute when speaking to a photographer. */
export const ATTRIBUTE_LABELS: Readonly<Record<Attribute, Localised>> = {
  brightness: { en: 'brightness', zh: '亮度' },
  contrast: { en: 'contrast', zh: '对比度' },
  highlights: { en: 'highlights', zh: '高光' },
  shadows: { en: 'shadows', zh: '阴影' },
  whites: { en: 'whites', zh: '白色色阶' },
  blacks: { en: 'blacks', zh: '黑色色阶' },
  warmth: { en: 'warmth', zh: '色温' },
  tint: { en: 'tint', zh: '色调' },
  saturation: { en: 'saturation', zh: '饱和度' },
  vibrance: { en: 'vibrance', zh: '自然饱和度' },
  haze: { en: 'haze', zh: '雾感' },
  clarity: { en: 'clarity', zh: '清晰度' },
  texture: { en: 'texture', zh: '纹理' },
  sharpness: { en: 'sharpness', zh: '锐度' },
  softness: { en: 'softness', zh: '柔和度' },
  grain: { en: 'grain', zh: '颗粒' },
  vignette: { en: 'vignette', zh: '暗角' },
  monochrome: { en: 'black and white', zh: '黑白' },
  fade: { en: 'fade', zh: '褪色' },
  hue: { en: 'hue', zh: '色相' },
};

export const WHOLE_LABEL: Localised = { en: 'whole picture', zh: '整体画面' };
