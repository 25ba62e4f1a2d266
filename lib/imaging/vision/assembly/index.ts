/** The pixel loops of what finds masks. Planes are f32, rows top to bottom without gaps; pictures have three channels, interleaved. */
export { heapBase } from '../../../develop/kernels/assembly/memory';
export { boxMean } from './box';
export { minimalCut } from './cut';
export { covariance, enlarge, multiply, solve } from './guide';
export { join, softmax } from './join';
export { mixtureCost } from './mixture';
export { resample } from './resample';
