export const CORRECTIONS = 'MaskGroupBasedCorrections';
