import type { FringeModel, LensModel, RadialModel } from '@/lib/develop/assets';
import type { Distortion, Fringes, Vignetting } from './database';
import type { Match, Shot } from './match';

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** The neighbours of `at` in entries sorted by a key, and how far it lies from the first to the second, 0…1; beyond the ends the end itself. */
function around<T>(entries: readonly T[], key: (entry: T) => number, at: number): readonly [T, T, number] | undefined {
  const sorted = [...entries].sort((a, b) => key(a) - key(b));
  const [first] = sorted, last = sorted.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (at <= key(first)) return [first, first, 0];
  if (at >= key(last)) return [last, last, 0];
  const index = sorted.findIndex((entry) => key(entry) > at);
  const [low, high] = [sorted[index - 1] ?? first, sorted[index] ?? last];
  return [low, high, (at - key(low)) / (key(high) - key(low))];
}

/** Only entries of one model can be mixed; where neighbours differ in it, the nearer one counts. */
function distortionAt(entries: readonly Distortion[], focal: number): RadialModel | undefined {
  const found = around(entries, (entry) => entry.focal, focal);
  if (!found) return undefined;
  const [{ model: a }, { model: b }, t] = found;
  if (a.kind === 'ptlens' && b.kind === 'ptlens') return { kind: 'ptlens', a: mix(a.a, b.a, t), b: mix(a.b, b.b, t), c: mix(a.c, b.c, t) };
  if (a.kind === 'poly3' && b.kind === 'poly3') return { kind: 'poly3', k1: mix(a.k1, b.k1, t) };
  if (a.kind === 'poly5' && b.kind === 'poly5') return { kind: 'poly5', k1: mix(a.k1, b.k1, t), k2: mix(a.k2, b.k2, t) };
  return t < 0.5 ? a : b;
}

function fringesAt(entries: readonly Fringes[], focal: number): LensModel['fringes'] {
  const found = around(entries, (entry) => entry.focal, focal);
  if (!found) return undefined;
  const [a, b, t] = found;
  const mixed = (x: FringeModel, y: FringeModel): FringeModel => ({ v: mix(x.v, y.v, t), c: mix(x.c, y.c, t), b: mix(x.b, y.b, t) });
  return { red: mixed(a.red, b.red), blue: mixed(a.blue, b.blue) };
}

/** By focal length, then by aperture in stops; at the farthest distance that was measured. */
function vignettingAt(entries: readonly Vignetting[], focal: number, aperture: number): LensModel['vignetting'] {
  const focals = around([...new Set(entries.map((entry) => entry.focal))], (value) => value, focal);
  if (!focals) return undefined;
  const atFocal = (value: number): readonly [number, number, number] => {
    const own = entries.filter((entry) => entry.focal === value);
    const far = Math.max(...own.map(({ distance }) => distance));
    const found = around(own.filter(({ distance }) => distance === far), (entry) => Math.log2(entry.aperture), Math.log2(aperture));
    return found ? [0, 1, 2].map((k) => mix(found[0].k[k] ?? 0, found[1].k[k] ?? 0, found[2])) as unknown as readonly [number, number, number] : [0, 0, 0];
  };
  const [a, b, t] = focals;
  const [low, high] = [atFocal(a), atFocal(b)];
  return [mix(low[0], high[0], t), mix(low[1], high[1], t), mix(low[2], high[2], t)];
}

/**
 * The lens as the engine wants it, at the photo's focal length and aperture. lensfun measures radii of distortion and fringes in half short sides of the
 * sensor that it calibrated on, those of vignetting in its half diagonals; the engine in half diagonals of the photo, which is the camera's sensor.
 */
export function lensModel({ lens, crop }: Match, { focal, aperture }: Shot): LensModel {
  const ratio = lens.crop / crop;
  const sides = Math.sqrt(lens.aspect * lens.aspect + 1);
  const distortion = distortionAt(lens.distortion, focal), fringes = fringesAt(lens.fringes, focal);
  const vignetting = aperture === undefined ? undefined : vignettingAt(lens.vignetting, focal, aperture);
  return {
    name: lens.model, unit: ratio * sides, vignettingUnit: ratio,
    ...(distortion && { distortion }), ...(fringes && { fringes }), ...(vignetting && { vignetting }),
  };
}
