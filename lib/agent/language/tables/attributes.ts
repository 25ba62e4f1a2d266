import type { AttributeAtom, Effects, Row } from '../atoms';

const inverse = (effects: Effects): Effects => effects.map(([attribute, direction, weight]) => [attribute, direction === 1 ? -1 : 1, weight]);

const noun = (ask: Effects, en: string, zh: string, more: { tool?: string; general?: boolean } = {}): Row =>
  ({ atom: { tag: 'attribute', shape: 'noun', ask, fault: inverse(ask), faulty: false, ...more }, en, zh });
const verb = (ask: Effects, en: string, zh: string, more: Partial<Pick<AttributeAtom, 'onColour' | 'asTurn' | 'onEnds' | 'on'>> = {}): Row =>
  ({ atom: { tag: 'attribute', shape: 'verb', ask, fault: inverse(ask), faulty: false, ...more }, en, zh });
/** A description that may be wished for or complained about; `fault` is what mends it, by default the opposite. */
const state = (ask: Effects, en: string, zh: string, more: Partial<Pick<AttributeAtom, 'fault' | 'onColour' | 'asTurn' | 'onEnds' | 'touchy'>> = {}): Row =>
  ({ atom: { tag: 'attribute', shape: 'state', ask, fault: inverse(ask), faulty: false, ...more }, en, zh });
/** A description that nobody wishes for unless they say so. */
const defect = (ask: Effects, fault: Effects, en: string, zh: string): Row =>
  ({ atom: { tag: 'attribute', shape: 'state', ask, fault, faulty: true }, en, zh });

/** Every word for an attribute of a picture. */
export const ATTRIBUTES: readonly Row[] = [
  // Brightness
  noun([['brightness', 1]], 'exposure, exposure level', '曝光, 曝光度, 曝光值, 曝光量', { tool: 'Exposure2012' }),
  noun([['brightness', 1]], 'brightness, luminosity, light, lighting, illumination', '亮度, 明度, 光线, 光, 画面亮度', { tool: 'Exposure2012' }),
  verb([['brightness', 1]], 'brighten, brighten up, lighten, lighten up, light up, illuminate, brighten it up, lighten it up, light it up, add light, more light, let in more light, fill light', '提亮, 调亮, 加亮, 打亮, 照亮, 增亮, 变亮, 补光, 提提亮, 弄亮, 亮化'),
  verb([['brightness', 1]], '', '美白, 白皙', { on: 'skin' }),
  verb([['brightness', -1]], 'darken, dim down, dim, darken down, make darker, darken it down, burn', '压暗, 调暗, 变暗, 减暗, 弄暗, 暗化, 加深'),
  state([['brightness', 1]], 'bright, light, luminous, lit, well lit, radiant, sunny', '亮, 明亮, 亮堂, 敞亮, 光亮, 亮眼, 透亮, 白, 发亮', { touchy: true }),
  state([['brightness', -1]], 'dark, shadowy', '暗, 黑, 昏暗, 阴暗, 暗淡, 黯淡, 发暗', { touchy: true }),
  state([['brightness', -1]], '', '深, 深沉, 沉', { onColour: [['saturation', 1, 0.7], ['brightness', -1]] }),
  state([['brightness', 1]], '', '浅', { onColour: [['brightness', 1], ['saturation', -1, 0.5]] }),
  state([['saturation', -1], ['brightness', -1, 0.5]], 'calm, moody toned, earthy', '沉稳, 低沉, 稳重'),
  defect([['brightness', -1]], [['brightness', 1]], 'underexposed, under exposed, dim, dimly lit, gloomy, murky, under-lit, poorly lit', '曝光不足, 欠曝, 黑乎乎, 黑漆漆, 乌漆嘛黑, 看不清'),
  defect([['brightness', 1]], [['brightness', -1], ['highlights', -1, 0.8]], 'overexposed, over exposed, overly exposed, over-lit, too much exposure', '曝光过度, 过度曝光, 过亮, 太曝'),
  defect([['brightness', 1]], [['brightness', -1]], 'glaring, hot, dazzling', '发白, 刺眼, 晃眼'),
  // Contrast
  noun([['contrast', 1]], 'contrast, tonal contrast, punch, oomph, life, energy, vitality, zing, sparkle, impact, bite, depth, dimension, drama', '对比度, 对比, 反差, 明暗对比, 层次, 层次感, 立体感, 冲击力, 光影, 精神, 生气', { tool: 'Contrast2012' }),
  state([['contrast', 1], ['saturation', 1, 0.5]], 'punchy, poppy, dynamic, bold, striking', '有冲击力, 有张力'),
  defect([['saturation', 1], ['brightness', 1, 0.7]], [['brightness', -1], ['saturation', -1, 0.7]], 'distracting, attention grabbing', '抢眼, 抢镜, 喧宾夺主'),
  verb([['contrast', 1], ['saturation', 1, 0.6]], 'make it pop, pop, stand out, pops', '突出, 强调, 跳出来, 凸显, 更突出', { onColour: [['saturation', 1]] }),
  state([['contrast', 1]], 'contrasty, contrasted, dramatic, dimensional', '立体, 有层次, 层次分明'),
  state([['contrast', 1]], 'deep', '', { onColour: [['saturation', 1], ['brightness', -1, 0.4]], asTurn: 1, onEnds: { blacks: -1, whites: -1 } }),
  verb([['contrast', 1]], 'deepen', '', { onColour: [['saturation', 1], ['brightness', -1, 0.4]], asTurn: 1, onEnds: { blacks: -1, whites: -1 } }),
  defect([['contrast', -1]], [['contrast', 1]], 'flat, low contrast looking, lacking contrast, lifeless, dull, boring, bland, drab', '平淡, 扁平, 太平, 发闷, 沉闷, 闷, 没层次, 没有层次, 没有立体感, 寡淡, 死板, 没冲击力, 平, 没有冲击力, 没有对比'),
  defect([['contrast', -1]], [['contrast', 1], ['haze', -1, 0.7]], 'muddy, dingy, milky', '浑浊, 脏, 脏兮兮, 不通透, 不够通透, 不干净'),
  defect([['fade', 1]], [['contrast', 1], ['fade', -1]], 'washed out, washed-out, wash out, bleached out', '泛白, 苍白, 褪色感太重'),
  defect([['contrast', 1]], [['contrast', -1]], 'harsh, hard light, stark', '生硬, 刺目, 死硬, 太硬, 硬'),
  // The four tonal sliders
  noun([['whites', 1]], 'whites, white point, the whites', '白色色阶, 白色阶, 白场, 白点, 白色', { tool: 'Whites2012' }),
  noun([['blacks', 1]], 'blacks, black point, the blacks, black level', '黑色色阶, 黑色阶, 黑场, 黑点, 黑色', { tool: 'Blacks2012' }),
  verb([['blacks', -1]], 'crush the blacks, true blacks, inky blacks, pure blacks, purer blacks, solid blacks, blacker blacks, strong blacks, stronger blacks, make the blacks blacker, make the blacks stronger', '压黑, 黑更纯, 黑色更纯, 黑色更实, 黑更黑, 黑的更黑, 压实暗部'),
  verb([['whites', 1]], 'bright whites, brighter whites, pure whites, purer whites, whiter whites, make the whites whiter', '白更白, 白的更白, 白色更纯'),
  verb([['blacks', 1]], 'lifted blacks, raised blacks, lift the black point, raise the black point', '提黑, 黑色提起来'),
  verb([['shadows', 1]], 'fill shadows, open up the shadows, open shadows, open the shadows, recover shadow detail, recover the shadows, recover shadows, shadow recovery, bring out shadow detail, bring back shadow detail, bring back the shadows, more shadow detail, more detail in the shadows, detail in the shadows, reveal the shadows', '找回暗部细节, 暗部细节, 阴影细节, 还原暗部, 恢复暗部, 拉回暗部'),
  verb([['highlights', -1]], 'recover highlights, recover the highlights, recover highlight detail, highlight recovery, bring back the highlights, bring back highlights, bring back highlight detail, rescue the highlights, save the highlights, tame the highlights, tame highlights, hold back the highlights, control the highlights', '找回高光, 找回高光细节, 高光细节, 还原高光, 恢复高光, 拉回高光, 收高光, 压高光, 高光溢出, 高光过曝'),
  // Colour balance
  noun([['warmth', 1]], 'warmth, colour temperature, color temperature, temperature, temp, white balance temperature', '色温, 暖度, 温度, 暖意', { tool: 'IncrementalTemperature' }),
  verb([['warmth', 1]], 'warm up, warm it up, warm things up', '变暖, 调暖, 加暖'),
  verb([['warmth', -1]], 'cool down, cool it down, cool off, chill', '变冷, 调冷, 降温, 加冷'),
  state([['warmth', 1]], 'warm, warm toned, warm tone, warm tones, warm colours, warm colors, toasty, cosy, cozy, sunlit', '暖, 暖色, 暖色调, 暖调, 温暖, 暖和, 暖洋洋', { touchy: true }),
  state([['warmth', -1]], 'cool, cold, chilly, cool toned, cool tone, cool tones, cold tones, cold tone, cool colours, cool colors, icy, frosty', '冷, 冷色, 冷色调, 冷调, 清冷, 冰冷, 冷清', { touchy: true }),
  noun([['tint', 1]], 'tint, magenta tint', '色调偏移, 色偏, 洋红偏移', { tool: 'IncrementalTint' }),
  // Colour strength
  noun([['saturation', 1]], 'saturation, colour saturation, color saturation, colour intensity, color intensity', '饱和度, 色彩饱和度, 饱和, 鲜艳度, 彩度, 色彩浓度', { tool: 'Saturation' }),
  noun([['saturation', 1]], 'colour, color, colours, colors, chroma, colour palette, color palette, hues, palette', '颜色, 色彩, 颜色浓度', { tool: 'Saturation', general: true }),
  noun([['vibrance', 1]], 'vibrance, vibrancy', '自然饱和度, 鲜明度, 自然饱和', { tool: 'Vibrance' }),
  verb([['saturation', 1]], 'saturate, intensify, enrich, intensify the colours, intensify the colors', '加饱和, 提饱和'),
  verb([['saturation', -1]], 'desaturate, mute, mute down, wash down', '去饱和, 降饱和, 减饱和'),
  state([['saturation', 1]], 'saturated, vivid, colourful, colorful, vibrant, lively, intense, juicy, lush', '鲜艳, 艳丽, 鲜明, 鲜亮, 艳, 鲜活, 饱满, 多彩, 缤纷, 亮丽, 斑斓'),
  state([['saturation', 1]], 'rich', '浓, 浓烈, 浓厚, 浓郁, 丰富', { asTurn: 1, onEnds: { blacks: -1 } }),
  state([['saturation', -1]], 'muted, desaturated, less colourful, less colorful, subdued, understated, pale, restrained', '素, 淡雅, 素雅, 清淡, 低饱和, 低饱和度, 克制'),
  state([['saturation', -1]], '', '淡', { asTurn: -1 }),
  defect([['saturation', 1]], [['saturation', -1]], 'oversaturated, over saturated, fake, artificial, unnatural, plastic, garish, gaudy, cartoonish, loud, lurid', '过饱和, 饱和过度, 假, 不自然, 很假, 过艳, 俗气, 艳俗, 花哨, 辣眼, 饱和度过高'),
  defect([['saturation', -1]], [['saturation', 1]], 'undersaturated, colourless, colorless, greyed out, grayed out', '没颜色, 没有色彩, 不鲜艳, 颜色寡淡'),
  // Air
  noun([['haze', 1]], 'haze, fog, mist, smog, veil', '雾, 雾气, 雾霾, 雾感, 薄雾, 灰雾', { tool: 'Dehaze' }),
  verb([['haze', -1]], 'dehaze, de-haze, defog, clear up the haze, cut through the haze, cut the haze, clear the haze, cut haze', '去雾, 去灰, 除雾, 去朦胧, 去霾, 去雾霾, 通透化'),
  defect([['haze', 1]], [['haze', -1]], 'hazy, foggy, misty, smoggy, cloudy looking, veiled', '朦胧, 雾蒙蒙, 雾大, 有雾'),
  defect([['contrast', -1]], [['haze', -1], ['contrast', 1, 0.7]], 'greyish, grayish, grey, gray', '灰蒙蒙, 灰, 发灰, 灰灰的, 灰扑扑, 蒙蒙的'),
  state([['haze', -1], ['clarity', 1, 0.5], ['brightness', 1, 0.4]], 'clear, clear air, transparent, crystal clear', '通透, 通透感, 清透, 透, 清澈, 剔透'),
  state([['haze', -1, 0.8], ['brightness', 1, 0.5]], 'clean, clean looking', '干净, 清爽, 纯净, 洁净, 干净利落', { onEnds: { blacks: -1, whites: 1 } }),
  // Detail
  noun([['clarity', 1]], 'clarity, midtone contrast, local contrast, definition, structure', '清晰度, 局部对比, 中间调对比', { tool: 'Clarity2012' }),
  noun([['texture', 1]], 'texture, fine detail, detail, details', '纹理, 质感, 肌理, 细节, 细节感', { tool: 'Texture' }),
  noun([['sharpness', 1]], 'sharpness, sharpening, acuity', '锐度, 锐化, 锐利度, 锐化程度', { tool: 'Sharpness' }),
  verb([['sharpness', 1]], 'sharpen, sharpen up', '加锐, 锐化一下, 锐化处理'),
  state([['sharpness', 1]], 'sharp, tack sharp, in focus', '锐, 锐利, 清晰, 清楚'),
  state([['sharpness', 1], ['clarity', 1, 0.7]], 'crisp, crispy, defined, detailed, well defined', '硬朗, 利落, 细节丰富, 有质感', { onEnds: { blacks: -1, whites: 1 } }),
  state([['clarity', 1], ['texture', 1, 0.7]], 'gritty, rugged, textured, structured', '粗粝, 粗犷, 硬核'),
  defect([['softness', 1]], [['sharpness', 1]], 'blurry, blurred, out of focus, unsharp, fuzzy', '模糊, 糊, 虚, 不清楚, 不清晰, 发虚, 发糊, 失焦'),
  verb([['softness', 1]], 'blur, blur out, smooth, smooth out, smoothen, smoothing', '虚化, 柔焦, 平滑'),
  verb([['softness', 1]], 'retouch the skin, smooth skin, skin smoothing', '磨皮, 嫩肤', { on: 'skin' }),
  verb([['softness', 1]], 'soften, soften up', '柔化, 柔和化, 软化', { asTurn: -1, onEnds: { blacks: 1, whites: -1 } }),
  noun([['softness', 1], ['brightness', 1, 0.5]], 'glow, soft glow, inner glow, halation', '柔光感, 光晕'),
  verb([['softness', 1], ['brightness', 1, 0.5]], 'make it glow, glowing', '发光'),
  noun([['softness', 1]], 'softness, smoothness, blur', '柔和度, 柔感, 柔光, 模糊度'),
  state([['softness', 1], ['contrast', -1, 0.5]], 'soft, gentle, silky, delicate, mellow, tender, smooth', '柔, 柔和, 柔美, 柔软, 细腻, 温柔, 光滑, 软', { fault: [['sharpness', 1]], asTurn: -1, onEnds: { blacks: 1, whites: -1 } }),
  defect([['sharpness', 1]], [['sharpness', -1]], 'oversharpened, over sharpened, over-sharpened, crunchy', '锐化过度, 过锐, 太锐'),
  // Effects
  noun([['grain', 1]], 'grain, film grain, grain effect, noise texture', '颗粒, 颗粒感, 胶片颗粒, 噪点感', { tool: 'GrainAmount' }),
  state([['grain', 1]], 'grainy', '粗糙, 有颗粒感'),
  noun([['grain', 1]], 'noise, noise level, digital noise, speckles', '噪点, 噪声, 杂点, 彩噪'),
  verb([['grain', -1]], 'denoise, de-noise, noise reduction, reduce the noise, reduce noise, clean up the noise, clean up noise', '降噪, 去噪, 去噪点, 除噪, 减噪, 减少噪点, 消除噪点'),
  defect([['grain', 1]], [['grain', -1]], 'noisy', '有噪点, 噪点多, 噪点严重, 全是噪点'),
  noun([['vignette', 1]], 'vignette, vignetting, dark edges, dark corners, darkened edges', '暗角, 晕影, 四角压暗, 边角压暗, 压暗四角, 压暗边缘, 压角', { tool: 'PostCropVignetteAmount' }),
  verb([['monochrome', 1, 1]], 'decolour, decolor', '去色'),
  noun([['fade', 1]], 'fade, matte fade, film fade', '褪色, 褪色感, 灰度感'),
  state([['fade', 1]], 'faded, washed', '褪色的, 做旧', { fault: [['fade', -1], ['contrast', 1, 0.6], ['saturation', 1, 0.5]] }),
];
