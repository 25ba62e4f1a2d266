import type { Raster } from '@/lib/develop/assets';
import type { Localised } from '@/lib/develop/types';
import type { RenderPhoto } from '../renderer';

/**
 * What was found in a photo under one key (see `lib/develop/masks/needs.ts`): coverage 0…255 over the whole upright photo, at the resolution at
 * which it is known; the engine refines its edges against the photo's own pixels. For the key `depth` the raster is distance, 0 nearest.
 */
export type FoundMask = {
  readonly raster: Raster;
  /** 0…1. What is not there at all is an empty raster with confidence 0 and a reason. */
  readonly confidence: number;
  /** Why the confidence is low, for people. */
  readonly reason?: Localised;
};

/** Below this a mask is doubtful: it says so wherever it is offered, and the agent leaves it alone. */
export const DOUBTFUL = 0.5;

/** Finds masks in photos. */
export interface MaskMaker {
  /** Names what would be found: the models, their versions and the code around them. Part of the address of everything kept. */
  readonly version: string;
  /** Keys that this maker can look for at all; a key with a place (`…@x,y`) is known when its part before the `@` is. */
  readonly kinds: readonly string[];
  /**
   * Finds what the keys name, as many as possible in one go. Keys that it does not know are left out of the answer. Never mutates;
   * the same photo and key give the same raster.
   */
  make(photo: RenderPhoto, keys: readonly string[], signal?: AbortSignal): Promise<Readonly<Record<string, FoundMask>>>;
  /** Ends threads and lets go of models. */
  close?(): Promise<void>;
}
