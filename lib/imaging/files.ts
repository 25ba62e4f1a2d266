/** Photos out of files and pictures into files: what needs libvips. */
export { decode } from './decode';
export { encode } from './encode';
export { uprightRegion, withGainMapOf } from './gain-map';
export { encodeJpegStrips, isWorthStrips } from './jpeg/encode';
export { shrink } from './shrink';
