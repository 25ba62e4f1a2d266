import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createDarkroom } from '@/lib/agent';
import { measure } from '@/lib/agent/evidence';
import type { Darkroom, Observation } from '@/lib/agent/types';
import { decode, probe, type Renderer } from '@/lib/imaging';
import { shrink } from '@/lib/imaging/shrink';
import type { Pixels, Size } from '@/lib/develop/types';
import { EvolveError } from '../errors';
import type { Made } from './systems';

/** Photos and results of one case at the size that is judged. */
export type Desk = { readonly darkroom: Darkroom; readonly source: Observation; observe(made: Made): Promise<Observation> };

const same = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;

/** @param path a photo that is known to lie where it may */
export async function openDesk(renderer: Renderer, path: string, edge: number, signal: AbortSignal): Promise<Desk> {
  const info = await probe(path);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  const darkroom = createDarkroom(renderer, { id: hash.digest('hex'), path, info }, edge);
  const source = await darkroom.observe({}, signal);
  return {
    darkroom, source,
    observe: async (made) => {
      if ('settings' in made) return darkroom.observe(made.settings, signal);
      await probe(made.picture);
      const pixels = await sized(await decode(made.picture, { depth: 8 }), source.pixels);
      if (pixels.space !== source.pixels.space) throw new EvolveError('colour-space', `The result is in ${pixels.space} and the photo in ${source.pixels.space}. Export it in the photo’s colour space.`);
      return { settings: {}, pixels, evidence: measure(pixels, source.skin), ...(source.skin && { skin: source.skin }) };
    },
  };
}

/** A picture at the size of another: systems give their results in sizes of their own. */
export const sized = async (pixels: Pixels, size: Size): Promise<Pixels> => (same(pixels, size) ? pixels : shrink(pixels, { width: size.width, height: size.height }));
