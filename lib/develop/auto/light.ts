/**
 * The colour of a photo's light, in the terms that correct it: temperature and tint as the white-balance tool has them (its gains are 2^(0.62t + 0.22m),
 * 2^(−0.42m), 2^(−1.05t + 0.22m); `assembly/tone.ts`).
 *
 * Surfaces vote. Of every light that could be, each pixel that would be grey under it speaks for it: the votes are a histogram of channel ratios, of which
 * each bin counts by its square root, so that a large sky or wall is one voice among many. Grey-world and shades-of-grey (Finlayson & Trezzi 2004) add voices of
 * their own. A prior says that strong casts are rare and that lights differ along temperature far more than along tint. The best light is refined
 * by mean shift (Comaniciu & Meer 2002). How many of the voices agree is its confidence.
 */

/** Bins along (R − G)/(R + G) and (B − G)/(B + G), each from −REACH to REACH. */
export const RATIO_BINS = 128;
const REACH = 0.64;

export function ratioBin(r: number, g: number, b: number): number {
  const x = Math.floor((((r - g) / (r + g)) / REACH + 1) * 0.5 * RATIO_BINS);
  const y = Math.floor((((b - g) / (b + g)) / REACH + 1) * 0.5 * RATIO_BINS);
  return x < 0 || y < 0 || x >= RATIO_BINS || y >= RATIO_BINS ? -1 : y * RATIO_BINS + x;
}

/** What to set to make the light neutral, 1 = 100 on the slider, and how sure that is (0…1). */
export type Light = { readonly temperature: number; readonly tint: number; readonly confidence: number };

type Voice = { readonly t: number; readonly m: number; readonly weight: number };

/** Temperature and tint that bring stops of red and blue over green to zero. */
function correction(red: number, blue: number): readonly [t: number, m: number] {
  const t = (blue - red) / 1.67;
  return [t, -(red + 0.62 * t) / 0.64];
}

/** How near a voice must be to agree, and how unlikely a light is at that distance from none, in temperature and in tint. */
const NEAR = { t: 0.07, m: 0.06 } as const;
const PRIOR = { t: 0.5, m: 0.2 } as const;
const RANGE = { t: 0.9, m: 0.6, step: 0.06 } as const;
/** Voices nearer than this to each other speak as one. */
const CELL = 0.04;
/** The two means speak for a wide range of lights around them, each with this share of all voices. */
const MEANS = { share: 0.1, reach: 4 } as const;

/** How much a mean speaks for a light. */
const agreement = (mean: Voice, t: number, m: number): number => {
  const dt = (mean.t - t) / (NEAR.t * MEANS.reach), dm = (mean.m - m) / (NEAR.m * MEANS.reach);
  const near = 1 / (1 + dt * dt + dm * dm);
  return near * near;
};

export function estimateLight(ratios: Float64Array, powers: readonly [number, number, number], log2: (x: number) => number): Light {
  const stops = Array.from({ length: RATIO_BINS }, (_, i) => { const x = (((i + 0.5) / RATIO_BINS) * 2 - 1) * REACH; return log2((1 + x) / (1 - x)); });
  const heard = new Map<number, { t: number; m: number; weight: number }>();
  let total = 0, all = 0, sumRed = 0, sumBlue = 0;
  for (let y = 0; y < RATIO_BINS; y++) {
    for (let x = 0; x < RATIO_BINS; x++) {
      const mass = ratios[y * RATIO_BINS + x] ?? 0;
      if (mass <= 0) continue;
      const [red, blue] = [stops[x] ?? 0, stops[y] ?? 0];
      all += mass;
      sumRed += mass * red;
      sumBlue += mass * blue;
      const [t, m] = correction(red, blue);
      if (t < -1.4 || t > 1.4 || m < -1.2 || m > 1.2) continue;
      const weight = Math.sqrt(mass);
      const cell = Math.floor(t / CELL) * 4096 + Math.floor(m / CELL);
      const known = heard.get(cell) ?? { t: 0, m: 0, weight: 0 };
      heard.set(cell, { t: known.t + weight * t, m: known.m + weight * m, weight: known.weight + weight });
      total += weight;
    }
  }
  const voices: readonly Voice[] = Array.from(heard.values(), ({ t, m, weight }) => ({ t: t / weight, m: m / weight, weight }));
  if (all < 50 || total === 0) return { temperature: 0, tint: 0, confidence: 0 };
  const mean = ([t, m]: readonly [number, number]): Voice => ({ t, m, weight: total * MEANS.share });
  const [pr, pg, pb] = powers;
  const means = [mean(correction(sumRed / all, sumBlue / all)), ...(pr > 0 && pg > 0 && pb > 0 ? [mean(correction(log2(pr / pg) / 4, log2(pb / pg) / 4))] : [])];

  // Flat arrays: this loop is most of the work, and runs once in a young process.
  const [ts, ms, ws] = [(one: Voice) => one.t, (one: Voice) => one.m, (one: Voice) => one.weight].map((of) => Float64Array.from(voices, of)) as [Float64Array, Float64Array, Float64Array];
  const votes = (t: number, m: number): { readonly weight: number; readonly t: number; readonly m: number } => {
    let weight = 0, st = 0, sm = 0;
    for (let i = 0; i < ws.length; i++) {
      const vt = ts[i] ?? 0, vm = ms[i] ?? 0;
      const dt = (vt - t) * (1 / NEAR.t), dm = (vm - m) * (1 / NEAR.m);
      const near = 1 / (1 + dt * dt + dm * dm);
      const w = (ws[i] ?? 0) * near * near;
      weight += w;
      st += w * vt;
      sm += w * vm;
    }
    return { weight, t: st / weight, m: sm / weight };
  };

  let best = { t: 0, m: 0, score: -1 };
  for (let t = -RANGE.t; t <= RANGE.t; t += RANGE.step) {
    for (let m = -RANGE.m; m <= RANGE.m; m += RANGE.step) {
      const unlikely = 1 + (t / PRIOR.t) * (t / PRIOR.t) + (m / PRIOR.m) * (m / PRIOR.m);
      let { weight: score } = votes(t, m);
      for (const voice of means) score += voice.weight * agreement(voice, t, m);
      score /= unlikely * Math.sqrt(unlikely);
      if (score > best.score) best = { t, m, score };
    }
  }
  let light: { readonly t: number; readonly m: number } = best;
  for (let round = 0; round < 4; round++) light = votes(light.t, light.m);
  const { t, m } = light;
  const agreed = votes(t, m).weight / total;
  return { temperature: t, tint: m, confidence: Math.min(1, agreed / 0.35) };
}
