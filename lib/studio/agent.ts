import { createDarkroom, run, type RunDeps } from '@/lib/agent';
import { agentFor, operatorFiles } from '@/lib/agent/assemble';
import { createBaseMaker } from '@/lib/agent/generation';
import { evolvedFor } from '@/lib/evolve/brain';
import type { Renderer } from '@/lib/imaging';
import { photoUnder } from '@/lib/store/bases';
import type { Studio } from './context';
import { shelfOf } from './bases';
import { checkpointNamed } from './evolve/training/checkpoints';
import { modelFor } from './models';
import { lookAtReference } from './references';
import { renderable } from './renders';
import type { RunAgent } from './run-manager';

/** The agent at work on the photos of the store, with the profile that each run was started with. */
export function agentOf(room: Pick<Studio, 'store' | 'config'>, renderer: Renderer): RunAgent {
  return async function* ({ sessionId, profileId, request, past, signal }) {
    const { profile, keys } = await modelFor(room, profileId);
    const session = await room.store.db.session.findUniqueOrThrow({ where: { id: sessionId }, include: { photo: true } });
    const photo = await photoUnder(room.store.db, session, { baseId: request.base ?? null });
    const { name } = session.photo;
    // A run ends with the checkpoint that it began with, whatever was put into use meanwhile.
    const row = await room.store.db.run.findUnique({ where: { id: request.runId }, select: { checkpoint: true } });
    const checkpoint = profile.brain === 'evolved' ? await checkpointNamed(room, row?.checkpoint ?? '') : undefined;
    const { generator, ...agent } = agentFor(profile, keys, await operatorFiles(room.config.dataDir), await evolvedFor(profile, checkpoint?.path));
    const bases = generator && createBaseMaker({ generator, renderer, photo: renderable(room, session.photo), name, shelf: shelfOf(room, session) });
    const like: RunDeps['like'] = (reference, stop) => lookAtReference(room, renderer, session.workspaceId, reference, stop);
    yield* run(request, { ...agent, like, darkroom: createDarkroom(renderer, renderable(room, photo), undefined, name), ...(bases && { bases }), signal }, past);
  };
}
