// What the colour half of the engine shows to TypeScript. pipeline/colour/index.ts says how to use it.
export { log2, exp2, pow, cbrt, sin, cos, atan2, encode, decode } from './math';
export { encodeWideRows } from './transfer';
export { colourRows } from './colour';
export { describeNodes, openColourLut, applyColourLut, fitRows } from './lut3d';
