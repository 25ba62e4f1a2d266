import type { DevelopSettings } from '@/lib/develop/types';
import type { Renderer, RenderPhoto } from '@/lib/imaging';
import { MISSING_OPTICS } from '@/lib/imaging/optics';
import type { Terminal } from './terminal';

/** Says which lens and perspective corrections of the settings change nothing, and why. */
export async function warnOfOptics(renderer: Renderer, photo: RenderPhoto, settings: DevelopSettings, terminal: Terminal, signal: AbortSignal): Promise<void> {
  for (const missing of (await renderer.optics(photo, settings, signal)).missing) terminal.warn(`${photo.path}: ${MISSING_OPTICS[missing][terminal.locale]}`);
}
