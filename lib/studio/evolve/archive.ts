import { createHash } from 'node:crypto';
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { EVAL_FILE, type EvalSample } from '@/lib/evolve/formats';
import { FORMAT_VERSION } from '@/lib/evolve/formats/sample';
import { labelsOf, labelValue, type Label } from '@/lib/store/labels';
import { orderOf } from '@/lib/store/runs';
import type { Studio } from '../context';
import { renderStep } from '../renders';
import { exportLabels } from './labels';

/** Long edge of the pictures, px. */
const EDGE = 1024;

type Stars = { aesthetics?: number; instruction?: number };

/** Results that were rated both ways, as the format asks; by step. */
function ratedBothWays(labels: readonly Label[]): ReadonlyMap<string, Required<Stars>> {
  const steps = new Map<string, Stars>();
  for (const label of labels) {
    if (label.kind !== 'aesthetics' && label.kind !== 'instruction') continue;
    const stars = steps.get(label.stepId) ?? {};
    steps.set(label.stepId, { ...stars, [label.kind]: labelValue(label, label.kind).stars });
  }
  return new Map([...steps].flatMap(([id, { aesthetics, instruction }]) => (aesthetics === undefined || instruction === undefined ? [] : [[id, { aesthetics, instruction }] as const])));
}

/**
 * A workspace's labels with pictures, as a ZIP that streams: ArtEdit-Eval (docs/DATA-FORMATS.md) of the results that were rated both ways, and all labels as JSON
 * Lines. One picture at a time is in memory.
 */
export async function* labelArchive(studio: Studio, workspaceId: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const { db } = studio.store;
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => { if (error) failure = error; else ready.push(chunk); });
  const drain = function* () {
    if (failure) throw failure;
    yield* ready.splice(0);
  };
  const text = (name: string, words: Uint8Array) => {
    const entry = new ZipDeflate(name);
    zip.add(entry);
    entry.push(words, true);
  };
  const named = new Set<string>();
  const picture = (data: Uint8Array): string => {
    const name = `images/${createHash('sha256').update(data).digest('hex').slice(0, 24)}.jpg`;
    if (named.has(name)) return name;
    named.add(name);
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(data, true);
    return name;
  };

  text('labels.jsonl', (await exportLabels(studio, workspaceId)).data);
  yield* drain();
  const rated = ratedBothWays(await labelsOf(db, workspaceId));
  const rows: EvalSample[] = [];
  for (const [stepId, stars] of rated) {
    signal?.throwIfAborted();
    const step = await db.step.findUnique({ where: { id: stepId }, include: { run: true, session: { include: { photo: true } } } });
    if (!step?.run) continue;
    const request = { edge: EDGE, format: 'jpeg', ...(signal && { signal }) } as const;
    const root = await db.step.findFirst({ where: { sessionId: step.sessionId, parentId: null } });
    if (!root) continue;
    const source = picture((await renderStep(studio, { ...root, session: step.session }, request)).data);
    const result = picture((await renderStep(studio, step, request)).data);
    yield* drain();
    rows.push({ format: 'artedit-eval', version: FORMAT_VERSION, id: stepId, instruction: step.run.instruction, locale: orderOf(step.run).locale, source, result, ratings: [{ ...stars, by: 'human' }] });
  }
  text(EVAL_FILE, strToU8(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
  zip.end();
  yield* drain();
}
