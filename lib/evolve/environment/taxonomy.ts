import type { Localised } from '@/lib/develop/types';
import { CATEGORIES, type Category } from '../types';
import type { WishId } from './words/wishes';

/**
 * ArtEdit's shape: 10 categories, 37 sub-categories. Its paper names portrait, landscape, architecture, still life and night; the other five and
 * all sub-categories are our own taxonomy. `wishes` is what people ask of such a photo (`words/wishes.ts`), the most typical first.
 */
export type Subcategory = { readonly id: string; readonly category: Category; readonly label: Localised; readonly wishes: readonly WishId[] };

const row = (category: Category, id: string, en: string, zh: string, wishes: readonly WishId[]): Subcategory => ({ id, category, label: { en, zh }, wishes });

export const SUBCATEGORIES: readonly Subcategory[] = [
  row('portrait', 'close-up', 'close-up portrait', '人像特写', ['skin-brighter', 'soft', 'warmer', 'highlights-down', 'vignette', 'less-saturated']),
  row('portrait', 'half-length', 'half-length portrait', '半身人像', ['brighter', 'skin-brighter', 'warmer', 'contrast-less', 'shadows-up', 'film']),
  row('portrait', 'child', 'portrait of a child', '儿童人像', ['brighter', 'warmer', 'soft', 'vibrance', 'airy', 'highlights-down']),
  row('portrait', 'group', 'group portrait', '合影', ['brighter', 'shadows-up', 'contrast', 'auto', 'warmer', 'sharper']),
  row('portrait', 'backlit', 'backlit portrait', '逆光人像', ['shadows-up', 'highlights-down', 'warmer', 'skin-brighter', 'haze-less', 'golden']),
  row('landscape', 'mountain', 'mountains', '山景', ['haze-less', 'contrast', 'clarity', 'sky-darker', 'greens-richer', 'highlights-down']),
  row('landscape', 'forest', 'forest', '森林', ['greens-richer', 'shadows-up', 'cooler', 'moody', 'contrast', 'greens-less']),
  row('landscape', 'waterside', 'lakes, rivers and coasts', '水岸', ['blues-richer', 'haze-less', 'vibrance', 'highlights-down', 'cooler', 'airy']),
  row('landscape', 'sunset', 'sunrise and sunset', '日出日落', ['warmer', 'saturated', 'shadows-up', 'golden', 'highlights-down', 'contrast']),
  row('landscape', 'fog-snow', 'fog and snow', '雾与雪', ['brighter', 'haze-less', 'cooler', 'whites-up', 'clarity', 'less-saturated']),
  row('architecture', 'exterior', 'buildings', '建筑外观', ['contrast', 'clarity', 'sharper', 'sky-darker', 'highlights-down', 'less-saturated']),
  row('architecture', 'interior', 'interiors', '室内空间', ['brighter', 'shadows-up', 'cooler', 'whites-up', 'highlights-down', 'airy']),
  row('architecture', 'old-town', 'old towns', '古镇老城', ['warmer', 'film', 'contrast', 'shadows-up', 'fade', 'less-saturated']),
  row('still-life', 'flower', 'flowers', '花卉', ['vibrance', 'soft', 'airy', 'saturated', 'vignette', 'brighter']),
  row('still-life', 'product', 'products', '产品', ['brighter', 'whites-up', 'contrast', 'sharper', 'cooler', 'auto']),
  row('still-life', 'object', 'things on a table', '静物', ['warmer', 'contrast', 'vignette', 'moody', 'blacks-deeper', 'film']),
  row('still-life', 'macro', 'details and textures', '微距质感', ['texture', 'clarity', 'sharper', 'contrast', 'saturated', 'vignette']),
  row('night', 'city-night', 'city at night', '城市夜景', ['blacks-deeper', 'cooler', 'teal-orange', 'contrast', 'highlights-down', 'saturated']),
  row('night', 'starry-sky', 'starry sky', '星空', ['contrast', 'cooler', 'clarity', 'shadows-up', 'noise-less', 'saturated']),
  row('night', 'blue-hour', 'blue hour', '蓝调时刻', ['cooler', 'blues-richer', 'shadows-up', 'contrast', 'brighter', 'moody']),
  row('night', 'low-light', 'dim rooms', '弱光室内', ['brighter', 'shadows-up', 'noise-less', 'cooler', 'warmer', 'contrast-less']),
  row('street', 'everyday', 'everyday life', '市井日常', ['contrast', 'black-white', 'film', 'warmer', 'shadows-up', 'grain']),
  row('street', 'traffic', 'traffic', '街道车流', ['cooler', 'teal-orange', 'contrast', 'less-saturated', 'clarity', 'blacks-deeper']),
  row('street', 'documentary', 'documentary', '纪实', ['black-white', 'contrast', 'grain', 'less-saturated', 'clarity', 'darker']),
  row('food', 'dish', 'dishes', '菜肴', ['warmer', 'brighter', 'saturated', 'texture', 'contrast', 'highlights-down']),
  row('food', 'drink', 'drinks', '饮品', ['warmer', 'contrast', 'moody', 'vignette', 'darker', 'film']),
  row('food', 'dessert', 'baking and dessert', '甜点烘焙', ['airy', 'brighter', 'soft', 'vibrance', 'whites-up', 'warmer']),
  row('wildlife', 'pet', 'pets', '宠物', ['brighter', 'warmer', 'texture', 'shadows-up', 'sharper', 'vignette']),
  row('wildlife', 'bird', 'birds', '鸟类', ['sharper', 'texture', 'vibrance', 'contrast', 'brighter', 'noise-less']),
  row('wildlife', 'wild-animal', 'wild animals', '野生动物', ['clarity', 'texture', 'warmer', 'contrast', 'less-saturated', 'moody']),
  row('travel', 'landmark', 'landmarks', '地标', ['contrast', 'sky-darker', 'haze-less', 'vibrance', 'auto', 'warmer']),
  row('travel', 'beach', 'beaches', '海滩', ['brighter', 'blues-richer', 'airy', 'warmer', 'haze-less', 'highlights-down']),
  row('travel', 'road', 'on the road', '旅途', ['film', 'fade', 'warmer', 'contrast', 'teal-orange', 'haze-less']),
  row('travel', 'aerial', 'views from above', '航拍', ['haze-less', 'clarity', 'saturated', 'contrast', 'cooler', 'greens-richer']),
  row('event', 'wedding', 'weddings', '婚礼', ['airy', 'brighter', 'soft', 'warmer', 'highlights-down', 'contrast-less']),
  row('event', 'stage', 'stage and launch', '舞台与现场', ['contrast', 'blacks-deeper', 'highlights-down', 'saturated', 'darker', 'cooler']),
  row('event', 'sports', 'sports', '运动', ['contrast', 'clarity', 'sharper', 'brighter', 'saturated', 'darker']),
];

export { CATEGORIES };
