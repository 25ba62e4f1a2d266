export { inStyle, LEAST_EDITS, learnStyle } from './learn';
export { lookAt, startOf, STYLE_EDGE } from './look';
export { parseStyle } from './parse';
export type { Edit, Style, StyleError } from './types';
