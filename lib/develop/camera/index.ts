export { asShot, balancedToRec2020, lightOfGrey, rebalance } from './camera';
export { greyBefore } from './increments';
export { chromaticityOf, whitePointOf, type Chromaticity, type WhitePoint } from './kelvin';
