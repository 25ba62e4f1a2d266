import type { Localised } from '../types';
import type { FamilyId, GroupId } from './types';

export type Section = { readonly id: string; readonly label: Localised; readonly families: readonly FamilyId[] };

/** The panels of the develop module, top to bottom, in Lightroom's order. */
export const SECTIONS: readonly Section[] = [
  { id: 'basic', label: { en: 'Basic', zh: '基本' }, families: ['profile', 'look', 'white-balance', 'tone', 'presence'] },
  { id: 'tone-curve', label: { en: 'Tone Curve', zh: '色调曲线' }, families: ['tone-curve'] },
  { id: 'mixer', label: { en: 'Color Mixer', zh: '混色器' }, families: ['mixer', 'point-colour', 'black-and-white'] },
  { id: 'grading', label: { en: 'Color Grading', zh: '颜色分级' }, families: ['grading'] },
  { id: 'detail', label: { en: 'Detail', zh: '细节' }, families: ['detail'] },
  { id: 'lens', label: { en: 'Lens Corrections', zh: '镜头校正' }, families: ['lens'] },
  { id: 'transform', label: { en: 'Crop & Transform', zh: '裁剪与变换' }, families: ['crop', 'transform'] },
  { id: 'lens-blur', label: { en: 'Lens Blur', zh: '镜头模糊' }, families: ['lens-blur'] },
  { id: 'effects', label: { en: 'Effects', zh: '效果' }, families: ['effects'] },
  { id: 'calibration', label: { en: 'Calibration', zh: '校准' }, families: ['calibration'] },
  { id: 'masking', label: { en: 'Masking', zh: '蒙版' }, families: ['local', 'mask'] },
  { id: 'retouch', label: { en: 'Remove', zh: '移除' }, families: ['retouch'] },
];

export type Family = { readonly id: FamilyId; readonly label: Localised };

export const FAMILIES: readonly Family[] = [
  { id: 'profile', label: { en: 'Profile', zh: '配置文件' } },
  { id: 'look', label: { en: 'Look', zh: '外观' } },
  { id: 'white-balance', label: { en: 'White Balance', zh: '白平衡' } },
  { id: 'tone', label: { en: 'Tone', zh: '色调' } },
  { id: 'presence', label: { en: 'Presence', zh: '偏好' } },
  { id: 'tone-curve', label: { en: 'Tone Curve', zh: '色调曲线' } },
  { id: 'mixer', label: { en: 'Color Mixer', zh: '混色器' } },
  { id: 'point-colour', label: { en: 'Point Color', zh: '点颜色' } },
  { id: 'black-and-white', label: { en: 'Black & White Mix', zh: '黑白混合' } },
  { id: 'grading', label: { en: 'Color Grading', zh: '颜色分级' } },
  { id: 'detail', label: { en: 'Detail', zh: '细节' } },
  { id: 'lens', label: { en: 'Lens Corrections', zh: '镜头校正' } },
  { id: 'crop', label: { en: 'Crop & Straighten', zh: '裁剪并拉直' } },
  { id: 'transform', label: { en: 'Transform', zh: '变换' } },
  { id: 'lens-blur', label: { en: 'Lens Blur', zh: '镜头模糊' } },
  { id: 'effects', label: { en: 'Effects', zh: '效果' } },
  { id: 'calibration', label: { en: 'Calibration', zh: '校准' } },
  { id: 'local', label: { en: 'Local Adjustments', zh: '局部调整' } },
  { id: 'mask', label: { en: 'Masks', zh: '蒙版' } },
  { id: 'retouch', label: { en: 'Remove', zh: '移除' } },
];

export const GROUPS: Readonly<Record<GroupId, Localised>> = {
  'curve-region': { en: 'Region', zh: '区域' },
  'curve-point': { en: 'Point Curve', zh: '点曲线' },
  hue: { en: 'Hue', zh: '色相' },
  saturation: { en: 'Saturation', zh: '饱和度' },
  luminance: { en: 'Luminance', zh: '明亮度' },
  shadows: { en: 'Shadows', zh: '阴影' },
  midtones: { en: 'Midtones', zh: '中间调' },
  highlights: { en: 'Highlights', zh: '高光' },
  global: { en: 'Global', zh: '全局' },
  sharpening: { en: 'Sharpening', zh: '锐化' },
  'noise-luminance': { en: 'Noise Reduction', zh: '减少杂色' },
  'noise-colour': { en: 'Color Noise Reduction', zh: '减少颜色杂色' },
  vignette: { en: 'Post-Crop Vignetting', zh: '裁剪后暗角' },
  grain: { en: 'Grain', zh: '颗粒' },
  'lens-profile': { en: 'Profile', zh: '配置文件' },
  'lens-manual': { en: 'Manual', zh: '手动' },
  defringe: { en: 'Defringe', zh: '去边' },
  upright: { en: 'Upright', zh: 'Upright' },
  'red-primary': { en: 'Red Primary', zh: '红原色' },
  'green-primary': { en: 'Green Primary', zh: '绿原色' },
  'blue-primary': { en: 'Blue Primary', zh: '蓝原色' },
};
