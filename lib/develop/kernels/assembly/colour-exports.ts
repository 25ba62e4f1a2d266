// What the colour half of the engine shows to TypeScript.
export { log2, exp2, pow, cbrt, sin, cos, atan2, encode, decode } from './math';
