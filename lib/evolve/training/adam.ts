/** Adam (Kingma & Ba 2015, algorithm 1) on flat vectors, with the gradient clipped by its global norm (Pascanu et al. 2013). */
export type Moments = { readonly first: Float32Array; readonly second: Float32Array; /** Updates made. */ count: number };

export const freshMoments = (size: number): Moments => ({ first: new Float32Array(size), second: new Float32Array(size), count: 0 });

export type AdamOptions = { readonly rate: number; readonly most: number /* norm of a gradient; larger ones are shortened */; readonly beta1?: number; readonly beta2?: number; readonly epsilon?: number };

export const normOf = (vector: Float32Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

/** One update, in place. Parameters whose gradient is exactly zero, now and ever before, stay as they are. */
export function adam(weights: Float32Array, gradient: Float32Array, moments: Moments, { rate, most, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions): void {
  const norm = normOf(gradient);
  if (!Number.isFinite(norm)) throw new Error('Expected a finite gradient but received one that is not: the run cannot be continued from here.');
  const scale = norm > most ? most / norm : 1;
  moments.count++;
  const [fade1, fade2] = [1 - beta1 ** moments.count, 1 - beta2 ** moments.count];
  const { first, second } = moments;
  for (let i = 0; i < weights.length; i++) {
    const g = (gradient[i] ?? 0) * scale;
    const m = beta1 * (first[i] ?? 0) + (1 - beta1) * g;
    const v = beta2 * (second[i] ?? 0) + (1 - beta2) * g * g;
    first[i] = m;
    second[i] = v;
    if (m !== 0) weights[i] = (weights[i] ?? 0) - (rate * (m / fade1)) / (Math.sqrt(v / fade2) + epsilon);
  }
}
