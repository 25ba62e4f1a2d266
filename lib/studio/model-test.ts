import { z } from 'zod';
import { checkAddress } from '@/lib/agent/address';
import { operatorFiles } from '@/lib/agent/assemble';
import { createModelClient, priceOf, type PriceList } from '@/lib/agent/model';
import { checkImageModel, checkModel } from '@/lib/agent/model/check';
import { endpointSchema, type Endpoint, type Keys, type Profile } from '@/lib/agent/profile';
import type { Studio } from './context';
import { modelFor, readModel } from './models';
import type { Operator } from './operator';
import type { EndpointPart, ModelCheck, ModelInput, ModelServer } from './types';

type Room = Pick<Studio, 'store' | 'config'>;

/** A person waits: a model may take a while to load, but no answer is tried for twice. */
const PATIENCE = { firstMs: 120_000, idleMs: 60_000, totalMs: 180_000, retries: 0 };

function clientOf(endpoint: Endpoint, key: string | undefined, prices: readonly PriceList[] = [], own?: Profile['price']) {
  const price = own ?? priceOf(endpoint.model, prices);
  return createModelClient(endpoint, { ...(key !== undefined && { apiKey: key }), ...(price && { price }), limits: PATIENCE });
}

/** Tries out every endpoint of a profile as the form holds it; a profile that cannot be changed is named by its id alone. */
export async function testModel(room: Room, operator: Operator, input: ModelInput): Promise<AsyncIterable<ModelCheck>> {
  const { profile, keys } = input.profile === undefined && input.id !== undefined ? await modelFor(room, input.id) : await readModel(room, operator, input);
  return checks(profile, keys, (await operatorFiles(room.config.dataDir)).prices);
}

async function* checks(profile: Profile, keys: Keys, prices: readonly PriceList[]): AsyncGenerator<ModelCheck, void, undefined> {
  // Whoever no longer listens ends the generator, and with it what is being asked.
  const controller = new AbortController();
  const { signal } = controller;
  const of = async function* (part: EndpointPart, found: ReturnType<typeof checkModel>): AsyncGenerator<ModelCheck, void, undefined> {
    for await (const check of found) yield { ...check, part };
  };
  try {
    const { endpoint, judge, generator } = profile;
    if (endpoint && profile.brain !== 'embedded') {
      const needs = { functions: profile.brain === 'openai', scores: profile.evaluator === 'self' && profile.brain === 'openai' };
      // Each address by itself: of several that share the load, one may be down.
      for (const url of endpoint.urls) yield* of('endpoint', checkModel(clientOf({ ...endpoint, urls: [url] }, keys.endpoint, prices, profile.price), needs, signal));
    }
    if (judge && profile.evaluator === 'judge') yield* of('judge', checkModel(clientOf(judge, keys.judge, prices), { functions: false, scores: true }, signal));
    if (generator) yield* of('generator', checkImageModel(clientOf(generator, keys.generator, prices), signal));
  } finally {
    controller.abort();
  }
}

const server = z.object({ id: z.string().max(100).optional(), part: z.enum(['endpoint', 'judge', 'generator']), url: z.string(), key: z.string().max(500).nullable().optional() });

/** Names of the models that a server offers. A key that was saved is used for its own server only. */
export async function serverModels({ store, config }: Room, operator: Operator, input: ModelServer): Promise<readonly string[]> {
  const { id, part, url, key } = server.parse(input);
  const endpoint = endpointSchema.parse({ urls: [url], model: 'any' });
  const [address] = endpoint.urls;
  if (address !== undefined) await checkAddress(address);
  const profile = { name: 'x', brain: 'openai', endpoint, [part]: endpoint, ...(part === 'judge' && { evaluator: 'judge' }) };
  const { keys } = await readModel({ store, config }, operator, { ...(id !== undefined && { id }), profile, keys: key === undefined ? {} : { [part]: key } });
  return clientOf(endpoint, keys[part]).models(AbortSignal.timeout(20_000));
}
