import { field, flag, rowsOf } from './rows';
import type { MaskField, Tool } from './types';

const row = rowsOf('mask');

const AMOUNT: readonly MaskField[] = [{ name: 'CorrectionRangeMask', kind: 'list' }];
/** Ours: files have none, so that Lightroom keeps the edge it finds. */
const FEATHER = field('MaskFeather', 0, 100, 0);
const PLACE = (name: string, initial: number): MaskField => field(name, -10, 10, initial);

export const MASK: readonly Tool[] = [
  row.mask('Mask/Gradient', ['Linear Gradient', '线性渐变'], ['Fades an adjustment in along a straight line, as for a sky.', '沿直线逐渐施加调整，例如用于天空。'], {
    what: 'Mask/Gradient', fields: [PLACE('ZeroX', 0.5), PLACE('ZeroY', 0.5), PLACE('FullX', 0.5), PLACE('FullY', 0)],
  }),
  row.mask('Mask/CircularGradient', ['Radial Gradient', '径向渐变'], ['Holds an adjustment to the inside or the outside of a soft ellipse.', '把调整限制在柔和椭圆的内部或外部。'], {
    what: 'Mask/CircularGradient',
    fields: [PLACE('Top', 0.25), PLACE('Left', 0.25), PLACE('Bottom', 0.75), PLACE('Right', 0.75), field('Angle', -360, 360, 0), field('Midpoint', 0, 100, 50), field('Feather', 0, 100, 50), field('Roundness', -100, 100, 0), flag('Flipped', true)],
  }),
  row.mask('Mask/Paint', ['Brush', '画笔'], ['Paints an adjustment on with soft strokes.', '用柔和笔触涂抹调整。'], {
    what: 'Mask/Paint', fields: [{ name: 'Dabs', kind: 'list' }, field('Radius', 0, 10, 0.05), field('Flow', 0, 1, 1), field('CenterWeight', 0, 1, 0)],
  }),
  row.mask('Mask/Image 1', ['Subject', '主体'], ['Selects the main subject of the photo.', '选择照片的主体。'], { what: 'Mask/Image', fields: [field('MaskSubType', 1, 1, 1), FEATHER] }),
  row.mask('Mask/Image 2', ['Sky', '天空'], ['Selects the sky, clouds included.', '选择天空，包括云层。'], { what: 'Mask/Image', fields: [field('MaskSubType', 2, 2, 2), FEATHER] }),
  row.mask('Mask/Image 0', ['Background', '背景'], ['Selects everything behind the subject.', '选择主体之外的背景。'], { what: 'Mask/Image', fields: [field('MaskSubType', 0, 0, 0), field('MaskSubCategoryID', 22, 22, 22), FEATHER] }),
  row.mask('Mask/Image 3', ['People', '人物'], ['Selects people or parts of them, such as face, skin, hair or clothes.', '选择人物或其局部，如面部、皮肤、头发、衣服。'], { what: 'Mask/Image', fields: [field('MaskSubType', 3, 3, 3), field('MaskSubCategoryID', 2, 12, 2), FEATHER] }),
  row.mask('Mask/RangeMask colour', ['Color Range', '颜色范围'], ['Selects what has nearly the colour of a sampled spot.', '选择与取样点颜色相近的部分。'], { what: 'Mask/RangeMask', fields: AMOUNT }),
  row.mask('Mask/RangeMask luminance', ['Luminance Range', '明亮度范围'], ['Selects what lies within a range of brightness.', '选择处于某一亮度范围内的部分。'], { what: 'Mask/RangeMask', fields: AMOUNT }),
  row.mask('Mask/RangeMask depth', ['Depth Range', '深度范围'], ['Selects what lies within a range of distance.', '选择处于某一距离范围内的部分。'], { what: 'Mask/RangeMask', fields: AMOUNT }),
];
