/** Brush radii, as a share of the photo's long edge. */
export const BRUSH = { least: 0.005, most: 0.2, start: 0.04, factor: 1.25 } as const;
