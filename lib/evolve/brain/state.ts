import { measure } from '@/lib/agent/evidence';
import type { Observation } from '@/lib/agent/types';
import { shrunk } from './shrunk';
import type { Locale } from '@/lib/develop/types';
import type { State, Task } from '../types';
import { viewOf } from '../view';

/** Long edge at which the policy saw pictures when it was trained. */
const SEEN_EDGE = 192;

type Asked = { readonly instruction: string; readonly locale: Locale };

/** A task that is nobody's: what is asked in the studio. */
const taskOf = ({ instruction, locale }: Asked): Task => ({ id: 'studio', photo: 'studio', instruction, locale, category: 'travel', subcategory: '', split: 'test' });

/** Pictures as the policy knows them: measured at the size it was trained at, whatever the size they come in. */
export function stateOf(asked: Asked, source: Observation, now: Observation, step: number): State {
  const [before, after] = [seen(source), seen(now)];
  return { task: taskOf(asked), step, settings: now.settings, evidence: after.evidence, view: after.view, source: before.evidence, sourceView: before.view };
}

const known = new WeakMap<Observation, Pick<State, 'evidence' | 'view'>>();

function seen(observation: Observation): Pick<State, 'evidence' | 'view'> {
  const there = known.get(observation);
  if (there) return there;
  const small = shrunk(observation.pixels, SEEN_EDGE);
  const made = { evidence: small === observation.pixels ? observation.evidence : measure(small, undefined), view: viewOf(small) };
  known.set(observation, made);
  return made;
}
