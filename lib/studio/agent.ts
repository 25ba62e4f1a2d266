import { createDarkroom, createEmbeddedBrain, createEmbeddedEvaluator, createOpenAiBrain, run } from '@/lib/agent';
import type { Keys, Profile } from '@/lib/agent/profile';
import type { Brain } from '@/lib/agent/types';
import type { Renderer } from '@/lib/imaging';
import { photoUnder } from '@/lib/store/bases';
import type { Studio } from './context';
import { modelFor } from './models';
import { renderable } from './renders';
import type { RunAgent } from './run-manager';

function brainOf(profile: Profile, keys: Keys): Brain {
  const { endpoint } = profile;
  const [baseUrl] = endpoint?.urls ?? [];
  return profile.brain === 'openai' && endpoint && baseUrl !== undefined ? createOpenAiBrain({ baseUrl, model: endpoint.model, ...(keys.endpoint !== undefined && { apiKey: keys.endpoint }) }) : createEmbeddedBrain();
}

/** The agent at work on the photos of the store, with the profile that each run was started with. */
export function agentOf(room: Pick<Studio, 'store' | 'config'>, renderer: Renderer): RunAgent {
  return async function* ({ sessionId, profileId, request, past, signal }) {
    const { profile, keys } = await modelFor(room, profileId);
    const session = await room.store.db.session.findUniqueOrThrow({ where: { id: sessionId }, include: { photo: true } });
    const photo = await photoUnder(room.store.db, session, { baseId: request.base ?? null });
    yield* run(request, { brain: brainOf(profile, keys), evaluator: createEmbeddedEvaluator(), darkroom: createDarkroom(renderer, renderable(room, photo), undefined, session.photo.name), signal }, past);
  };
}
