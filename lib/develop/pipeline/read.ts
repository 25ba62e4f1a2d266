import type { DevelopSettings } from '../types';

/** Whether a flag is explicitly off, in any way that documents write it. Absent is not off. */
export function isOff(settings: DevelopSettings, name: string): boolean {
  const value = settings[name];
  return value === false || value === 0 || (typeof value === 'string' && /^(false|0)$/i.test(value));
}

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
