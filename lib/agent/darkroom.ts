import type { Renderer } from '@/lib/imaging';
import type { RenderPhoto } from '@/lib/imaging/renderer';
import { outputSize } from '@/lib/develop/engine';
import { settingsHash } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import { measure } from './evidence';
import type { Darkroom, Observation } from './types';

/** Long edge of the picture that brains and evaluators look at, and of the small one for trying sliders. */
const OBSERVATION_EDGE = 768;
const PROBE_EDGE = 240;
/** Observations kept: a run looks again at its start and its last steps. About 1.3 MB and 0.2 MB each. */
const KEPT = { observations: 12, probes: 96 };

/** The sandbox over the renderer: renders one photo with settings, measures what came out, remembers the latest. */
export function createDarkroom(renderer: Pick<Renderer, 'render'>, photo: RenderPhoto, longEdge = OBSERVATION_EDGE): Darkroom {
  const look = (edge: number, keep: number) => {
    const kept = new Map<string, Observation>();
    return async (settings: DevelopSettings, signal?: AbortSignal): Promise<Observation> => {
      const key = settingsHash(settings);
      const known = kept.get(key);
      if (known) {
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const pixels = await renderer.render(photo, settings, { longEdge: edge, ...(signal && { signal }) });
      const observation: Observation = { settings, pixels, evidence: measure(pixels) };
      kept.set(key, observation);
      for (const oldest of kept.keys()) {
        if (kept.size <= keep) break;
        kept.delete(oldest);
      }
      return observation;
    };
  };
  return {
    photo: outputSize({ width: photo.info.width, height: photo.info.height }, {}),
    observe: look(longEdge, KEPT.observations),
    probe: look(Math.min(PROBE_EDGE, longEdge), KEPT.probes),
  };
}
