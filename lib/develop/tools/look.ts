import { PROFILES, profileOf } from './profiles';
import { rowsOf } from './rows';
import type { Tool } from './types';

export const PROFILE: readonly Tool[] = [
  rowsOf('profile').choice('CameraProfile', ['Profile', '配置文件'], ['Picks the rendering that the photo starts from, such as landscape, portrait or monochrome.', '选择照片的起始渲染风格，如风景、人像或单色。'], {
    default: 'Embedded', open: true, likes: (word) => profileOf(word)?.name, options: PROFILES.map(({ name, label: { en, zh } }) => [name, en, zh]),
  }),
];

export const LOOK: readonly Tool[] = [
  rowsOf('look').list('Look', ['Look', '外观'], ['Lays a named look, with settings and a colour table of its own, under the photo’s settings at a chosen amount.', '以指定强度把一个带有自身设置和颜色表的外观叠加在照片设置之下。']),
];
