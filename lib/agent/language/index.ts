export { suggest } from './suggest';
export { STYLES, styleOf, type Style, type StyleGoal } from './tables/styles';
export { understand } from './understand';
export { attributeName, colourName, regionName } from './wording';
