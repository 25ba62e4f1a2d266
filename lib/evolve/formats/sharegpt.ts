import { z } from 'zod';
import { EvolveError } from '../errors';
import { editing, evaluating, type Message, reflecting } from './conversation';
import type { DataFolder } from './folder';
import { bestOf, type EvalSample, type LrSample, ofSplit, overall } from './sample';

/**
 * LLaMA-Factory's ShareGPT form with pictures (its data/README.md): an optional system turn, then user and assistant in turn, beginning and ending so
 * that each user turn is answered; as many `<image>` in the text as there are paths in `images`, in that order, relative to `media_dir`. A
 * sample that breaks these is skipped there with a warning, or ends the training: here it is refused.
 */
export type ShareGpt = { readonly messages: readonly { readonly role: Message['role']; readonly content: string }[]; readonly images: readonly string[] };

const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string().min(1) });
export const shareGptSchema = z.object({ messages: z.array(message).min(2), images: z.array(z.string().min(1)) }).superRefine(({ messages, images }, context) => {
  const turns = messages[0]?.role === 'system' ? messages.slice(1) : messages;
  const wrong = turns.findIndex(({ role }, at) => role !== (at % 2 === 0 ? 'user' : 'assistant'));
  if (wrong >= 0) context.addIssue({ code: 'custom', path: ['messages', wrong], message: 'Expected user and assistant in turn.' });
  if (turns.length === 0 || turns.length % 2 !== 0) context.addIssue({ code: 'custom', path: ['messages'], message: 'Expected an answer to every user turn.' });
  const placeholders = messages.reduce((sum, { content }) => sum + content.split('<image>').length - 1, 0);
  if (placeholders !== images.length) context.addIssue({ code: 'custom', path: ['images'], message: `Expected as many pictures as <image> (${placeholders}) but found ${images.length}.` });
});

function shareGpt(messages: readonly Message[]): ShareGpt {
  const row = { messages: messages.map(({ role, text, images }) => ({ role, content: `${'<image>'.repeat(images.length)}${text}` })), images: messages.flatMap(({ images }) => images) };
  const read = shareGptSchema.safeParse(row);
  if (!read.success) throw new EvolveError('data-invalid', `A conversation does not keep to the ShareGPT form: ${read.error.issues[0]?.message ?? ''}`);
  return row;
}

/** What LLaMA-Factory has to be told of a file. */
const entry = (file: string) => ({
  file_name: file, formatting: 'sharegpt', columns: { messages: 'messages', images: 'images' },
  tags: { role_tag: 'role', content_tag: 'content', user_tag: 'user', assistant_tag: 'assistant', system_tag: 'system' },
});

/** Editing by the best that there is for each photo and instruction: a faulty attempt is a lesson for the evaluator and for reflection, not for the editor. */
const editingRows = (samples: readonly LrSample[]): readonly ShareGpt[] =>
  [...bestOf(samples.filter(({ attempts }) => attempts.length === 1)).values()].flatMap((sample) => { const [kept] = sample.attempts; return kept && kept.steps.length > 0 ? [shareGpt(editing(sample, kept))] : []; });
const evaluationRows = (samples: readonly EvalSample[]): readonly ShareGpt[] => samples.flatMap((sample) => evaluationsOf(sample).map((evaluation) => shareGpt(evaluating(sample, evaluation))));

/** `artedit_sft.jsonl` (editing, with the evaluator's samples) and `artedit_rft.jsonl` (reflection) of what is there to train with, `artedit_test.jsonl` of what is not, and `dataset_info.json`. */
export async function writeShareGpt(folder: DataFolder, lr: readonly LrSample[], rated: readonly EvalSample[]): Promise<Readonly<Record<string, number>>> {
  const sft = [...editingRows(ofSplit(lr, 'train')), ...evaluationRows(ofSplit(rated, 'train'))];
  const test = [...editingRows(ofSplit(lr, 'test')), ...evaluationRows(ofSplit(rated, 'test'))];
  const rft = ofSplit(lr, 'train').flatMap((sample) => sample.attempts.slice(1).map((right, at) => shareGpt(reflecting(sample, sample.attempts[at] ?? right, right))));
  const files = { artedit_sft: sft, artedit_rft: rft, artedit_test: test };
  const counts: Record<string, number> = {};
  for (const [name, rows] of Object.entries(files)) if (rows.length > 0) counts[`${name}.jsonl`] = await folder.write(`${name}.jsonl`, rows);
  await folder.document('dataset_info.json', Object.fromEntries(Object.entries(files).flatMap(([name, rows]) => (rows.length > 0 ? [[name, entry(`${name}.jsonl`)]] : []))));
  return counts;
}

/** One answer for each sample: the mean of all who rated it. */
function evaluationsOf({ ratings, locale }: EvalSample) {
  const score = Math.round((100 * ratings.reduce((sum, rating) => sum + overall(rating), 0)) / ratings.length) / 100;
  const mean = (read: (rating: (typeof ratings)[number]) => number): string => (ratings.reduce((sum, rating) => sum + read(rating), 0) / ratings.length).toFixed(1);
  const [looks, request] = [mean(({ aesthetics }) => aesthetics), mean(({ instruction }) => instruction)];
  const thought = locale === 'zh' ? `画面质量 ${looks} 分，指令完成度 ${request} 分。` : `The picture looks like ${looks} of 5, the instruction is followed to ${request} of 5.`;
  return [{ thought, score }];
}
