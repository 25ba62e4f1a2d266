export { understand } from './understand';
export { STYLES, styleOf, type Style, type StyleGoal } from './tables/styles';
