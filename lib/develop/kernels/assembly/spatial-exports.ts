// What the spatial half of the engine shows to TypeScript; `kernels/spatial.ts` holds the types.
export { heapBase } from './memory';
export { unpack8, unpack16 } from './unpack';
export { resampleColumns, resampleRow, gather, warpRow } from './resample';
export { decodeRow, fillTable, luminanceRow, matrixRow } from './linear';
export { gridRow, sliceRow, sliceRotatedRow } from './slice';
export { blurRow } from './blur';
export { encodeRow, pack8, pack16 } from './encode';
export { toneRow, balanceGains } from './tone';
export { blockMoments, boxMean, product, guidedCoefficients, pairs, darkBlocks, boxLeast, transmission } from './analysis';
