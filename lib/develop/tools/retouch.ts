import { rowsOf } from './rows';
import type { Tool } from './types';

const blur = rowsOf('lens-blur');
const retouch = rowsOf('retouch');

export const LENS_BLUR: readonly Tool[] = [
  blur.list('LensBlur', ['Lens Blur', '镜头模糊'], ['Blurs what lies in front of or behind the focus, as a fast lens would.', '模糊焦点前后的景物，如同大光圈镜头。']),
];

export const RETOUCH: readonly Tool[] = [
  retouch.list('RetouchAreas', ['Healing', '修复'], ['Covers spots and strokes with pixels taken from elsewhere in the photo.', '用照片其他位置的像素修补污点和涂抹区域。']),
  retouch.list('RedEyeInfo', ['Red Eye', '红眼校正'], ['Takes the red of the flash out of pupils.', '消除闪光灯造成的红眼。']),
];
