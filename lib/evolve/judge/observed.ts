import { findSkin } from '@/lib/agent/evidence';
import type { Observation } from '@/lib/agent/types';
import { VIEW_EDGE, type State } from '../types';
import { pictureOf } from '../view';

const NOWHERE = { width: VIEW_EDGE, height: VIEW_EDGE, name: 'skin', inside: new Uint8Array(VIEW_EDGE * VIEW_EDGE), share: 0 };
const seen = new WeakMap<State, Observation>();

/**
 * What a state shows, as evaluators read it: numbers of the whole picture from its evidence, numbers of a region from its view, in which the pixels of
 * the source can be followed.
 */
export function observed(state: State): Observation {
  const known = seen.get(state);
  if (known) return known;
  const pixels = pictureOf(state.view);
  const observation: Observation = { settings: state.settings, pixels, evidence: state.evidence, skin: state.evidence.regions.skin ? findSkin(pixels) : NOWHERE };
  seen.set(state, observation);
  return observation;
}
