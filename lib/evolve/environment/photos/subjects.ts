import type { Evidence } from '@/lib/agent/types';
import type { Split } from '../../types';

/** What the shipped photos show (sub-categories of `taxonomy.ts`), by the ids of `public/samples/samples.json`, and which half they belong to. */
export const SAMPLES: Readonly<Record<string, { readonly split: Split; readonly shows: readonly string[]; readonly sky?: true }>> = {
  astronaut: { split: 'train', shows: ['close-up', 'half-length', 'documentary'] },
  chelsea: { split: 'train', shows: ['pet', 'wild-animal', 'macro'] },
  dandelion: { split: 'train', shows: ['flower', 'macro', 'sunset', 'object'] },
  'autumn-ridge': { split: 'train', shows: ['mountain', 'forest', 'aerial', 'fog-snow'], sky: true },
  'mountain-path': { split: 'train', shows: ['mountain', 'road', 'everyday', 'landmark', 'old-town'], sky: true },
  coffee: { split: 'test', shows: ['drink', 'dessert', 'dish', 'object', 'product', 'macro'] },
  rocket: { split: 'test', shows: ['stage', 'blue-hour', 'city-night', 'landmark', 'low-light'], sky: true },
  'hilltop-sunset': { split: 'test', shows: ['sunset', 'road', 'mountain', 'backlit', 'blue-hour'], sky: true },
};

/** What a photo that nobody has described may show, by what is measured: a guess that keeps skin for people and night for the dark. */
export function guessed({ luma, regions, clipping }: Evidence): readonly string[] {
  const share = (name: keyof Evidence['regions']): number => regions[name]?.share ?? 0;
  const people = share('skin') > 0.02;
  const dark = luma.mean < 24;
  const outdoors = share('Green') + share('Blue') + share('Aqua') > 0.25;
  return [
    ...(people ? ['close-up', 'half-length', 'child', 'wedding', 'documentary'] : []),
    ...(dark ? ['city-night', 'blue-hour', 'low-light', 'stage', 'starry-sky'] : []),
    ...(outdoors && !people ? ['mountain', 'forest', 'waterside', 'landmark', 'road', 'beach', 'aerial', 'bird', 'sports'] : []),
    ...(!outdoors && !people && !dark ? ['product', 'object', 'macro', 'dish', 'drink', 'dessert', 'interior', 'pet', 'exterior', 'everyday'] : []),
    ...(clipping.highlights > 0.03 && people ? ['backlit'] : []),
  ];
}
