// White balance as gains of the linear Rec.2020 channels.

import { exp2x4, mulAdd, splat } from './math';
import { YB, YG, YR } from './tone-block';

/** White-balance gains of an amount pair into `out` (3 floats): +temperature is amber, +tint is magenta; a neutral keeps its luminance. */
export function balanceGains(out: usize, temperature: f32, tint: f32): void {
  const t = splat(temperature), m = splat(tint);
  const r = exp2x4(mulAdd(t, splat(0.62), f32x4.mul(m, splat(0.22))));
  const g = exp2x4(f32x4.mul(m, splat(-0.42)));
  const b = exp2x4(mulAdd(t, splat(-1.05), f32x4.mul(m, splat(0.22))));
  const norm = f32x4.div(splat(1), mulAdd(r, splat(YR), mulAdd(g, splat(YG), f32x4.mul(b, splat(YB)))));
  store<f32>(out, f32x4.extract_lane(f32x4.mul(r, norm), 0));
  store<f32>(out, f32x4.extract_lane(f32x4.mul(g, norm), 0), 4);
  store<f32>(out, f32x4.extract_lane(f32x4.mul(b, norm), 0), 8);
}
