import type { JsonValue } from '../types';
import { readLook } from './look';
import { readPointColours, readVariances } from './point-colours';
import type { Reading } from './scalars';

/** Readers of structured values, by the name of their tool. A list without one is kept as it came. */
export const LIST_READERS: Readonly<Record<string, (value: JsonValue) => Reading>> = {
  Look: readLook,
  PointColors: readPointColours,
  LocalPointColors: readPointColours,
  ColorVariance: readVariances,
  LocalColorVariance: readVariances,
};
