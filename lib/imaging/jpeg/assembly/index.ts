// Baseline JPEG coding of a strip of an 8-bit RGB picture (ITU-T T.81, JFIF): pixels → quantised coefficients, and coefficients → Huffman-coded scan.
// Every number is what libjpeg computes with its accurate integer transform, so a picture is the same whichever of the two encoded it.

export { encodeRow } from './blocks';
export { begin, beginScan, count, endScan, write } from './entropy';
export { placeTables } from './tables';

/** Byte address of the first free byte of memory. */
export function heapBase(): usize {
  return __heap_base;
}
