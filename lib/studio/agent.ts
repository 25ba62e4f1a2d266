import { createDarkroom, run } from '@/lib/agent';
import { agentFor, operatorFiles } from '@/lib/agent/assemble';
import type { Renderer } from '@/lib/imaging';
import { photoUnder } from '@/lib/store/bases';
import type { Studio } from './context';
import { modelFor } from './models';
import { renderable } from './renders';
import type { RunAgent } from './run-manager';

/** The agent at work on the photos of the store, with the profile that each run was started with. */
export function agentOf(room: Pick<Studio, 'store' | 'config'>, renderer: Renderer): RunAgent {
  return async function* ({ sessionId, profileId, request, past, signal }) {
    const { profile, keys } = await modelFor(room, profileId);
    const session = await room.store.db.session.findUniqueOrThrow({ where: { id: sessionId }, include: { photo: true } });
    const photo = await photoUnder(room.store.db, session, { baseId: request.base ?? null });
    yield* run(request, { ...agentFor(profile, keys, await operatorFiles(room.config.dataDir)), darkroom: createDarkroom(renderer, renderable(room, photo), undefined, session.photo.name), signal }, past);
  };
}
