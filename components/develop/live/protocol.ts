import type { Mask } from '@/lib/develop/settings';
import type { PhotoPart, SampledColour } from '@/lib/develop/engine';
import type { TileRegion } from '@/lib/develop/pyramid';
import type { ColourSpace, DevelopSettings, Size } from '@/lib/develop/types';

/** What the page tells the worker of live renders. */
export type LiveRequest =
  | { readonly type: 'open'; readonly wasmUrl: string; readonly analysisUrl: string; /** All but the key. */ readonly maskUrl: string; readonly opticsUrl: string; /** Of a tile of the untouched photo, all but its name. */ readonly tileUrl: string; readonly full: Size; readonly space: ColourSpace; readonly hasAlpha: boolean }
  /** A source picture to render from: the whole upright photo at some size. The first may be small, so that sliders answer soon. */
  | { readonly type: 'source'; readonly url: string; readonly edge: number }
  /** `region`: the part of the picture that is seen, px at full resolution. Rendered in full sharpness instead of the whole once its pixels are here. */
  | { readonly type: 'render'; readonly id: number; readonly settings: DevelopSettings; readonly edge: number; readonly region?: TileRegion }
  /** A part of the picture is looked at closely: its pixels will be wanted. */
  | { readonly type: 'look'; readonly settings: DevelopSettings; readonly region: TileRegion }
  /** A small picture, for looks to be chosen by. */
  | { readonly type: 'thumb'; readonly id: number; readonly settings: DevelopSettings; readonly edge: number }
  /** Colours of parts of the untouched photo. */
  | { readonly type: 'sample'; readonly id: number; readonly parts: readonly PhotoPart[] }
  /** Where retouched areas take their pixels from. */
  | { readonly type: 'sources'; readonly id: number; readonly settings: DevelopSettings }
  /** Which part of the picture masks cover, as white that is as opaque as the cover is full. */
  | { readonly type: 'cover'; readonly id: number; readonly settings: DevelopSettings; readonly masks: readonly Mask[]; readonly edge: number };

/** One for each area; none where there is none, or it is told. Shares of the photo. */
export type Places = readonly (readonly [x: number, y: number] | undefined)[];

/** What the worker answers. */
export type LiveAnswer =
  | { readonly type: 'ready'; readonly edge: number }
  | { readonly type: 'frame'; readonly id: number; readonly bitmap: ImageBitmap; readonly milliseconds: number; readonly region?: TileRegion }
  /** Pixels for a region have come: what was shown small can be shown sharp. */
  | { readonly type: 'sharper' }
  | { readonly type: 'thumb'; readonly id: number; readonly bitmap: ImageBitmap }
  | { readonly type: 'colours'; readonly id: number; readonly colours: readonly SampledColour[] }
  | { readonly type: 'sources'; readonly id: number; readonly places: Places }
  | { readonly type: 'veil'; readonly id: number; readonly bitmap: ImageBitmap }
  | { readonly type: 'failed'; readonly id?: number; readonly message: string };

export type LiveFrame = { readonly bitmap: ImageBitmap; readonly size: Size; readonly settings: DevelopSettings; /** The uncropped photo, to crop on. */ readonly whole: boolean; /** Where it lies in the picture, if it is not the whole. */ readonly region?: TileRegion };

/** Milliseconds that a frame may take while a slider is dragged: with the way there and back and the wait for the display's next frame that is no more than two of them. Slower machines drag at a smaller size. */
const FRAME_BUDGET = 11;

/** Long edge of a full preview, and the smallest a drag may fall to, in px. */
export const PREVIEW_EDGE = 1600;
export const LEAST_EDGE = 640;
const EDGE_STEP = 160;

/** The most that a drag need be rendered at, for a picture whose long edge takes so many px of the display. */
export const mostShown = (device: number): number => Math.min(PREVIEW_EDGE, Math.max(LEAST_EDGE, Math.ceil(device / EDGE_STEP) * EDGE_STEP));

/**
 * The long edge to render at while dragging, from what the last frame cost: `areas` scale with time, so the edge scales with its root.
 * Never below `least`, never above `most`.
 */
export function dragEdge(last: { readonly edge: number; readonly milliseconds: number } | undefined, least: number, most: number): number {
  if (!last) return least;
  const affordable = last.edge * Math.sqrt(FRAME_BUDGET / Math.max(1, last.milliseconds));
  // Steps keep the size from flickering between frames.
  return Math.min(most, Math.max(least, Math.floor(affordable / EDGE_STEP) * EDGE_STEP));
}
