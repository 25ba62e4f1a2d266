/**
 * Detail of a luma plane (0..100): mean absolute 4-neighbour Laplacian, and the noise estimate of Immerkær (1996, "Fast noise variance
 * estimation"): σ = √(π/2) · Σ|I ∗ N| / (6 (W−2)(H−2)). The estimate takes fine texture for noise; on detailed photos it is an upper bound.
 */
export function detailOf(luma: Float32Array, width: number, height: number): { sharpness: number; noise: number } {
  if (width < 3 || height < 3) return { sharpness: 0, noise: 0 };
  let laplacian = 0;
  let noise = 0;
  for (let y = 1; y < height - 1; y++) {
    const row = y * width;
    // Vertical second difference and vertical smoothing difference per column, carried along x: each pixel is read three times, not nine.
    let before = (luma[row - width] ?? 0) - 2 * (luma[row] ?? 0) + (luma[row + width] ?? 0);
    let here = (luma[row - width + 1] ?? 0) - 2 * (luma[row + 1] ?? 0) + (luma[row + width + 1] ?? 0);
    for (let x = 1; x < width - 1; x++) {
      const at = row + x;
      const centre = luma[at] as number;
      const right = luma[at + 1] as number;
      const after = (luma[at - width + 1] as number) - 2 * right + (luma[at + width + 1] as number);
      laplacian += Math.abs(here + (luma[at - 1] as number) - 2 * centre + right);
      noise += Math.abs(before - 2 * here + after);
      before = here;
      here = after;
    }
  }
  const inner = (width - 2) * (height - 2);
  return { sharpness: laplacian / inner, noise: (Math.sqrt(Math.PI / 2) * noise) / (6 * inner) };
}
