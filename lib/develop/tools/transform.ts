import { rowsOf } from './rows';
import type { Tool } from './types';

const row = rowsOf('transform');

export const TRANSFORM: readonly Tool[] = [
  row.choice('PerspectiveUpright', ['Upright', 'Upright'], ['Straightens leaning buildings and horizons by itself.', '自动校正倾斜的建筑和地平线。'], {
    default: 0,
    options: [[0, 'Off', '关闭'], [1, 'Auto', '自动'], [2, 'Full', '完全'], [3, 'Level', '水平'], [4, 'Vertical', '垂直'], [5, 'Guided', '引导式']],
  }),
  row.number('PerspectiveVertical', ['Vertical Perspective', '垂直透视'], ['Tilts the photo forward or back so that buildings stand straight.', '前后倾斜画面，让建筑竖直。'], { short: ['Vertical', '垂直'] }),
  row.number('PerspectiveHorizontal', ['Horizontal Perspective', '水平透视'], ['Swings the photo left or right so that a wall faces you.', '左右转动画面，让墙面正对镜头。'], { short: ['Horizontal', '水平'] }),
  row.number('PerspectiveRotate', ['Perspective Rotate', '透视旋转'], ['Turns the photo about its middle before its perspective is corrected.', '在透视校正之前，围绕中心旋转画面。'], { min: -10, max: 10, step: 0.1, unit: '°', short: ['Rotate', '旋转'] }),
  row.number('PerspectiveAspect', ['Aspect', '长宽比'], ['Stretches the photo taller or wider.', '把画面拉高或拉宽。']),
  row.number('PerspectiveScale', ['Scale', '比例'], ['Enlarges or shrinks the photo within its frame.', '在画框内放大或缩小照片。'], { min: 50, max: 150, default: 100, unit: '%' }),
  row.number('PerspectiveX', ['X Offset', 'X 轴偏移'], ['Moves the photo sideways within its frame.', '在画框内左右移动照片。']),
  row.number('PerspectiveY', ['Y Offset', 'Y 轴偏移'], ['Moves the photo up or down within its frame.', '在画框内上下移动照片。']),
];
