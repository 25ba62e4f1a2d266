/** Sine and cosine of an angle in degrees within ±90, by their series: `Math.sin` may differ between hosts in its last bit. */
export function turn(degrees: number): { readonly cos: number; readonly sin: number } {
  const x = (degrees * 3.141592653589793) / 180;
  const s = x * x;
  let sin = 0;
  let cos = 0;
  for (let k = 10; k >= 1; k--) {
    sin = -(s / (2 * k * (2 * k + 1))) * (1 + sin);
    cos = -(s / (2 * k * (2 * k - 1))) * (1 + cos);
  }
  return { sin: x * (1 + sin), cos: 1 + cos };
}

/** 2^x for |x| up to about 4, by the series of e^(x·ln 2 / 8), squared three times. */
export function power2(x: number): number {
  const t = (x * 0.6931471805599453) / 8;
  let sum = 1;
  for (let k = 10; k >= 1; k--) sum = 1 + (t / k) * sum;
  const squared = sum * sum;
  const fourth = squared * squared;
  return fourth * fourth;
}
