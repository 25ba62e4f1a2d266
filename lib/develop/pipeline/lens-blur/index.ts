export { blurLayers, type BlurLayers } from './layers';
export { LensBlurStage } from './stage';
