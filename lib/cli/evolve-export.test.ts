import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataFolder, type EvalSample, EXPORT_FORMATS, exportAs, type LrSample } from '@/lib/evolve/formats';
import { encode } from '@/lib/imaging/encode';
import { noisePixels, TestFolder } from '@/lib/imaging/testing/files';
import { projectRoot } from '@/lib/imaging/paths';
import { exportData, type ExportOptions } from './evolve-export';
import type { Terminal } from './terminal';

const folder = new TestFolder();
const said: string[] = [], warned: string[] = [];
const terminal = { locale: 'en', say: (text: string) => void said.push(text), warn: (text: string) => void warned.push(text), progress: () => undefined } as unknown as Terminal;
const OPTIONS: ExportOptions = { format: 'artedit', count: 4, edge: 128, seed: 1 };
const run = (name: string, options: Partial<ExportOptions>) => exportData(join(folder.path, name), { ...OPTIONS, ...options }, terminal, new AbortController().signal);

let data: string;
beforeAll(async () => {
  data = join(folder.path, 'data');
  const own = await DataFolder.create(data);
  const [source, image] = await Promise.all([40, 60].map(async (edge) => own.put(await encode(noisePixels(edge, 30), { format: 'jpeg' }))));
  const about = { version: 1, instruction: '提亮一点', locale: 'zh', category: 'food', split: 'train', source: source! } as const;
  const attempt = (score: number, Exposure2012: number) => ({ steps: [{ thought: '太暗了。', tool_call: { Exposure2012 }, image: image! }], evaluation: { thought: '好一些。', score } });
  const lr: LrSample[] = [
    { ...about, format: 'artedit-lr', id: 'one', attempts: [attempt(4.2, 0.4)], ratings: [{ aesthetics: 4, instruction: 4.4, by: 'human', annotator: 'a' }] },
    { ...about, format: 'artedit-lr', id: 'two', attempts: [attempt(2, 2), attempt(4, 0.5)], ratings: [] },
  ];
  const rated: EvalSample[] = [{ ...about, format: 'artedit-eval', id: 'three', result: image!, ratings: [{ aesthetics: 3, instruction: 2, by: 'human' }] }];
  await exportAs('artedit', own, lr, rated);
});
afterAll(() => folder.remove());

describe('evolve export', () => {
  it('makes of a data set what each trainer reads, with its own copy of the pictures', async () => {
    for (const format of EXPORT_FORMATS) await run(format, { format, from: data });
    expect(readdirSync(join(folder.path, 'sharegpt')).sort()).toEqual(['artedit_rft.jsonl', 'artedit_sft.jsonl', 'dataset_info.json', 'images']);
    expect(readdirSync(join(folder.path, 'trl')).sort()).toEqual(['grpo_prompts.jsonl', 'grpo_rollouts.jsonl', 'images']);
    expect(existsSync(join(folder.path, 'verl', 'train.parquet'))).toBe(true);
    const lines = (name: string): unknown[] => readFileSync(join(name, 'artedit-lr.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as unknown);
    expect(lines(join(folder.path, 'artedit'))).toEqual(lines(data));
    expect(said.some((line) => line.endsWith('artedit_sft.jsonl: 2 rows'))).toBe(true);
  });

  it('never writes into a folder that holds something', async () => {
    await expect(run('data', { from: data })).rejects.toThrow('is not empty');
    await expect(run('new', { from: data, trajectory: ['run.json'] })).rejects.toThrow('not both');
  });

  it('leaves out runs whose photo is not at hand, and says so', async () => {
    await expect(run('runs', { trajectory: [join(projectRoot(), 'docs/trajectories/rolled-back.json')], photos: folder.path })).resolves.toBeUndefined();
    const other = folder.write('other.json', readFileSync(join(projectRoot(), 'docs/trajectories/rolled-back.json'), 'utf8').replace(/"sha256": "[0-9a-f]{64}"/, `"sha256": "${'0'.repeat(64)}"`));
    await expect(run('others', { trajectory: [other] })).rejects.toMatchObject({ code: 'nothing-to-export' });
    expect(warned.at(-1)).toContain('neither in --photos nor one that ships');
  }, 60_000);
});
