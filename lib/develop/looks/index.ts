export { layLook } from './as-look';
export { tableOf, unpackTable } from './big-table';
export { TableError, type TableErrorCode } from './errors';
export { packTable } from './pack-table';
export { decodeTable, encodeTable, interpolate, MOST_DIVISIONS, TABLE_GAMMAS, TABLE_PRIMARIES, type ColourTable, type TableGamma, type TablePrimaries, type Triple } from './table';
export { layered, partOfLayered, underlaysOf, type Underlay } from './underlay';
