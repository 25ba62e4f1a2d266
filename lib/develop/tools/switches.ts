import type { FamilyId } from './types';

/** Takes sections, or parts of them, out of the picture and keeps their values. */
export type Switch = {
  /** The name in documents: `false` is off, absent is on. Lightroom's own where it has one; it has none for Basic and Lens Blur. */
  readonly name: string;
  readonly section: string;
  readonly families: readonly FamilyId[];
  /** Parameters of the families that stay in force. */
  readonly except?: readonly string[];
};

/** As Lightroom's develop settings and presets name them; a switched-off black-and-white mix is still black and white, and a crop is not switched. */
export const SWITCHES: readonly Switch[] = [
  { name: 'EnableBasic', section: 'basic', families: ['profile', 'look', 'white-balance', 'tone', 'presence'] },
  { name: 'EnableToneCurve', section: 'tone-curve', families: ['tone-curve'] },
  { name: 'EnableColorAdjustments', section: 'mixer', families: ['mixer', 'point-colour'] },
  { name: 'EnableGrayscaleMix', section: 'mixer', families: ['black-and-white'], except: ['ConvertToGrayscale'] },
  { name: 'EnableSplitToning', section: 'grading', families: ['grading'] },
  { name: 'EnableDetail', section: 'detail', families: ['detail'] },
  { name: 'EnableLensCorrections', section: 'lens', families: ['lens'] },
  { name: 'EnableTransform', section: 'transform', families: ['transform'] },
  { name: 'EnableLensBlur', section: 'lens-blur', families: ['lens-blur'] },
  { name: 'EnableEffects', section: 'effects', families: ['effects'] },
  { name: 'EnableCalibration', section: 'calibration', families: ['calibration'] },
  { name: 'EnableMaskGroupBasedCorrections', section: 'masking', families: ['mask'] },
  { name: 'EnableRetouch', section: 'retouch', families: ['retouch'] },
];
