import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Evidence, RunEvent } from '@/lib/agent/types';
import type { MaskMaker } from '@/lib/imaging/vision/types';
import { loadConfig } from '@/lib/config';
import { writeXmp } from '@/lib/develop/codecs';
import { embedPacket } from '@/lib/imaging';
import { takeIn } from './photos';
import type { RunAgent } from './run-manager';
import { openStudio, type OpenStudio } from './server';
import { openSession } from './sessions';
import { commitStep } from './steps';
import { newWorkspaceId } from './workspace';

/** For tests: a studio on a temporary folder, with photos and an agent that says what it is told. */

export type TestStudio = { readonly studio: OpenStudio; readonly folder: string; reopen(agent?: RunAgent): Promise<OpenStudio>; remove(): Promise<void> };

export async function testStudio(agent: RunAgent, env: Record<string, string> = {}, masks?: MaskMaker): Promise<TestStudio> {
  const folder = mkdtempSync(join(tmpdir(), 'evoroom-studio-'));
  const settings = loadConfig({ DATA_DIR: folder, RENDER_WORKERS: '1', AGENT_RUNS: '2', ...env });
  let studio: OpenStudio;
  const open = async (next: RunAgent) => {
    // A studio takes up the runs of the last one while it opens; their agents see it when it is there.
    const opened: Promise<void> = openStudio(settings, () => async function* (job) {
      await opened;
      yield* next(job);
    }, masks).then((one) => { studio = one; });
    await opened;
    return studio;
  };
  await open(agent);
  return {
    get studio() { return studio; },
    folder,
    /** As after a kill: nothing of the old studio is asked to end well but its files. */
    reopen: (next = agent) => open(next),
    remove: async () => {
      await studio.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const jpeg = (seed: number, width = 64, height = 48): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: { r: seed % 256, g: (seed * 7) % 256, b: (seed * 13) % 256 } } }).jpeg().toBuffer();

export async function* stream(data: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < data.length; at += 256) yield data.subarray(at, at + 256);
}

/** A new workspace with one session. */
export async function someone(studio: OpenStudio, seed: number) {
  const workspaceId = newWorkspaceId();
  const sessionId = await takeIn(studio, workspaceId, { source: stream(await jpeg(seed)), name: `photo ${seed}.jpg`, locale: 'en' });
  const session = await studio.store.db.session.findUniqueOrThrow({ where: { id: sessionId } });
  return { workspaceId, sessionId, photoId: session.photoId, rootId: session.headId };
}

/** A photo that says where, when and with what it was taken, edited twice. `carries`: develop settings in its file. */
export async function retouched(studio: OpenStudio, carries?: Parameters<typeof writeXmp>[0]) {
  const photo = await sharp({ create: { width: 240, height: 160, channels: 3, background: { r: 90, g: 120, b: 60 } } })
    .withExif({ IFD0: { Make: 'Kamera', Model: 'K-1' }, IFD2: { LensModel: 'Prime 35mm f/2', FocalLength: '35/1', FNumber: '2/1', FocalLengthIn35mmFilm: '35', DateTimeOriginal: '2024:05:06 07:08:09' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' } }).jpeg({ quality: 95 }).toBuffer();
  const file = carries ? embedPacket(photo, writeXmp(carries)) : photo;
  const workspaceId = newWorkspaceId();
  const sessionId = await takeIn(studio, workspaceId, { source: stream(file), name: 'IMG_0042.jpg', title: 'Meadow', locale: 'en' });
  const { headId: rootId } = await openSession(studio, workspaceId, sessionId);
  const first = await commitStep(studio, workspaceId, sessionId, { parentId: rootId, patch: { Exposure2012: 0.8 } }, 'en');
  const last = await commitStep(studio, workspaceId, sessionId, { parentId: first.id, patch: { Contrast2012: 20 } }, 'en');
  return { studio, workspaceId, sessionId, rootId, first, last, file };
}

const EVIDENCE = { size: { width: 1, height: 1 } } as Evidence;

/** What an agent says that takes one step per exposure, scores the last one, and is done. */
export function script(runId: string, fromStepId: string, exposures: readonly number[]): readonly RunEvent[] {
  const id = (step: number) => `${runId}.${step}`;
  const steps = exposures.flatMap((exposure, index): RunEvent[] => {
    const step = index + 1;
    const parentId = step === 1 ? fromStepId : id(index);
    return [
      { type: 'thought', step, delta: `Thought ${step}, ` },
      { type: 'thought', step, delta: 'measured.' },
      { type: 'tool_call', step, stepId: id(step), parentId, title: `Exposure ${exposure}`, patch: { Exposure2012: exposure }, changes: [{ name: 'Exposure2012', from: 0, to: exposure }] },
      { type: 'observation', step, stepId: id(step), settings: { Exposure2012: exposure }, evidence: EVIDENCE, note: '', milliseconds: 1 },
    ];
  });
  const last = id(exposures.length);
  return [
    { type: 'plan', text: 'Plan', items: [], notUnderstood: [] },
    ...steps,
    { type: 'evaluation', attempt: 1, stepId: last, score: { aesthetics: 4, instruction: 4, overall: 4, reasons: [] } },
    { type: 'done', stepId: last, summary: 'Done', suggestions: ['warmer'] },
  ];
}
