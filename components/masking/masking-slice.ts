import type { Into, MaskAt } from './edits';

/** The tip of the mask brush. `size`: radius, share of the photo's long edge. The others 0…100. */
export type MaskBrush = { readonly size: number; readonly feather: number; readonly flow: number; readonly density: number };

export const MASK_BRUSH = { least: 0.003, most: 0.25, factor: 1.2, start: { size: 0.05, feather: 60, flow: 100, density: 100 } } as const;

/** What is drawn on the picture. */
export type DrawnKind = 'linear' | 'radial' | 'brush' | 'colour' | 'luminance' | 'object';

/** How what a correction covers is shown: a tint over the picture, the mask alone in black and white, or the picture with black around what is covered. */
export const VEILS = ['red', 'green', 'blue', 'white', 'mask', 'dark'] as const;
export type Veil = (typeof VEILS)[number];

/** Drawing masks: its part of the studio's state. */
export type MaskingSlice = {
  /** The mask whose handles are on the picture. */
  readonly inHand: MaskAt | null;
  /** What the next drag on the picture makes. */
  readonly drawing: { readonly kind: DrawnKind; readonly into?: Into } | null;
  readonly maskBrush: MaskBrush;
  readonly erasing: boolean;
  readonly veil: Veil;
  /** Sliders hide the veil for good: what they do is what counts then. */
  readonly autoVeil: boolean;
  /** The picture is grey under the veil: how light it is, where a range of light is chosen. */
  readonly lightMap: boolean;
};

export const maskingStart: MaskingSlice = { inHand: null, drawing: null, maskBrush: MASK_BRUSH.start, erasing: false, veil: 'red', autoVeil: true, lightMap: false };
