/**
 * Forty steps of a stand-in for a model through the whole loop, and what every step sends. `long-run-once INPUT [TRAJECTORY [RECENT]]` prints JSON and
 * writes the trajectory. RECENT: steps that are sent whole, default 3; 64 folds nothing.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createDarkroom, createEmbeddedEvaluator, createOpenAiBrain, run, trajectory, writeTrajectory } from '@/lib/agent';
import { createModelClient } from '@/lib/agent/model';
import { closeStandIns, standIn } from '@/lib/agent/model/testing';
import type { RunEvent, RunRequest } from '@/lib/agent/types';
import { openRenderer } from '@/lib/imaging/open';
import { probe } from '@/lib/imaging/probe';
import { INSTRUCTION, REPLIES, STEPS } from './long-run/moves';

const [input = '', out, recent = '3'] = process.argv.slice(2);
const info = await probe(input);
const sha256 = createHash('sha256').update(readFileSync(input)).digest('hex');
const renderer = await openRenderer();
const server = await standIn(REPLIES);
const request: RunRequest = {
  runId: 'forty', instruction: INSTRUCTION, locale: 'en', settings: {}, stepId: 'root', history: [], maxSteps: STEPS + 8, seed: 1, reflectBelow: 0, rounds: 0,
};
const events: RunEvent[] = [];
const brain = createOpenAiBrain(createModelClient(server.endpoint), { recentImages: Number(recent) }), evaluator = createEmbeddedEvaluator();
for await (const event of run(request, { brain, evaluator, darkroom: createDarkroom(renderer, { id: sha256, path: input, info }, undefined, basename(input)) })) {
  if (event.type === 'error') throw new Error(event.message);
  events.push(event);
}
await renderer.close();
closeStandIns();

/** Requests of a step: more than one where it looked first, or was corrected. */
const perStep = new Map<number, { requests: number; input: number; most: number; output: number; images: number }>();
for (const event of events) {
  if (event.type !== 'usage') continue;
  const { requests, input: sent, output, images } = event.usage;
  const sum = perStep.get(event.step) ?? { requests: 0, input: 0, most: 0, output: 0, images: 0 };
  perStep.set(event.step, { requests: sum.requests + requests, input: sum.input + sent, most: Math.max(sum.most, sent), output: sum.output + output, images: Math.max(sum.images, images) });
}
const document = writeTrajectory(trajectory({ brain: brain.id, evaluator: evaluator.id, photo: { name: basename(input), width: info.width, height: info.height, sha256 }, request, events }));
if (out) writeFileSync(out, out.endsWith('.gz') ? gzipSync(document, { level: 9 }) : document);
console.log(JSON.stringify({ steps: events.filter((event) => event.type === 'tool_call').length, requests: server.requests.length, bytes: document.length, perStep: Object.fromEntries(perStep), bodies: process.env['BODIES'] ? server.requests.map(({ body }) => body) : undefined }));
