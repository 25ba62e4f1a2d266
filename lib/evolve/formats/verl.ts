import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SchemaElement } from 'hyparquet-writer';
import { z } from 'zod';
import { EvolveError } from '../errors';
import { callOf, editing } from './conversation';
import type { DataFolder } from './folder';
import { bestOf, type LrAttempt, type LrSample, ofSplit, patchOfSample, scoreOf } from './sample';

/**
 * verl reads Parquet (its docs/preparation/prepare_data.rst, verl/utils/dataset/rl_dataset.py): `data_source`, `prompt` (messages whose text holds an `<image>` for
 * each picture), `images` (bytes of the files), `ability`, `reward_model.ground_truth`, `extra_info`. What a run grows from is the prompt; the
 * expert's settings and its ratings are the ground truth that a reward function may look at.
 */
export type VerlRow = {
  readonly data_source: string;
  readonly prompt: readonly { readonly role: string; readonly content: string }[];
  readonly images: readonly { readonly bytes: Uint8Array; readonly path: string }[];
  readonly ability: string;
  readonly reward_model: { readonly style: string; readonly ground_truth: string };
  readonly extra_info: { readonly split: string; readonly index: number; readonly id: string; readonly photo: string; readonly instruction: string; readonly locale: string; readonly category: string };
};

const verlSchema = z.object({
  data_source: z.string().min(1), prompt: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).min(1),
  images: z.array(z.object({ bytes: z.instanceof(Uint8Array), path: z.string() })), ability: z.string().min(1),
  reward_model: z.object({ style: z.string(), ground_truth: z.string() }), extra_info: z.looseObject({ split: z.string(), index: z.int().min(0) }),
}).superRefine(({ prompt, images }, context) => {
  const placeholders = prompt.reduce((sum, { content }) => sum + content.split('<image>').length - 1, 0);
  if (placeholders !== images.length) context.addIssue({ code: 'custom', path: ['images'], message: `Expected as many pictures as <image> (${placeholders}) but found ${images.length}.` });
});

const text = (name: string): SchemaElement => ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' });
const struct = (name: string, children: readonly SchemaElement[]): readonly SchemaElement[] => [{ name, repetition_type: 'OPTIONAL', num_children: children.length }, ...children];
const listOf = (name: string, children: readonly SchemaElement[]): readonly SchemaElement[] =>
  [{ name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 }, { name: 'list', repetition_type: 'REPEATED', num_children: 1 }, { name: 'element', repetition_type: 'OPTIONAL', num_children: children.length }, ...children];

const SCHEMA: readonly SchemaElement[] = [
  { name: 'root', num_children: 6 },
  text('data_source'),
  ...listOf('prompt', [text('role'), text('content')]),
  ...listOf('images', [{ name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' }, text('path')]),
  text('ability'),
  ...struct('reward_model', [text('style'), text('ground_truth')]),
  ...struct('extra_info', [text('split'), { name: 'index', type: 'INT64', repetition_type: 'OPTIONAL' }, text('id'), text('photo'), text('instruction'), text('locale'), text('category')]),
];

/** Rows of one file; pictures make them large. */
const GROUP = 256;

async function parquetOf(rows: readonly VerlRow[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columns = ['data_source', 'prompt', 'images', 'ability', 'reward_model', 'extra_info'] as const;
  const data = (name: (typeof columns)[number]): readonly unknown[] => (name === 'extra_info' ? rows.map((row) => ({ ...row.extra_info, index: BigInt(row.extra_info.index) })) : rows.map((row) => row[name]));
  return new Uint8Array(parquetWriteBuffer({ schema: SCHEMA, columnData: columns.map((name) => ({ name, data: data(name) })), rowGroupSize: GROUP, statistics: false }));
}

/** One row for each photo and instruction: `train.parquet` and `test.parquet`. */
export async function writeVerl(folder: DataFolder, samples: readonly LrSample[]): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const split of ['train', 'test'] as const) {
    const own = [...bestOf(ofSplit(samples, split)).values()];
    if (own.length === 0) continue;
    const rows = await Promise.all(own.map((sample, index) => rowOf(folder, sample, split, index)));
    await writeFile(join(folder.path, `${split}.parquet`), await parquetOf(rows));
    counts[`${split}.parquet`] = rows.length;
  }
  return counts;
}

async function rowOf(folder: DataFolder, sample: LrSample, split: string, index: number): Promise<VerlRow> {
  const attempt = sample.attempts.at(-1) as LrAttempt;
  const prompt = editing(sample, attempt).slice(0, 2);
  const images = await Promise.all(prompt.flatMap(({ images: names }) => names).map(async (path) => ({ bytes: new Uint8Array(await folder.get(path)), path })));
  const row: VerlRow = {
    data_source: 'evoroom/artedit-lr',
    prompt: prompt.map(({ role, text: words, images }) => ({ role, content: `${'<image>'.repeat(images.length)}${words}` })),
    images,
    ability: 'photo-retouching',
    reward_model: { style: 'rule', ground_truth: JSON.stringify({ expert: JSON.parse(callOf(patchOfSample(sample))) as unknown, score: scoreOf(sample) }) },
    extra_info: { split, index, id: sample.id, photo: createHash('sha256').update(images[0]?.bytes ?? new Uint8Array()).digest('hex'), instruction: sample.instruction, locale: sample.locale, category: sample.category ?? '' },
  };
  const read = verlSchema.safeParse(row);
  if (!read.success) throw new EvolveError('data-invalid', `A row does not keep to verl’s form: ${read.error.issues[0]?.message ?? ''}`);
  return row;
}
