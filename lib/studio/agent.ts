import { createDarkroom, createEmbeddedBrain, createEmbeddedEvaluator, createOpenAiBrain, run } from '@/lib/agent';
import type { Config } from '@/lib/config';
import type { Renderer } from '@/lib/imaging';
import type { Store } from '@/lib/store/store';
import { renderable } from './renders';
import type { RunAgent } from './run-manager';

/** The agent at work on the photos of the store: with the model it was given, else with the embedded brain. */
export function agentOf(store: Store, renderer: Renderer, model: Config['model']): RunAgent {
  const brain = model ? createOpenAiBrain(model) : createEmbeddedBrain();
  const evaluator = createEmbeddedEvaluator();
  return async function* ({ sessionId, request, past, signal }) {
    const { photo } = await store.db.session.findUniqueOrThrow({ where: { id: sessionId }, include: { photo: true } });
    yield* run(request, { brain, evaluator, darkroom: createDarkroom(renderer, renderable({ store }, photo), undefined, photo.name), signal }, past);
  };
}
