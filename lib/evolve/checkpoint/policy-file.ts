/** Checkpoints of the policy: weights by name, and what has to agree for them to mean anything. */
import { z } from 'zod';
import { FEATURES } from '../policy/features';
import { PARAMETERS, PARTS } from '../policy/layout';
import { TOOLS } from '../policy/moves';
import { fnv1a } from '../prng';
import { CheckpointError, readTensors, writeTensors } from './safetensors';

/** Grows when old weights cannot be read any more. */
export const VERSION = 1;

/** Changes whenever a feature, a tool or a shape does: weights of another network are refused, not misread. */
export const LAYOUT = fnv1a(JSON.stringify([FEATURES, TOOLS.map(({ id, scale }) => [id, scale]), PARTS.map(({ name, shape }) => [name, shape])])).toString(16);

/** A model card: what a checkpoint is, where it comes from, how good it was found. */
export const cardSchema = z.object({
  name: z.string(),
  version: z.number(),
  layout: z.string(),
  stage: z.string(),
  seed: z.number(),
  parameters: z.number(),
  settings: z.record(z.string(), z.number()),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
  metrics: z.record(z.string(), z.number()),
});
export type ModelCard = z.infer<typeof cardSchema>;

export type Checkpoint = { readonly weights: Float32Array; readonly card: ModelCard };

export const cardOf = (name: string, stage: string, seed: number, settings: Readonly<Record<string, number>>, data: ModelCard['data'], metrics: ModelCard['metrics']): ModelCard =>
  ({ name, version: VERSION, layout: LAYOUT, stage, seed, parameters: PARAMETERS, settings, data, metrics });

export function writeCheckpoint({ weights, card }: Checkpoint): Uint8Array {
  const tensors = Object.fromEntries(PARTS.map(({ name, shape, offset, size }) => [name, { shape, data: weights.slice(offset, offset + size) }]));
  return writeTensors({ tensors, metadata: { format: 'evoroom-policy', card: JSON.stringify(card) } });
}

export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = readTensors(bytes);
  const card = cardSchema.safeParse(JSON.parse(metadata['card'] ?? 'null'));
  if (!card.success) throw new CheckpointError('Expected a checkpoint of the policy but its card cannot be read. Take another checkpoint, or train a new one.');
  if (card.data.version !== VERSION || card.data.layout !== LAYOUT) throw new CheckpointError(`The checkpoint "${card.data.name}" was made for other features or tools than this version of Evoroom has. Train it anew with npm run evolve.`);
  const weights = new Float32Array(PARAMETERS);
  for (const { name, offset, size } of PARTS) {
    const data = tensors[name]?.data;
    if (data?.length !== size) throw new CheckpointError(`Expected the weights "${name}" with ${size} numbers but received ${data?.length ?? 'none'}.`);
    weights.set(data, offset);
  }
  return { weights, card: card.data };
}
