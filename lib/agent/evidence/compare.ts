import type { Evidence, RegionName, RegionStats } from '../types';
import { hueTurn } from './oklab';

/** What changed between two pictures: after − before, in the units of `Evidence`; hue is the signed shortest turn in degrees. */
export type Change = {
  readonly luma: Evidence['luma'];
  readonly clipping: Evidence['clipping'];
  readonly colour: Evidence['colour'];
  readonly haze: number;
  readonly sharpness: number;
  readonly noise: number;
  /** Regions measured in both. A colour region is the pixels that have the colour now, so a muted colour also loses share. */
  readonly regions: Readonly<Partial<Record<RegionName, RegionStats>>>;
};

export function compare(before: Evidence, after: Evidence): Change {
  const regions: Partial<Record<RegionName, RegionStats>> = {};
  for (const name of Object.keys(after.regions) as RegionName[]) {
    const [from, to] = [before.regions[name], after.regions[name]];
    if (from && to) regions[name] = { ...minus(to, from), hue: hueTurn(from.hue, to.hue) };
  }
  return {
    luma: minus(after.luma, before.luma),
    clipping: minus(after.clipping, before.clipping),
    colour: minus(after.colour, before.colour),
    haze: after.haze - before.haze,
    sharpness: after.sharpness - before.sharpness,
    noise: after.noise - before.noise,
    regions,
  };
}

/** Subtracts every number of two records of the same shape. */
function minus<T extends object>(after: T, before: T): T {
  const entries = Object.entries(after).map(([key, value]) => {
    const other: unknown = (before as Record<string, unknown>)[key];
    if (typeof value === 'number') return [key, value - (typeof other === 'number' ? other : 0)];
    return [key, minus(value as object, (other ?? {}) as object)];
  });
  return Object.fromEntries(entries) as T;
}
