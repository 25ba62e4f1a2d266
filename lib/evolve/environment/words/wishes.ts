/**
 * What people ask for, one wish a row. `expects` is what `lib/agent/language` must understand by it (shorthand of its corpus: attribute, direction,
 * `@` place). Each wish has wordings to train with and others to test with; no wording is in both. `~` is where a degree word goes.
 */
export type Wording = { readonly train: readonly string[]; readonly test: readonly string[] };
export type Wish = { readonly expects: string; /** Wishes that it would contradict or repeat. */ readonly apart?: readonly string[]; readonly en: Wording; readonly zh: Wording };

const phrases = (list: string): readonly string[] => list.split('|').map((phrase) => phrase.trim());
const wish = (expects: string, en: readonly [train: string, test: string], zh: readonly [train: string, test: string], apart: readonly string[] = []): Wish =>
  ({ expects, apart, en: { train: phrases(en[0]), test: phrases(en[1]) }, zh: { train: phrases(zh[0]), test: phrases(zh[1]) } });

const LIGHT = ['brighter', 'darker', 'airy', 'moody'];
const WARMTH = ['warmer', 'cooler', 'golden', 'teal-orange', 'film'];
const COLOUR = ['saturated', 'less-saturated', 'vibrance', 'black-white', 'fade', 'film'];
const CONTRAST = ['contrast', 'contrast-less', 'airy', 'moody', 'fade'];
const STYLES = ['film', 'airy', 'moody', 'golden', 'teal-orange', 'black-white'];

export const WISHES = {
  brighter: wish('brightness+', ['brighten the whole photo ~ | make the whole photo ~ brighter | raise the exposure ~', 'lighten the whole picture ~ | the whole image ~ brighter'], ['~提亮 | 把照片~调亮 | ~提高曝光', '让画面~变亮 | ~增加亮度'], LIGHT),
  darker: wish('brightness-', ['darken the whole photo ~ | make the whole photo ~ darker | lower the exposure ~', 'bring the overall brightness down ~ | dim the whole picture ~'], ['~压暗 | 把照片~调暗 | ~降低曝光', '让画面~变暗 | ~降低亮度'], LIGHT),
  warmer: wish('warmth+', ['warm up the whole photo ~ | make the whole photo ~ warmer | add ~ warmth overall', 'shift the colour temperature ~ warmer | the whole image ~ warmer'], ['整体~暖一些 | ~调暖 | ~提高色温', '让画面~变暖 | ~增加暖意'], WARMTH),
  cooler: wish('warmth-', ['cool down the whole photo ~ | make the whole photo ~ cooler | reduce the warmth overall ~', 'shift the colour temperature ~ cooler | the whole image ~ cooler'], ['整体~冷一些 | ~调冷 | ~降低色温', '让画面~变冷 | 整张~变冷'], WARMTH),
  contrast: wish('contrast+', ['add ~ contrast | raise the contrast ~ | add ~ punch', 'boost the contrast ~ | make the whole photo ~ more contrasty'], ['~增加对比度 | ~提高对比 | 反差~大一些', '~加强明暗对比 | 对比度~拉高'], CONTRAST),
  'contrast-less': wish('contrast-', ['lower the contrast ~ | make the whole photo ~ less contrasty | reduce the contrast ~', 'ease off the contrast ~ | bring the contrast down ~'], ['~降低对比度 | ~减少反差 | 对比~弱一些', '~减弱明暗对比 | 对比度~拉低'], CONTRAST),
  'shadows-up': wish('shadows+', ['lift the shadows ~ | brighten the dark areas ~', 'raise the shadows ~ | bring out shadow detail'], ['~提亮阴影 | 暗部~提亮 | ~拉高阴影', '阴影~亮一些 | ~提升暗部'], ['blacks-deeper']),
  'highlights-down': wish('highlights-', ['pull the highlights down ~ | recover the highlights | tone down the highlights ~', 'tame the highlights ~ | reduce the highlights ~'], ['~压低高光 | ~降低高光 | 高光~压一压', '亮部~压暗 | ~减弱高光'], ['whites-up']),
  'whites-up': wish('whites+', ['raise the whites ~ | lift the white point ~', 'increase the whites ~'], ['~提高白色色阶 | 白场~提高', '~增加白色色阶'], ['highlights-down']),
  'blacks-deeper': wish('blacks-', ['pull the blacks down ~ | lower the blacks ~', 'bring the blacks down ~'], ['~压低黑色色阶 | 黑场~降低', '~减少黑色色阶'], ['shadows-up', 'fade']),
  saturated: wish('saturation+', ['raise the saturation ~ | make the colours ~ more vivid | intensify the colours ~', 'boost the saturation ~ | make the whole photo ~ more colourful'], ['~增加饱和度 | 颜色~鲜艳一些 | ~提高饱和度', '色彩~浓郁一些 | 让颜色~更鲜艳'], COLOUR),
  'less-saturated': wish('saturation-', ['lower the saturation ~ | mute the colours of the whole photo ~ | desaturate the whole photo ~', 'reduce the saturation ~ | make the colours ~ more subdued'], ['~降低饱和度 | 颜色~淡一些 | ~减少饱和度', '色彩~素雅一些 | 让颜色~更克制'], COLOUR),
  vibrance: wish('vibrance+', ['add ~ vibrance | raise the vibrance ~', 'boost the vibrance ~'], ['~增加自然饱和度 | ~提高自然饱和度', '自然饱和度~拉高'], COLOUR),
  'haze-less': wish('haze-', ['remove the haze | dehaze the whole photo ~ | reduce the haze ~', 'get rid of the haze | remove the fog ~'], ['去雾 | ~去掉雾气 | ~减少雾感', '去掉雾霾 | ~除雾']),
  clarity: wish('clarity+', ['add ~ clarity | raise the clarity ~', 'boost the clarity ~ | more local contrast'], ['~增加清晰度 | ~提高清晰度', '清晰度~拉高'], ['soft']),
  texture: wish('texture+', ['bring out the texture ~ | add ~ texture', 'enhance the fine detail ~ | boost the texture ~'], ['~增强纹理 | ~增加质感', '质感~强一些 | ~加强纹理'], ['soft', 'noise-less']),
  sharper: wish('sharpness+', ['sharpen the whole photo ~ | make the whole photo ~ sharper', 'increase the sharpness ~'], ['~锐化 | ~提高锐度', '锐度~拉高'], ['soft', 'noise-less']),
  soft: wish('softness+', ['soften the whole photo ~ | add ~ softness overall', 'soften the whole picture ~ | make the whole photo ~ softer'], ['~柔化 | 画面~柔和一些', '~增加柔光 | 让画面~更柔和'], ['clarity', 'texture', 'sharper', 'contrast']),
  'noise-less': wish('grain-', ['clean up the digital noise ~ | denoise the whole photo ~', 'remove the digital noise ~ | noise reduction overall ~'], ['~降噪 | ~减少噪点', '去掉噪点 | ~去噪'], ['grain', 'texture', 'sharper', 'film']),
  grain: wish('grain+', ['add ~ film grain | add ~ grain', 'put in ~ grain'], ['~增加颗粒感 | 加~颗粒', '~加入胶片颗粒'], ['noise-less', 'film']),
  vignette: wish('vignette+', ['add ~ vignette | put ~ vignette on', 'apply ~ vignetting'], ['加~暗角 | ~增加暗角', '添加~暗角']),
  'sky-darker': wish('brightness-@sky', ['darken the sky ~ | make the sky ~ darker', 'bring the sky down ~ | dim the sky ~'], ['天空~压暗 | 把天空~调暗', '让天空~变暗 | ~降低天空亮度']),
  'skin-brighter': wish('brightness+@skin', ['brighten the skin ~ | make the face ~ brighter', 'lighten the skin tones ~ | lift the face ~'], ['肤色~提亮 | 把脸部~调亮', '让皮肤~变亮 | ~提高面部亮度']),
  'greens-richer': wish('saturation+@Green', ['make the greens ~ more vivid | raise the saturation of the greens ~', 'boost the greens ~'], ['绿色~鲜艳一些 | ~增加绿色饱和度', '让绿色~更鲜艳'], ['greens-less', 'black-white']),
  'greens-less': wish('saturation-@Green', ['mute the greens ~ | lower the saturation of the greens ~', 'desaturate the greens ~'], ['绿色~淡一些 | ~降低绿色饱和度', '让绿色~素一些'], ['greens-richer', 'black-white']),
  'blues-richer': wish('saturation+@Blue', ['make the blues ~ more vivid | raise the saturation of the blues ~', 'boost the blues ~'], ['蓝色~鲜艳一些 | ~增加蓝色饱和度', '让蓝色~更鲜艳'], ['black-white']),
  fade: wish('fade+', ['add ~ fade | apply ~ matte fade', 'put ~ film fade on'], ['~增加褪色感 | 加~褪色', '~褪色'], ['blacks-deeper', 'black-white', ...CONTRAST]),
  'black-white': wish('style:black-white', ['convert it to black and white | make it black and white', 'turn it into a monochrome picture'], ['转成黑白 | 改成黑白照片', '处理成黑白'], [...COLOUR, ...WARMTH, ...STYLES, 'greens-richer', 'greens-less', 'blues-richer']),
  film: wish('style:film', ['give it a film look | make it look like film', 'go for an analog look'], ['做成胶片风格 | 胶片感', '胶片风'], [...COLOUR, ...WARMTH, ...STYLES, 'grain', 'noise-less']),
  airy: wish('style:airy', ['give it a light and airy look | make it airy', 'go for a bright and airy feel'], ['做成空气感风格 | 轻盈空气感', '空气感'], [...LIGHT, ...CONTRAST, ...STYLES]),
  moody: wish('style:moody', ['make it moody | give it a moody feel', 'go for a brooding mood'], ['情绪感 | 做成情绪风格', '情绪风'], [...LIGHT, ...CONTRAST, ...STYLES]),
  golden: wish('style:golden-hour', ['give it golden hour light | make it look like golden hour', 'go for a sunset glow'], ['做成黄金时刻 | 黄金时刻的光', '夕阳感'], [...WARMTH, ...STYLES]),
  'teal-orange': wish('style:teal-orange', ['give it a teal and orange look | make it teal and orange', 'go for teal and orange grading'], ['做成青橙色调 | 青橙风格', '青橙调'], [...WARMTH, ...STYLES]),
  auto: wish('auto', ['auto enhance it | improve this photo', 'make it look its best | fix it up'], ['自动优化 | 帮我修一下这张照片', '优化一下照片 | 自动调整']),
} as const satisfies Readonly<Record<string, Wish>>;
export type WishId = keyof typeof WISHES;
