'use client';

import { useCallback } from 'react';
import { useFormatter } from 'use-intl';

const UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes for people, in the units that disks are sold in (powers of 1000). */
export function useBytes(): (bytes: number) => string {
  const format = useFormatter();
  return useCallback((bytes) => {
    const power = Math.max(1, Math.min(UNITS.length, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
    const value = bytes / 1000 ** power;
    return format.number(value, { style: 'unit', unit: UNITS[power - 1], unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 });
  }, [format]);
}
