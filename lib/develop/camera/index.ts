export { asShot, balancedToRec2020, rebalance } from './camera';
export { chromaticityOf, whitePointOf, type Chromaticity, type WhitePoint } from './kelvin';
