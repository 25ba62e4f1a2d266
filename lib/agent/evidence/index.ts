export { COLOUR_BANDS, NAMED_CHROMA, SKIN, ZONES, bandOfHue } from './bands';
export { type Change, compare } from './compare';
export { glance, measure } from './measure';
export { Counter } from './counter';
export { findSkin } from './skin';
export { hueOf, hueTurn, oklab } from './oklab';
export { type RegionMask, maskOf, maskWhere, measureWithin, sharpnessWithin, resized, sampleOf } from './within';
