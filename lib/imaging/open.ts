import { Renderer, type RendererOptions } from './renderer';
import { Vision } from './vision';

/** A renderer with everything that finds things in photos; `models` is the folder of the operator's own models. */
export const openRenderer = async ({ models, ...options }: RendererOptions & { readonly models?: string } = {}): Promise<Renderer> =>
  new Renderer({ maskMaker: await Vision.open(models === undefined ? {} : { models }), ...options });
