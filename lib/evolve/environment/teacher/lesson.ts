import { createEmbeddedBrain } from '@/lib/agent/brains/embedded';
import { createEmbeddedEvaluator } from '@/lib/agent/evaluator';
import { run } from '@/lib/agent/loop';
import type { RunEvent, RunRequest, Score } from '@/lib/agent/types';
import type { DevelopSettings, Locale, SettingsPatch } from '@/lib/develop/types';
import type { Room, Seen } from '../sandbox/room';

/** One step of a lesson: what was thought, what was moved, what all settings then were and what it looked like. */
export type LessonStep = { readonly thought: string; readonly title: string; readonly patch: SettingsPatch; readonly settings: DevelopSettings } & Omit<Seen, 'pixels'>;
/** What the teacher did, along the branch that it kept. No steps: it found nothing to do, or did not understand. */
export type Lesson = { readonly steps: readonly LessonStep[]; readonly score?: Score; readonly summary: string };

export type Asked = { readonly instruction: string; readonly locale: Locale; readonly seed: number };

/** As many moves as an instruction of a few wishes can need. */
const MOST_STEPS = 10;

/** The teacher at work: the embedded rule brain, run closed-loop as in the studio, at the room's size. */
export async function teach(room: Room, { instruction, locale, seed }: Asked): Promise<Lesson> {
  const request: RunRequest = { runId: 'lesson', stepId: 'lesson.0', instruction, locale, settings: {}, history: [], maxSteps: MOST_STEPS, seed, reflectBelow: 3, generation: 'forbid' };
  const events: RunEvent[] = [];
  for await (const event of run(request, { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator(), darkroom: room.darkroom() })) events.push(event);
  const failed = events.find((event) => event.type === 'error');
  if (failed) throw new Error(`The teacher failed on “${instruction}”: ${failed.message}`);
  const done = events.find((event) => event.type === 'done');
  const branch = pathTo(events, done?.stepId ?? request.stepId);
  const steps: LessonStep[] = [];
  for (const { step, title, patch, settings } of branch) {
    const { evidence, view } = await room.look(settings);
    steps.push({ thought: thoughtOf(events, step), title, patch, settings, evidence, view });
  }
  const scored = events.find((event) => event.type === 'evaluation' && event.stepId === done?.stepId);
  return { steps, summary: done?.summary ?? '', ...(scored?.type === 'evaluation' && { score: scored.score }) };
}

type Taken = { readonly step: number; readonly title: string; readonly patch: SettingsPatch; readonly settings: DevelopSettings };

/** The steps from the start to one that was kept. */
function pathTo(events: readonly RunEvent[], stepId: string): readonly Taken[] {
  const call = events.find((event) => event.type === 'tool_call' && event.stepId === stepId);
  const seen = events.find((event) => event.type === 'observation' && event.stepId === stepId);
  if (call?.type !== 'tool_call' || seen?.type !== 'observation') return [];
  return [...pathTo(events, call.parentId), { step: call.step, title: call.title, patch: call.patch, settings: seen.settings }];
}

/** What was thought before a step; for the first step of a correction that is its reflection. */
const thoughtOf = (events: readonly RunEvent[], step: number): string => {
  const until = events.findIndex((event) => event.type === 'tool_call' && event.step === step);
  const from = events.slice(0, until).findLastIndex((event) => event.type === 'observation');
  return events.slice(from + 1, until).map((event) => (event.type === 'thought' || event.type === 'reflection' ? event.delta : '')).join('');
};
