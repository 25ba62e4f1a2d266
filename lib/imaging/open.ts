import { RenderPool } from './pool';
import type { Renderer, RendererOptions } from './renderer';

/**
 * A renderer with everything that finds things in photos, for a program that renders at once: its threads start while the rest of it loads. `models` is the
 * folder of the operator's own models.
 */
export async function openRenderer({ models, ...options }: RendererOptions & { readonly models?: string } = {}): Promise<Renderer> {
  const pool = new RenderPool(options);
  pool.warm();
  const [{ Renderer }, { Vision }] = await Promise.all([import('./renderer'), import('./vision'), import('./files')]);
  return new Renderer({ pool, maskMaker: await Vision.open(models === undefined ? {} : { models }), ...options });
}
