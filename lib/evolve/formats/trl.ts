import { z } from 'zod';
import { toolOf } from '@/lib/develop/tools';
import { EvolveError } from '../errors';
import { editing, type Message } from './conversation';
import type { DataFolder } from './folder';
import { advantages, pairwiseRewards, toolReward } from '../training/rewards';
import { bestOf, groupOf, type LrAttempt, type LrSample, namesMoved, ofSplit, overall, patchOfSample } from './sample';

/**
 * TRL's conversational form (its docs/source/dataset_formats.md): `prompt` and `completion` are lists of messages, pictures are parts of a message's content
 * and paths in `images`, in that order. `grpo_prompts.jsonl` is what `GRPOTrainer` reads: all other columns go to the reward functions.
 * `grpo_rollouts.jsonl` are finished trajectories with their rewards, for replay and for training off the policy.
 */
type Part = { readonly type: 'image' } | { readonly type: 'text'; readonly text: string };
export type TrlMessage = { readonly role: Message['role']; readonly content: readonly Part[] };

/** Characters (code points) of a message of the completion whose tokens earn reward and carry no loss: selective loss masking. */
export type Masked = { readonly message: number; readonly start: number; readonly end: number };

const part = z.discriminatedUnion('type', [z.object({ type: z.literal('image') }), z.object({ type: z.literal('text'), text: z.string() })]);
const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.array(part).min(1) });
const images = (messages: readonly { readonly content: readonly { readonly type: string }[] }[]): number => messages.flatMap(({ content }) => content).filter(({ type }) => type === 'image').length;

export const trlPromptSchema = z.looseObject({ prompt: z.array(message).min(1), images: z.array(z.string().min(1)) }).superRefine((row, context) => {
  if (row.prompt.at(-1)?.role !== 'user') context.addIssue({ code: 'custom', path: ['prompt'], message: 'Expected a prompt that ends with the user.' });
  if (!('completion' in row) && images(row.prompt) !== row.images.length) context.addIssue({ code: 'custom', path: ['images'], message: 'Expected one path for each picture.' });
});
export const trlRolloutSchema = z.looseObject({
  prompt: z.array(message).min(1), completion: z.array(message).min(1), images: z.array(z.string().min(1)), group: z.string(), reward: z.number().min(0).max(3),
  rewards: z.object({ format: z.number().min(0).max(1), tool: z.number().min(0).max(1), pairwise: z.number().min(0).max(1) }), advantage: z.number(),
  loss_mask_spans: z.array(z.object({ message: z.int().min(0), start: z.int().min(0), end: z.int().min(1) })).min(1),
}).superRefine((row, context) => {
  const fail = (path: string, text: string): void => context.addIssue({ code: 'custom', path: [path], message: text });
  if (images([...row.prompt, ...row.completion]) !== row.images.length) fail('images', 'Expected one path for each picture.');
  if (row.completion[0]?.role !== 'assistant' || row.completion.at(-1)?.role !== 'assistant') fail('completion', 'Expected a completion that begins and ends with the assistant.');
  for (const span of row.loss_mask_spans) {
    const masked = row.completion[span.message];
    if (masked?.role !== 'assistant' || !/^\{"Overall assessment score": "[\d.]+"\}$/.test(within(textOf(masked), span))) fail('loss_mask_spans', 'Expected spans to hold the self-score and nothing else.');
  }
});

/** Part of a text by code points. */
export const within = (text: string, { start, end }: Pick<Masked, 'start' | 'end'>): string => Array.from(text).slice(start, end).join('');
const pointsIn = (text: string): number => Array.from(text).length;
export const textOf = ({ content }: { readonly content: readonly { readonly type: string; readonly text?: string }[] }): string => content.map((one) => one.text ?? '').join('');
const spoken = ({ role, text, images: pictures }: Message): TrlMessage => ({ role, content: [...pictures.map((): Part => ({ type: 'image' })), { type: 'text', text }] });

/** Rollouts of one task, each with what it earned; `R = format + tool + pairwise` as published, `advantage` over the group. */
export type Rollout = { readonly sample: LrSample; readonly group: string; readonly rewards: { readonly format: number; readonly tool: number; readonly pairwise: number } };

/** Samples of the same photo and words as a group: what we write keeps to the format, tools count as those of the best of the group, and a score wins over lower ones. */
export function rolloutsOf(samples: readonly LrSample[]): readonly Rollout[] {
  const groups = new Map<string, LrSample[]>();
  for (const sample of samples) {
    const group = groupOf(sample);
    groups.set(group, [...(groups.get(group) ?? []), sample]);
  }
  const experts = bestOf(samples);
  return [...groups].flatMap(([group, list]) => {
    const expert = experts.get(group);
    const wanted = namesMoved(expert ? patchOfSample(expert) : {});
    const wins = pairwiseRewards(list.map(({ attempts }) => attempts.at(-1)?.evaluation.score ?? 1));
    return list.map((sample, at): Rollout => ({ sample, group, rewards: { format: 1, tool: toolsIn(sample) * toolReward(namesMoved(patchOfSample(sample)), wanted), pairwise: wins[at] ?? 0 } }));
  });
}

/** Share of the parameters in a trajectory’s calls that are tools of the engine. */
const toolsIn = ({ attempts }: LrSample): number => {
  const names = attempts.flatMap(({ steps }) => steps.flatMap(({ tool_call }) => Object.keys(tool_call)));
  return names.length === 0 ? 1 : names.filter((name) => toolOf(name)).length / names.length;
};

const totalOf = ({ rewards }: Rollout): number => rewards.format + rewards.tool + rewards.pairwise;

const splitRows = (samples: readonly LrSample[], split: 'train' | 'test') => rowsOf(rolloutsOf(ofSplit(samples, split)));

/** Files that have rows, and how many. */
async function written(folder: DataFolder, files: Readonly<Record<string, readonly unknown[]>>): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const [name, rows] of Object.entries(files)) if (rows.length > 0) counts[name] = await folder.write(name, rows);
  return counts;
}

/** Rollouts of what is there to train with, whose masks say which of their characters carry no loss. */
export const writeRollouts = (folder: DataFolder, samples: readonly LrSample[]): Promise<Readonly<Record<string, number>>> => written(folder, { 'grpo_rollouts.jsonl': splitRows(samples, 'train').rows });

export function writeTrl(folder: DataFolder, samples: readonly LrSample[]): Promise<Readonly<Record<string, number>>> {
  const { prompts, rows } = splitRows(samples, 'train');
  return written(folder, { 'grpo_prompts.jsonl': prompts, 'grpo_prompts_test.jsonl': splitRows(samples, 'test').prompts, 'grpo_rollouts.jsonl': rows });
}

function rowsOf(rollouts: readonly Rollout[]): { readonly prompts: readonly unknown[]; readonly rows: readonly unknown[] } {
  const prompts = new Map<string, unknown>();
  const rows: unknown[] = [];
  for (const group of new Set(rollouts.map((rollout) => rollout.group))) {
    const list = rollouts.filter((rollout) => rollout.group === group);
    const over = advantages(list.map(totalOf));
    list.forEach((rollout, at) => {
      const { sample } = rollout;
      const first = sample.attempts[0] as LrAttempt;
      const messages = editing(sample, first);
      const prompt = messages.slice(0, 2), completion = messages.slice(2);
      const about = { id: sample.id, instruction: sample.instruction, locale: sample.locale, ...(sample.category && { category: sample.category }), ...(sample.split && { split: sample.split }) };
      prompts.set(group, checked(trlPromptSchema, { prompt: prompt.map(spoken), images: prompt.flatMap(({ images: own }) => own), ...about }));
      const spans = completion.flatMap(({ score, text }, place): readonly Masked[] => (score ? [{ message: place, start: pointsIn(text.slice(0, score[0])), end: pointsIn(text.slice(0, score[1])) }] : []));
      const [rating] = sample.ratings;
      rows.push(checked(trlRolloutSchema, {
        prompt: prompt.map(spoken), completion: completion.map(spoken), images: messages.flatMap(({ images: own }) => own), group, reward: totalOf(rollout), rewards: rollout.rewards, advantage: over[at] ?? 0, loss_mask_spans: spans,
        ...(rating && { label: overall(rating), label_by: rating.by }), ...about,
      }));
    });
  }
  return { prompts: [...prompts.values()], rows };
}

function checked<T>(schema: z.ZodType<T>, row: unknown): T {
  const read = schema.safeParse(row);
  if (!read.success) throw new EvolveError('data-invalid', `A rollout does not keep to TRL’s form: ${read.error.issues[0]?.path.join('.') ?? ''} ${read.error.issues[0]?.message ?? ''}`);
  return read.data;
}
