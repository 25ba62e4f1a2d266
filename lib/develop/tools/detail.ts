import { rowsOf } from './rows';
import type { Tool } from './types';

const row = rowsOf('detail');
const sharpening = { group: 'sharpening', min: 0 } as const;
const luminance = { group: 'noise-luminance', min: 0 } as const;
const colour = { group: 'noise-colour', min: 0 } as const;

export const DETAIL: readonly Tool[] = [
  row.number('Sharpness', ['Sharpening', '锐化'], ['Makes edges crisper.', '让边缘更锐利。'], { ...sharpening, max: 150, short: ['Amount', '数量'] }),
  row.number('SharpenRadius', ['Sharpening Radius', '锐化半径'], ['Sets how wide the sharpened edges are: small for fine detail, large for soft photos.', '设定锐化边缘的宽度：细节多用小值，偏软的照片用大值。'], { ...sharpening, min: 0.5, max: 3, default: 1, step: 0.1, unit: 'px', short: ['Radius', '半径'] }),
  row.number('SharpenDetail', ['Sharpening Detail', '锐化细节'], ['Sets how much of the finest texture is sharpened along with the edges.', '设定除边缘外最细纹理被锐化的程度。'], { ...sharpening, default: 25, short: ['Detail', '细节'] }),
  row.number('SharpenEdgeMasking', ['Sharpening Masking', '锐化蒙版'], ['Keeps sharpening to strong edges and away from smooth areas such as sky and skin.', '让锐化只作用于明显边缘，避开天空、皮肤等平滑区域。'], { ...sharpening, short: ['Masking', '蒙版'] }),
  row.number('LuminanceSmoothing', ['Noise Reduction', '减少明亮度杂色'], ['Smooths grainy brightness noise from high ISO.', '柔化高感光度产生的明暗颗粒杂色。'], { ...luminance, short: ['Luminance', '明亮度'] }),
  row.number('LuminanceNoiseReductionDetail', ['Noise Reduction Detail', '减少杂色细节'], ['Keeps more fine detail while noise is smoothed, at the risk of keeping some noise.', '降噪时保留更多细节，也可能留下些许杂色。'], { ...luminance, default: 50, short: ['Detail', '细节'] }),
  row.number('LuminanceNoiseReductionContrast', ['Noise Reduction Contrast', '减少杂色对比度'], ['Keeps local contrast while noise is smoothed, at the risk of blotches.', '降噪时保留局部对比，也可能出现斑块。'], { ...luminance, short: ['Contrast', '对比度'] }),
  row.number('ColorNoiseReduction', ['Color Noise Reduction', '减少颜色杂色'], ['Removes speckles of false colour in dark areas.', '消除暗部的彩色噪点。'], { ...colour, short: ['Color', '颜色'] }),
  row.number('ColorNoiseReductionDetail', ['Color Noise Detail', '颜色杂色细节'], ['Keeps thin coloured edges while colour noise is removed.', '消除颜色杂色时保留细小的彩色边缘。'], { ...colour, default: 50, short: ['Detail', '细节'] }),
  row.number('ColorNoiseReductionSmoothness', ['Color Noise Smoothness', '颜色杂色平滑度'], ['Evens out large blotches of false colour.', '抹平大片的彩色斑块。'], { ...colour, default: 50, short: ['Smoothness', '平滑度'] }),
  row.number('MoireFilter', ['Moiré Reduction', '减少波纹'], ['Removes rainbow patterns on fine fabric and grids.', '消除细密织物和网格上的彩虹纹。'], { min: 0 }),
];
