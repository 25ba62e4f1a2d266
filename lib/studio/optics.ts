import { MISSING_OPTICS } from '@/lib/imaging/optics';
import type { Studio } from './context';
import { photoOf, renderable } from './renders';
import type { OpticsView } from './types';

/** Settings that ask for everything there is to find. */
const EVERYTHING = { LensProfileEnable: true, AutoLateralCA: true, PerspectiveUpright: 1 } as const;

/** What is known of a photo's lens and of its edges, for the engine in the browser and for the panel. */
export async function opticsOf(studio: Studio, workspaceId: string, photoId: string, signal?: AbortSignal): Promise<OpticsView> {
  const photo = await photoOf(studio, workspaceId, photoId);
  const source = renderable(studio, photo);
  const { assets: { lens, survey }, missing } = await studio.renderer.optics(source, EVERYTHING, signal);
  const reason = missing.find((one) => one !== 'no-lines' && one !== 'too-few-guides');
  // Of a bare photo the browser gets the numbers that it renders with; which lens they belong to is not told.
  return { ...(lens && { lens: source.info.bare ? { ...lens, name: '' } : lens }), ...(survey && { survey }), ...(reason && { noLens: MISSING_OPTICS[reason] }) };
}
