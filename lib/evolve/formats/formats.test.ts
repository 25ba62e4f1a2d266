import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderOf, scoreIn } from '@/lib/agent/brains/jarvisevo/call';
import { type Tagged, TagReader } from '@/lib/agent/brains/jarvisevo/tags';
import { readTrajectory } from '@/lib/agent/trajectory';
import { projectRoot } from '@/lib/imaging/paths';
import { createEnvironment, demonstrations, imperfect, type StudioEnvironment } from '../environment';
import type { Demonstration } from '../types';
import { callOf, editing } from './conversation';
import {
  DataFolder, evalOf, type EvalSample, exportAs, lrFromTrajectory, lrOf, type LrSample, readEval, readLr, reflectionOf,
} from './index';
import { shareGptSchema } from './sharegpt';
import { rolloutsOf, textOf, trlPromptSchema, trlRolloutSchema, within } from './trl';

const path = mkdtempSync(join(tmpdir(), 'evoroom-formats-'));
const lines = (name: string): Record<string, unknown>[] => readFileSync(join(path, name), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

let environment: StudioEnvironment, folder: DataFolder;
let shown: readonly Demonstration[], lr: readonly LrSample[], rated: readonly EvalSample[];
beforeAll(async () => {
  environment = await createEnvironment({ seed: 3, workers: 2, flaws: 1, tasks: { train: 6, test: 4 } });
  shown = await demonstrations(environment, [...environment.tasks('train'), ...environment.tasks('test')]);
  const bad = await imperfect(environment, shown, { each: 1 });
  folder = await DataFolder.create(path);
  lr = [];
  for (const one of shown) lr = [...lr, await lrOf(environment, one, folder)];
  for (const [at, one] of bad.entries()) lr = [...lr, await lrOf(environment, one, folder, one.fault), await reflectionOf(environment, one, shown[at]!, folder)];
  rated = await Promise.all(bad.map((one) => evalOf(environment, one, folder, one.fault)));
}, 120_000);
afterAll(async () => {
  await environment.close();
  rmSync(path, { recursive: true });
});

const readTags = (text: string): Tagged => {
  const reader = new TagReader();
  reader.take(text);
  reader.end();
  return reader.read;
};

const all = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
};

describe('ArtEdit as files', () => {
  it('comes back as it went out, pictures and all', async () => {
    expect(await exportAs('artedit', folder, lr, rated)).toEqual({ 'artedit-lr.jsonl': lr.length, 'artedit-eval.jsonl': rated.length });
    expect(await all(readLr(folder))).toEqual(lr);
    expect(await all(readEval(folder))).toEqual(rated);
    const [first] = lr;
    expect((await folder.get(first!.source)).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  });

  it('of a trajectory of the studio has its thoughts, calls and score; the correction that lost is not in it', async () => {
    const trajectory = readTrajectory(readFileSync(join(projectRoot(), 'docs/trajectories/rolled-back.json'), 'utf8'));
    const { recipe } = environment.photos.find(({ id }) => id === 'coffee')!;
    const develop = async (settings: Parameters<typeof environment.sandbox.pixels>[1]) => (await environment.sandbox.render([{ recipe, settings, jpeg: 80 }]))[0]!.jpeg!;
    const sample = await lrFromTrajectory(trajectory, develop, folder);
    const scores = trajectory.events.filter((event) => event.type === 'evaluation');
    // The second of the three lost, and the third went on from the first.
    expect(sample.attempts.map(({ evaluation }) => evaluation.score)).toEqual([scores[0]!.score.overall, scores[2]!.score.overall]);
    expect(sample.attempts.flatMap(({ steps }) => steps.map(({ thought }) => thought.length > 0))).toEqual([true, true]);
    expect(sample.ratings[0]!.by).toBe('self');
    await expect(lrFromTrajectory({ ...trajectory, events: trajectory.events.slice(0, -1) }, develop, folder)).rejects.toThrow('did not come to its end');
  });

  it('is read with care: strange pictures, links, paths, sizes and lines are refused with the place', async () => {
    const other = await DataFolder.create(mkdtempSync(join(tmpdir(), 'evoroom-hostile-')));
    const [good] = lr;
    const refused = async (line: string): Promise<string> => {
      writeFileSync(join(other.path, 'artedit-lr.jsonl'), line);
      return all(readLr(other)).then(() => 'read', (error: Error & { code?: string }) => `${error.code}: ${error.message}`);
    };
    for (const source of ['../../etc/passwd', '/etc/passwd', 'images/../../x.jpg', 'images/.hidden.jpg', 'https://a/b.jpg', 'images/a\u0000.jpg', 'images/x/y.jpg'])
      expect(await refused(JSON.stringify({ ...good, source })), source).toMatch(/^data-unreadable: artedit-lr.jsonl, line 1: source/);
    expect(await refused(`${JSON.stringify(good)}\n{"torn`)).toMatch(/^data-unreadable: artedit-lr.jsonl, line 2/);
    expect(await refused(`"${'x'.repeat(5_000_000)}"`)).toMatch('is longer than 4 MB');
    expect(await refused(JSON.stringify({ ...good, attempts: [{ steps: [], evaluation: { thought: '', score: 7 } }] }))).toMatch('attempts.0.evaluation.score');
    writeFileSync(join(other.path, 'secret.jpg'), Buffer.from([0xff, 0xd8, 0xff, 1]));
    symlinkSync(join(other.path, 'secret.jpg'), join(other.path, 'images', 'link.jpg'));
    await expect(other.get('images/link.jpg')).rejects.toThrow('leads out');
    mkdirSync(join(other.path, 'images'), { recursive: true });
    writeFileSync(join(other.path, 'images', 'text.jpg'), 'no picture');
    await expect(other.get('images/text.jpg')).rejects.toThrow('is no JPEG');
    await expect(other.put(Buffer.from('no picture'))).rejects.toMatchObject({ code: 'data-image' });
    rmSync(other.path, { recursive: true });
  });
});

describe('the conversation', () => {
  it('is in the protocol that the program itself reads: state, thought, call, score', () => {
    for (const sample of lr.filter(({ attempts }) => attempts.length === 1 && attempts[0]!.steps.length > 0)) {
      const [attempt] = sample.attempts;
      const messages = editing(sample, attempt!);
      const answers = messages.filter(({ role }) => role === 'assistant').map(({ text }) => text);
      expect(answers.slice(0, -1).map((text) => /^<state>(\w+)<\/state>/.exec(text)?.[1])).toEqual(attempt!.steps.map((_, at) => (at === attempt!.steps.length - 1 ? 'finished' : 'processing')));
      for (const text of answers.slice(0, -1)) expect(orderOf(readTags(text)).kind).toBe('settings');
      expect(scoreIn(readTags(answers.at(-1)!))).toBeCloseTo(attempt!.evaluation.score, 2);
      const last = messages.at(-1)!;
      expect(last.text.slice(...last.score!)).toBe(`{"Overall assessment score": "${attempt!.evaluation.score.toFixed(2)}"}`);
    }
  });

  it('spells defaults out, and makes no correction twice', () => {
    const sky = { What: 'Correction', CorrectionName: 'Sky', LocalExposure2012: -0.1, CorrectionMasks: [] }, face = { ...sky, CorrectionName: 'Face' };
    expect(JSON.parse(callOf({ Exposure2012: null, Vibrance: 20 }))).toEqual({ Exposure2012: 0, Vibrance: 20 });
    const call = JSON.parse(callOf({ MaskGroupBasedCorrections: [sky, face] }, [{ MaskGroupBasedCorrections: [sky] }])) as { MaskGroupBasedCorrections: { CorrectionName: string; LocalExposure2012: number }[] };
    expect(call.MaskGroupBasedCorrections.map(({ CorrectionName }) => CorrectionName)).toEqual(['Face']);
  });
});

describe('LLaMA-Factory', () => {
  it('gets turns in order, a picture for each <image>, and is told of both files', async () => {
    const counts = await exportAs('sharegpt', folder, lr, rated);
    const info = JSON.parse(readFileSync(join(path, 'dataset_info.json'), 'utf8')) as Record<string, { file_name: string; formatting: string; columns: Record<string, string>; tags: Record<string, string> }>;
    expect(Object.keys(info)).toEqual(['artedit_sft', 'artedit_rft', 'artedit_test']);
    for (const { file_name, formatting, columns, tags } of Object.values(info)) {
      expect([formatting, columns, tags['role_tag'], tags['content_tag']]).toEqual(['sharegpt', { messages: 'messages', images: 'images' }, 'role', 'content']);
      const rows = lines(file_name);
      expect(rows).toHaveLength(counts[file_name]!);
      for (const row of rows) {
        expect(shareGptSchema.safeParse(row).error).toBeUndefined();
        for (const image of row['images'] as string[]) await folder.get(image);
      }
    }
  });

  it('never counts a placeholder that somebody typed', async () => {
    const [sample] = lr;
    await exportAs('sharegpt', folder, [{ ...sample!, instruction: 'make the <image> brighter <video>' }], []);
    const [row] = lines('artedit_sft.jsonl');
    expect(shareGptSchema.safeParse(row).success).toBe(true);
    expect(JSON.stringify(row)).toContain('‹image›');
  });

  it('’s rules are held: wrong order, missing answers and missing pictures are refused', () => {
    const user = { role: 'user', content: '<image>hello' }, assistant = { role: 'assistant', content: 'hi' };
    expect(shareGptSchema.safeParse({ messages: [user, assistant], images: ['a.jpg'] }).success).toBe(true);
    for (const row of [{ messages: [assistant, user], images: ['a.jpg'] }, { messages: [user, assistant, user], images: ['a.jpg', 'a.jpg'] }, { messages: [user, assistant], images: [] }, { messages: [user, user], images: ['a.jpg', 'b.jpg'] }])
      expect(shareGptSchema.safeParse(row).success, JSON.stringify(row)).toBe(false);
  });
});

describe('TRL', () => {
  it('gets prompts, and rollouts whose masks hold the self-score and nothing else', async () => {
    await exportAs('trl', folder, lr, rated);
    for (const row of lines('grpo_prompts.jsonl')) expect(trlPromptSchema.safeParse(row).error).toBeUndefined();
    const rows = lines('grpo_rollouts.jsonl').map((row) => trlRolloutSchema.parse(row));
    expect(rows.length).toBeGreaterThan(shown.length);
    for (const { completion, loss_mask_spans: [span, ...more] } of rows) {
      expect(more).toEqual([]);
      expect(within(textOf(completion[span!.message]!), span!)).toMatch(/^\{"Overall assessment score": "\d\.\d\d"\}$/);
      expect(span!.message).toBe(completion.length - 1);
    }
    for (const group of new Set(rows.map((row) => row.group))) expect(rows.filter((row) => row.group === group).reduce((sum, { advantage }) => sum + advantage, 0)).toBeCloseTo(0, 6);
  });

  it('’s masks count characters as Python does', async () => {
    const [sample] = lr;
    const [attempt] = sample!.attempts;
    await exportAs('trl', folder, [{ ...sample!, attempts: [{ ...attempt!, evaluation: { thought: '🌄 nice 🌅', score: 4 } }] }], []);
    const [row] = lines('grpo_rollouts.jsonl').map((one) => trlRolloutSchema.parse(one));
    const [span] = row!.loss_mask_spans;
    expect(Array.from(textOf(row!.completion[span!.message]!)).slice(span!.start, span!.end).join('')).toBe('{"Overall assessment score": "4.00"}');
    await exportAs('trl', folder, lr, rated);
  });

  it('’s reward is the paper’s', () => {
    const [sample] = lr.filter(({ attempts }) => attempts.length === 1);
    const [{ steps: [step] }] = sample!.attempts as [LrSample['attempts'][number]];
    const rolled = (score: number, call: LrSample['attempts'][number]['steps'][number]['tool_call']): LrSample =>
      ({ ...sample!, ratings: [], attempts: [{ steps: [{ ...step!, tool_call: call }], evaluation: { thought: '', score } }] });
    const group = rolloutsOf([rolled(4.3, { Exposure2012: 0.4, Contrast2012: 10 }), rolled(3.4, { Exposure2012: 1 }), rolled(2.6, { Vibrance: 20 }), rolled(1.2, { Exposure2012: 0.2, Brightly: 3 })]);
    expect(group.map(({ rewards }) => Number(rewards.pairwise.toFixed(2)))).toEqual([1, 0.67, 0.33, 0]);
    // Against the best of them; what is no tool is a fault, and not what the best moved either.
    expect(group.map(({ rewards }) => Number(rewards.tool.toFixed(2)))).toEqual([1, 0.67, 0, 0.25]);
  });

  it('refuses a mask that covers anything else', () => {
    const [row] = lines('grpo_rollouts.jsonl');
    const [span] = row!['loss_mask_spans'] as { message: number; start: number; end: number }[];
    expect(trlRolloutSchema.safeParse({ ...row, loss_mask_spans: [{ ...span, start: span!.start - 1 }] }).success).toBe(false);
    expect(trlRolloutSchema.safeParse({ ...row, loss_mask_spans: [] }).success).toBe(false);
  });
});

describe('verl', () => {
  it('gets Parquet that another reader reads back, pictures as bytes, a placeholder for each', async () => {
    const counts = await exportAs('verl', folder, lr, rated);
    expect(Object.keys(counts)).toEqual(['train.parquet', 'test.parquet', 'grpo_rollouts.jsonl']);
    const bytes = readFileSync(join(path, 'train.parquet'));
    const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer, utf8: false });
    expect(rows).toHaveLength(counts['train.parquet']!);
    for (const row of rows as { data_source: string; prompt: { role: string; content: string }[]; images: { bytes: Uint8Array; path: string }[]; ability: string; reward_model: { style: string; ground_truth: string }; extra_info: { split: string; index: bigint; instruction: string } }[]) {
      expect([row.data_source, row.ability, row.reward_model.style, row.extra_info.split]).toEqual(['evoroom/artedit-lr', 'photo-retouching', 'rule', 'train']);
      expect(row.prompt.map(({ role }) => role)).toEqual(['system', 'user']);
      expect(row.prompt.flatMap(({ content }) => content.match(/<image>/g) ?? [])).toHaveLength(row.images.length);
      expect(Buffer.compare(Buffer.from(row.images[0]!.bytes), await folder.get(row.images[0]!.path))).toBe(0);
      expect(row.prompt[1]!.content).toContain(row.extra_info.instruction);
      expect(Object.keys(JSON.parse(row.reward_model.ground_truth) as object)).toEqual(['expert', 'score']);
    }
  });
});
