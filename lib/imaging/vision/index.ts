export { VisionError, type VisionErrorCode } from './errors';
export { type AvailableModel, Vision, type VisionOptions } from './vision';
export { DOUBTFUL, type FoundMask, type MaskMaker } from './types';
