export type { Light } from './light';
export { UNMEASURED, type Measures } from './measure';
export { autoTone } from './tone';
export { autoWhiteBalance, whiteBalanceOf } from './white-balance';
