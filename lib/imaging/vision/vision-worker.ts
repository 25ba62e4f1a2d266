/** Runs in the thread that finds masks. Networks and the last photo stay as long as the thread does; an idle thread ends and gives all back. */
import type { Pixels } from '@/lib/develop/types';
import { serve } from '../serve';
import { kernels } from './kernels';
import { readKey, type Asked } from './keys';
import { type OnnxModel, OnnxModels } from './onnx/run';
import { Networks, type Seen, Sight } from './sight';
import type { FoundMask } from './types';

export type VisionTask = { readonly id: string; readonly pixels: Pixels; readonly keys: readonly string[]; /** Models of the operator, which go before the built-in ones. */ readonly models: readonly OnnxModel[] };

const networks = new Networks();
const operator = new OnnxModels();
let last: { readonly id: string; readonly sight: Sight } | undefined;

export type Preparation = Pick<VisionTask, 'keys' | 'models'>;

/** Reads what the keys will certainly need. The person parser waits until somebody was seen. */
async function prepare({ keys, models }: Preparation): Promise<void> {
  kernels();
  const asked = questions(keys, models);
  if (asked.some((one) => one.kind === 'sky' || needsPeople(one))) await Promise.all([networks.faces(), networks.things()]);
}

async function find({ id, pixels, keys, models }: VisionTask): Promise<Readonly<Record<string, FoundMask>>> {
  // The same photo decoded at another size is another sight.
  const name = `${id}/${pixels.width}`;
  const sight = last?.id === name ? last.sight : look(name, pixels);
  // The parser is set to work first: the rest is looked into meanwhile.
  if (questions(keys, models).some(needsPeople)) await sight.persons();
  const answers = await Promise.all(keys.map(async (key) => {
    const asked = readKey(key);
    return [key, asked && (await answer(sight, pixels, asked, models))] as const;
  }));
  const found: Record<string, FoundMask> = {};
  for (const [key, seen] of answers) {
    if (seen) found[key] = { raster: seen.mask, confidence: Math.round(seen.confidence * 100) / 100, ...(seen.reason && { reason: seen.reason }) };
  }
  return found;
}

function look(id: string, pixels: Pixels): Sight {
  // The last photo is let go before the next takes its room.
  last = undefined;
  const sight = new Sight(pixels, networks);
  last = { id, sight };
  return sight;
}

async function answer(sight: Sight, pixels: Pixels, asked: Asked, models: readonly OnnxModel[]): Promise<Seen | undefined> {
  const model = modelFor(asked, models);
  if (model) return operator.find(model, sight.scene, pixels);
  switch (asked.kind) {
    case 'subject': return sight.subject();
    case 'sky': return sight.sky();
    case 'people': return sight.person(asked.part, asked.place);
    case 'object': return sight.object(asked.place);
    case 'depth': return undefined;
  }
}

/** The operator's model that goes before the built-in way. */
function modelFor(asked: Asked, models: readonly OnnxModel[]): OnnxModel | undefined {
  const wanted = asked.kind === 'people' && (asked.part !== undefined || asked.place.length > 0) ? undefined : asked.kind;
  return models.find(({ manifest }) => manifest.finds === wanted);
}

/** What the operator's models leave to the built-in way. */
const questions = (keys: readonly string[], models: readonly OnnxModel[]): readonly Asked[] => keys.flatMap((key) => readKey(key) ?? []).filter((asked) => modelFor(asked, models) === undefined);

const needsPeople = ({ kind, place }: Asked): boolean => kind === 'people' || kind === 'subject' || (kind === 'object' && place.length === 2);

serve({ prepare, find });
