export { COLOUR_BANDS, NAMED_CHROMA, SKIN, ZONES, bandOfHue } from './bands';
export { type Change, compare } from './compare';
export { measure } from './measure';
export { hueOf, hueTurn, oklab } from './oklab';
export { type RegionMask, maskOf, maskWhere, measureWithin, sampleOf } from './within';
