// The block of numbers that the tone stage's kernels read (layout: `pipeline/tone.ts`).

// Rec.2020 luminance.
// @ts-ignore: decorator
@inline export const YR: f32 = 0.2627;
// @ts-ignore: decorator
@inline export const YG: f32 = 0.678;
// @ts-ignore: decorator
@inline export const YB: f32 = 0.0593;

/** Address of an amount's values. */
// @ts-ignore: decorator
@inline
export function source(block: usize, index: usize): usize {
  return load<usize>(block + 48 + index * 8);
}

/** What to mask the running offset with: all ones for a plane of amounts, 0 for one vector that holds everywhere. */
// @ts-ignore: decorator
@inline
export function travel(block: usize, index: usize): usize {
  return 0 - load<usize>(block + 52 + index * 8);
}
