// What the spatial half of the engine shows to TypeScript; `kernels/spatial.ts` holds the types.
export { heapBase } from './memory';
export { unpack8, unpack16 } from './unpack';
export { resampleColumns, resampleRow, gather, warpRow } from './resample';
export { decodeRow, fillTable, luminanceRow } from './linear';
export { spreadRow, sliceRow, sliceRotatedRow, sliceRowAt } from './slice';
export { blurRow } from './blur';
export { pack8, pack16 } from './pack';
export { matrixRows } from './oklab';
export { toneRow, toneTables, balanceGains } from './tone';
export { blockMoments, boxMean, product, guidedCoefficients, pairs, darkBlocks, boxExtreme, transmission } from './analysis';
export { gradientRow, gradientRowAt, radialRow, radialRowAt, luminanceRangeRow, oklabRow, colourRangeRow, combineRow, fillRow, accumulateRow } from './masks';
export { sharpenRow } from './detail';
export { vignetteRow, grainRow } from './effects';
export { positionsRow, planeRow, spreadRaster, trapezoidRow, mixRow } from './place';
export { matteMoments, matteModel, quads, matteRow, decide } from './matte';
export { dab } from './brush';
export { warpedRow, fringeRow, placeRow, rangeRow, readRow, tableRow, outsideRow } from './warp';
export { logTable, unlogRow } from './retouch';
