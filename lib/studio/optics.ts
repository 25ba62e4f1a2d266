import { MISSING_OPTICS } from '@/lib/imaging/optics';
import type { Studio } from './context';
import { photoOf, renderable } from './renders';
import type { OpticsView } from './types';

/** Settings that ask for everything there is to find. */
const EVERYTHING = { LensProfileEnable: true, AutoLateralCA: true, PerspectiveUpright: 1 } as const;

/** What is known of a photo's lens and of its edges, for the engine in the browser and for the panel. */
export async function opticsOf(studio: Studio, workspaceId: string, photoId: string, signal?: AbortSignal): Promise<OpticsView> {
  const photo = await photoOf(studio, workspaceId, photoId);
  const { assets, missing } = await studio.renderer.optics(renderable(studio, photo), EVERYTHING, signal);
  const reason = missing.find((one) => one !== 'no-lines' && one !== 'too-few-guides');
  return { ...assets, ...(reason && { noLens: MISSING_OPTICS[reason] }) };
}
