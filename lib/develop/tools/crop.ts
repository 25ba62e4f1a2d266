import { rowsOf } from './rows';
import type { Tool } from './types';

const row = rowsOf('crop');
const edge = { min: 0, max: 1, step: 0.0001, unit: 'fraction' } as const;

export const CROP: readonly Tool[] = [
  row.number('CropTop', ['Crop Top', '裁剪上边'], ['Sets where the crop begins at the top, as a fraction of the photo’s height.', '设定裁剪的上边，为照片高度的比例。'], edge),
  row.number('CropLeft', ['Crop Left', '裁剪左边'], ['Sets where the crop begins at the left, as a fraction of the photo’s width.', '设定裁剪的左边，为照片宽度的比例。'], edge),
  row.number('CropBottom', ['Crop Bottom', '裁剪下边'], ['Sets where the crop ends at the bottom, as a fraction of the photo’s height.', '设定裁剪的下边，为照片高度的比例。'], { ...edge, default: 1 }),
  row.number('CropRight', ['Crop Right', '裁剪右边'], ['Sets where the crop ends at the right, as a fraction of the photo’s width.', '设定裁剪的右边，为照片宽度的比例。'], { ...edge, default: 1 }),
  row.number('CropAngle', ['Straighten', '拉直角度'], ['Turns the crop to level a tilted horizon.', '旋转裁剪框，校正倾斜的地平线。'], { min: -45, max: 45, step: 0.01, unit: '°', short: ['Angle', '角度'] }),
  row.boolean('HasCrop', ['Cropped', '已裁剪'], ['Says that the crop is in force.', '表示裁剪已生效。'], { written: 'word' }),
  row.boolean('CropConstrainToWarp', ['Constrain Crop', '锁定裁剪'], ['Keeps the crop inside the photo after lens and perspective corrections.', '镜头和透视校正后让裁剪保持在图像内。'], { written: 'digit' }),
  row.choice('Orientation', ['Orientation', '方向'], ['Turns the photo by quarter turns or mirrors it.', '以 90 度为单位旋转照片，或水平、垂直翻转。'], {
    default: 1,
    options: [
      [1, 'As it is', '原样'], [2, 'Flipped horizontally', '水平翻转'], [3, 'Rotated 180°', '旋转 180°'], [4, 'Flipped vertically', '垂直翻转'],
      [5, 'Flipped, rotated 90° left', '翻转并向左旋转 90°'], [6, 'Rotated 90° right', '向右旋转 90°'], [7, 'Flipped, rotated 90° right', '翻转并向右旋转 90°'], [8, 'Rotated 90° left', '向左旋转 90°'],
    ],
  }),
];
