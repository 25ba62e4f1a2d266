import { assetsNeeded } from '@/lib/develop/masks/needs';
import { normalise } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import type { Renderer, RenderPhoto } from '@/lib/imaging';
import { DOUBTFUL } from '@/lib/imaging/vision/types';
import type { Terminal } from './terminal';

/** Says of which masks of the settings nothing, or nothing sure, was found in the photo. */
export async function warnOfMasks(renderer: Renderer, photo: RenderPhoto, document: DevelopSettings, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const { masks: keys, depth } = assetsNeeded(normalise(document).settings);
  const wanted = depth ? [...keys, 'depth'] : keys;
  if (wanted.length === 0) return;
  const found = await renderer.masks(photo, wanted, signal);
  for (const key of wanted) {
    const mask = found[key];
    if (!mask) terminal.warn(`${photo.path}: nothing finds ${key} here; masks of it cover nothing.`);
    else if (mask.confidence < DOUBTFUL) terminal.warn(`${photo.path}: the mask of ${key} is doubtful (${Math.round(mask.confidence * 100)} %).${mask.reason ? ` ${mask.reason[terminal.locale]}` : ''}`);
  }
}
