/** A vision-language model as tutor: it is shown what the embedded tutor measured and writes the reflection; where it fails the embedded tutor writes that lesson. */
import { createHash } from 'node:crypto';
import { Stopped } from '@/lib/agent/abort';
import { codeOf } from '@/lib/agent/errors';
import { BrokenOff, type ChatMessage, type ModelClient } from '@/lib/agent/model';
import type { Usage } from '@/lib/agent/types';
import { addUsage } from '@/lib/agent/usage';
import type { DevelopSettings } from '@/lib/develop/types';
import { embeddedTutor, type Attribution, type Tutor } from '../training/tutor';
import type { State, Task } from '../types';
import type { Fallback, TutorAccount } from './account';
import { readReflection, REFLECTION_SCHEMA, type Reflection } from './answer';
import { Notebook } from './notebook';
import { blamedOf, conversation, type Scores } from './prompt';

export { accountText, FALLBACKS, type Fallback, type TutorAccount } from './account';
export { configuredModel } from './configured';
export { picturesIn } from './pictures';

export interface ModelTutor extends Tutor {
  /** Who wrote which share so far. */
  account(): TutorAccount;
}

export type ModelTutorOptions = {
  readonly client: ModelClient;
  /** JPEGs of a task's photo developed with each of the settings, in their order. */
  readonly pictures: (task: Task, settings: readonly DevelopSettings[]) => Promise<readonly (Uint8Array | undefined)[]>;
  /** Lessons that it is asked for at most. */
  readonly most: number;
  /** A file that keeps what it wrote. */
  readonly notebook?: string;
  /** Lessons that are asked for at once. Default 4. */
  readonly parallel?: number;
  /** Milliseconds for one lesson with every retry, and for all of them. Defaults: 2 minutes, 20 minutes. */
  readonly lessonMs?: number;
  readonly totalMs?: number;
};

/** Answers to one lesson that are read. */
const ANSWERS = 2;
/** Lessons in a row that fail before it is asked no more. */
const PATIENCE = 4;
const LONGEST_BACK = 4000;

class Unusable extends Error {
  constructor(readonly reason: Fallback) { super(reason); }
}

const REASONS: Readonly<Record<string, Fallback>> = { 'model-timeout': 'timeout', 'model-unreachable': 'unreachable', 'model-busy': 'unreachable', 'model-failed': 'unreachable', 'model-cut': 'unreachable', 'model-broken': 'unreadable' };

function reasonOf(error: unknown): Fallback {
  if (error instanceof Unusable) return error.reason;
  // Nobody stops a lesson but its clock.
  return error instanceof Stopped ? 'timeout' : (REASONS[codeOf(error) ?? ''] ?? 'refused');
}

const keyOf = ({ id, instruction }: Task, bad: State, good: State): string => createHash('sha256').update(JSON.stringify([id, instruction, bad.settings, good.settings])).digest('hex').slice(0, 32);

export function createModelTutor({ client, pictures, most, notebook: path, parallel = 4, lessonMs = 120_000, totalMs = 1_200_000 }: ModelTutorOptions): ModelTutor {
  const notebook = new Notebook(path);
  /** One for each lesson, whichever language it is told in. */
  const lessons = new Map<string, Promise<Reflection | Fallback>>();
  const waiting: (() => void)[] = [];
  let busy = 0, inRow = 0, asked = notebook.size;
  let usage: Usage | undefined;
  let end: number | undefined;
  const ended: (Reflection | Fallback)[] = [];

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= parallel) await new Promise<void>((free) => { waiting.push(free); });
    else busy++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy--;
    }
  }

  async function written(task: Task, bad: State, good: State, scores: Scores, attributions: readonly Attribution[]): Promise<Reflection> {
    const signal = AbortSignal.timeout(Math.max(1, Math.min(lessonMs, (end ?? 0) - Date.now())));
    const [photo, worse, better] = await pictures(task, [{}, bad.settings, good.settings]).catch(() => []);
    if (!photo || !worse || !better) throw new Unusable('no-picture');
    const opening = conversation(task, { photo, bad: worse, good: better }, scores, attributions);
    let messages: readonly ChatMessage[] = opening;
    for (let turn = 0; turn < ANSWERS; turn++) {
      const answer = await client.ask({ messages, responseFormat: REFLECTION_SCHEMA, temperature: 0 }, signal);
      usage = addUsage(usage, answer.usage);
      const read = readReflection(answer.text, blamedOf(attributions));
      if (read.ok) return read.reflection;
      messages = [...opening, { role: 'assistant', content: answer.text.slice(0, LONGEST_BACK) || '…' }, { role: 'user', content: `That cannot be used: ${read.problem}. Answer again with the JSON object alone.` }];
    }
    throw new Unusable('unreadable');
  }

  async function lesson(key: string, task: Task, bad: State, good: State, scores: Scores, attributions: readonly Attribution[]): Promise<Reflection | Fallback> {
    const known = notebook.find(key);
    if (known) return known;
    if (asked >= most) return 'enough';
    asked++;
    return inTurn(async () => {
      end ??= Date.now() + totalMs;
      if (inRow >= PATIENCE || Date.now() >= end) return 'given-up';
      try {
        const reflection = await written(task, bad, good, scores, attributions);
        inRow = 0;
        notebook.keep(key, reflection);
        return reflection;
      } catch (error) {
        if (error instanceof BrokenOff) usage = addUsage(usage, error.usage);
        const reason = reasonOf(error);
        // A server that does not answer the next one either; an answer out of form says nothing of the next.
        if (reason !== 'no-picture') inRow++;
        return reason;
      }
    });
  }
  return {
    async explain(task, bad, good, scores, attributions) {
      const key = keyOf(task, bad, good);
      const known = lessons.get(key);
      const made = known ?? lesson(key, task, bad, good, scores, attributions);
      lessons.set(key, made);
      const outcome = await made;
      if (!known) ended.push(outcome);
      return typeof outcome === 'string' ? embeddedTutor.explain(task, bad, good, scores, attributions) : outcome[task.locale];
    },
    account() {
      const fallbacks: Partial<Record<Fallback, number>> = {};
      for (const outcome of ended) if (typeof outcome === 'string') fallbacks[outcome] = (fallbacks[outcome] ?? 0) + 1;
      const embedded = Object.values(fallbacks).reduce((sum, count) => sum + count, 0);
      return { model: client.model, written: ended.length - embedded, embedded, fallbacks, ...(usage && { usage }) };
    },
  };
}
