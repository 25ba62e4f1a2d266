/** Runs in the thread that looks for spots: it takes seconds, and whoever else is served meanwhile must not wait. */
import { findSpots, type SpotKind, type SpotSearch, type Spot } from '@/lib/develop/spots';
import type { Pixels } from '@/lib/develop/types';
import { serve } from './serve';

export type SpotQuestion = SpotSearch & { readonly picture: Pixels; readonly kinds: readonly SpotKind[] };

serve({ find: ({ picture, kinds, ...search }: SpotQuestion): readonly Spot[] => findSpots(picture, kinds, search) });
