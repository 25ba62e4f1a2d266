import { rowsOf } from './rows';
import type { Tool } from './types';

const row = rowsOf('lens');
const profile = { group: 'lens-profile' } as const;
const manual = { group: 'lens-manual' } as const;
const defringe = { group: 'defringe', min: 0 } as const;

export const LENS: readonly Tool[] = [
  row.boolean('LensProfileEnable', ['Lens Profile Corrections', '启用配置文件校正'], ['Corrects distortion and dark corners from the measured profile of the lens.', '依据镜头配置文件校正畸变和暗角。'], { ...profile, written: 'digit' }),
  row.number('LensProfileDistortionScale', ['Profile Distortion', '配置文件扭曲度'], ['Sets how much of the profile’s distortion correction is used.', '设定使用配置文件扭曲校正的程度。'], { ...profile, min: 0, max: 200, default: 100, unit: '%', short: ['Distortion', '扭曲度'] }),
  row.number('LensProfileVignettingScale', ['Profile Vignetting', '配置文件暗角'], ['Sets how much of the profile’s correction of dark corners is used.', '设定使用配置文件暗角校正的程度。'], { ...profile, min: 0, max: 200, default: 100, unit: '%', short: ['Vignetting', '暗角'] }),
  row.boolean('AutoLateralCA', ['Remove Chromatic Aberration', '移除色差'], ['Removes coloured edges that the lens leaves toward the corners.', '移除镜头在画面边角产生的彩色边缘。'], { ...profile, written: 'digit' }),
  row.number('LensManualDistortionAmount', ['Lens Distortion', '镜头扭曲度'], ['Straightens lines that bulge outward to the right, inward to the left.', '向右校正桶形畸变，向左校正枕形畸变。'], { ...manual, short: ['Distortion', '扭曲度'] }),
  row.number('VignetteAmount', ['Lens Vignetting', '镜头暗角'], ['Lightens corners that the lens left dark, before any crop.', '提亮镜头造成的暗角，作用于裁剪前的照片。'], { ...manual, short: ['Vignetting', '暗角'] }),
  row.number('VignetteMidpoint', ['Lens Vignetting Midpoint', '镜头暗角中点'], ['Sets how far the lens vignetting correction reaches toward the centre.', '设定镜头暗角校正向中心延伸的程度。'], { ...manual, min: 0, default: 50, short: ['Midpoint', '中点'] }),
  row.number('ChromaticAberrationR', ['Red/Cyan Fringe', '红/青边'], ['Scales the red of the photo to remove red and cyan edges.', '缩放红色通道，消除红青色边。'], manual),
  row.number('ChromaticAberrationB', ['Blue/Yellow Fringe', '蓝/黄边'], ['Scales the blue of the photo to remove blue and yellow edges.', '缩放蓝色通道，消除蓝黄色边。'], manual),
  row.number('DefringePurpleAmount', ['Defringe Purple', '去紫边'], ['Takes purple fringes off bright edges.', '去除明亮边缘的紫边。'], { ...defringe, max: 20, short: ['Purple Amount', '紫色量'] }),
  row.number('DefringePurpleHueLo', ['Purple Hue From', '紫色色相下限'], ['Sets where the range of purple that is removed begins.', '设定所去紫色色相范围的起点。'], { ...defringe, default: 30 }),
  row.number('DefringePurpleHueHi', ['Purple Hue To', '紫色色相上限'], ['Sets where the range of purple that is removed ends.', '设定所去紫色色相范围的终点。'], { ...defringe, default: 70 }),
  row.number('DefringeGreenAmount', ['Defringe Green', '去绿边'], ['Takes green fringes off bright edges.', '去除明亮边缘的绿边。'], { ...defringe, max: 20, short: ['Green Amount', '绿色量'] }),
  row.number('DefringeGreenHueLo', ['Green Hue From', '绿色色相下限'], ['Sets where the range of green that is removed begins.', '设定所去绿色色相范围的起点。'], { ...defringe, default: 40 }),
  row.number('DefringeGreenHueHi', ['Green Hue To', '绿色色相上限'], ['Sets where the range of green that is removed ends.', '设定所去绿色色相范围的终点。'], { ...defringe, default: 60 }),
];
