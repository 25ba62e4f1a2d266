import type { RenderPhoto } from '@/lib/imaging/renderer';
import type { Pixels } from '@/lib/develop/types';
import type { Provenance } from '../types';

/** A picture that settings lie on, and that is not the photo itself. */
export type Base = { readonly id: string; readonly photo: RenderPhoto; readonly provenance: Provenance };

/** Where bases of one photo are kept. */
export interface Shelf {
  /** The base that a step made, if it did. */
  find(stepId: string): Promise<Base | undefined>;
  open(id: string): Promise<Base | undefined>;
  /** Keeps a base of a step; where there is one already, that one stays and is the answer. */
  add(stepId: string, pixels: Pixels, provenance: Provenance): Promise<Base>;
}
