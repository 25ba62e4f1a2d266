import type { Comparison, Evidence, Generation, Question, Region, Score, ToolChange, Usage } from '@/lib/agent/types';
import { addUsage } from '@/lib/agent/usage';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import type { RunStatus, RunView, StepView, StudioEvent } from '@/lib/studio/types';

export type PlanItemState = 'waiting' | 'active' | 'done' | 'skipped';

/** One thing the reader sees in a run, in the order it first appeared. */
export type RunEntry =
  | {
      readonly kind: 'step';
      readonly step: number;
      readonly thought: string;
      readonly title: string;
      /** Absent while the assistant is still thinking about the move. */
      readonly stepId?: string;
      readonly parentId?: string;
      readonly changes: readonly ToolChange[];
      readonly patch: SettingsPatch;
      /** The order that an image model carries out, and the picture that came of it or of one before. */
      readonly generate?: Generation;
      readonly baseId?: string;
      /** Present once the picture was rendered and measured. */
      readonly settings?: DevelopSettings;
      readonly note?: string;
      /** What was measured on it. */
      readonly evidence?: Evidence;
      readonly rejected: boolean;
    }
  | { readonly kind: 'evaluation'; readonly attempt: number; readonly stepId: string; readonly score: Score; readonly by?: string; readonly objections: readonly string[] }
  | { readonly kind: 'reflection'; readonly attempt: number; readonly text: string }
  | { readonly kind: 'kept'; readonly stepId: string; readonly rejectedStepId?: string; readonly reason: string; readonly comparison?: Comparison }
  /** `seenStepId`: the step whose picture was looked at, if it is one of this run's. */
  | { readonly kind: 'look'; readonly what: 'region' | 'difference' | 'ledger'; readonly title: string; readonly region?: Region; readonly seenStepId?: string }
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'message'; readonly text: string; readonly about?: 'problem' | 'limit' };

export type RunState = {
  readonly runId: string;
  readonly lastSeq: number;
  readonly status: RunStatus;
  readonly plan?: { readonly text: string; readonly items: readonly { readonly id: string; readonly title: string; readonly state: PlanItemState }[]; readonly notUnderstood: readonly string[] };
  readonly entries: readonly RunEntry[];
  /** What models used in this run so far; absent where none was asked. */
  readonly usage?: Usage;
  readonly result?: { readonly stepId: string; readonly summary: string; readonly suggestions: readonly string[] };
  readonly error?: { readonly code: string; readonly message: string };
};

export function startOf(runId: string, status: RunStatus = 'running'): RunState {
  return { runId, lastSeq: 0, status, entries: [] };
}

/** A run as the server tells it: its events replayed, its status believed. */
export function stateOf(run: RunView): RunState {
  const replayed = run.events.reduce(applyEvent, startOf(run.id));
  return { ...replayed, status: run.status };
}

/** The next state. Events at or below `lastSeq` were seen before (a reconnect replays them) and change nothing. */
export function applyEvent(state: RunState, event: StudioEvent): RunState {
  if (event.runId !== state.runId || event.seq <= state.lastSeq) return state;
  return { ...advance(state, event), lastSeq: event.seq };
}

function advance(state: RunState, event: StudioEvent): RunState {
  switch (event.type) {
    case 'plan':
      return { ...state, plan: { text: event.text, notUnderstood: event.notUnderstood, items: event.items.map((item) => ({ ...item, state: 'waiting' as const })) } };
    case 'plan_item': {
      if (!state.plan) return state;
      const items = state.plan.items.map((item) => (item.id === event.id ? { ...item, state: event.state } : item));
      return { ...state, plan: { ...state.plan, items } };
    }
    case 'thought':
      return withStep(state, event.step, (entry) => ({ ...entry, thought: entry.thought + event.delta }));
    case 'tool_call':
      return withStep(state, event.step, (entry) => ({
        ...entry, stepId: event.stepId, parentId: event.parentId, title: event.title, changes: event.changes, patch: event.patch, ...(event.generate && { generate: event.generate }),
      }));
    case 'observation':
      return withStep(state, event.step, (entry) => ({ ...entry, stepId: event.stepId, settings: event.settings, note: event.note, evidence: event.evidence, ...(event.base !== undefined && { baseId: event.base }) }));
    case 'evaluation':
      return append(state, { kind: 'evaluation', attempt: event.attempt, stepId: event.stepId, score: event.score, ...(event.by !== undefined && { by: event.by }), objections: event.objections ?? [] });
    case 'reflection': {
      const last = state.entries.at(-1);
      if (last?.kind === 'reflection' && last.attempt === event.attempt) {
        return { ...state, entries: [...state.entries.slice(0, -1), { ...last, text: last.text + event.delta }] };
      }
      return append(state, { kind: 'reflection', attempt: event.attempt, text: event.delta });
    }
    case 'kept': {
      const kept = append(state, { kind: 'kept', stepId: event.stepId, rejectedStepId: event.rejectedStepId, reason: event.reason, ...(event.comparison && { comparison: event.comparison }) });
      if (event.rejectedStepId === undefined) return kept;
      const lost = lostSteps(kept, event.stepId, event.rejectedStepId);
      return { ...kept, entries: kept.entries.map((entry) => (entry.kind === 'step' && entry.stepId !== undefined && lost.has(entry.stepId) ? { ...entry, rejected: true } : entry)) };
    }
    case 'look':
      return append(state, look(state, event));
    case 'again': {
      const kept = state.entries.filter((entry) => !(entry.kind === 'reflection' && entry.attempt === event.attempt && entry === state.entries.findLast(({ kind }) => kind === 'reflection')));
      const voided = { ...state, entries: kept };
      return kept.some((entry) => entry.kind === 'step' && entry.step === event.step) ? withStep(voided, event.step, (entry) => ({ ...entry, thought: '' })) : voided;
    }
    case 'usage':
      return { ...state, usage: addUsage(state.usage, event.usage) };
    case 'question':
      return append(state, { kind: 'question', question: event.question });
    case 'message':
      return append(state, { kind: 'message', text: event.text, ...(event.about && { about: event.about }) });
    case 'done':
      return { ...state, status: event.stopped ? 'stopped' : 'done', result: { stepId: event.stepId, summary: event.summary, suggestions: event.suggestions } };
    case 'error':
      return { ...state, status: 'failed', error: { code: event.code, message: event.message } };
    default:
      return event satisfies never;
  }
}

function look({ entries }: RunState, { what, title, region, stepId }: Extract<StudioEvent, { type: 'look' }>): RunEntry {
  const seen = entries.findLast((entry) => entry.kind === 'step' && entry.settings !== undefined);
  // The ledger is words.
  const seenStepId = what === 'ledger' ? undefined : (stepId ?? (seen?.kind === 'step' ? seen.stepId : undefined));
  return { kind: 'look', what, title, ...(region && { region }), ...(seenStepId !== undefined && { seenStepId }) };
}

type StepEntry = Extract<RunEntry, { kind: 'step' }>;

function append(state: RunState, entry: RunEntry): RunState {
  return { ...state, entries: [...state.entries, entry] };
}

function withStep(state: RunState, step: number, change: (entry: StepEntry) => StepEntry): RunState {
  const index = state.entries.findLastIndex((entry) => entry.kind === 'step' && entry.step === step);
  const found = state.entries[index];
  if (found?.kind === 'step') return { ...state, entries: state.entries.with(index, change(found)) };
  return append(state, change({ kind: 'step', step, thought: '', title: '', changes: [], patch: {}, rejected: false }));
}

/** The steps that led to the rejected result but not to the kept one. */
function lostSteps(state: RunState, keptId: string, rejectedId: string): ReadonlySet<string> {
  const parents = new Map<string, string>();
  for (const entry of state.entries) if (entry.kind === 'step' && entry.stepId && entry.parentId) parents.set(entry.stepId, entry.parentId);
  const line = (id: string): Set<string> => {
    const seen = new Set<string>();
    for (let at: string | undefined = id; at !== undefined && !seen.has(at); at = parents.get(at)) seen.add(at);
    return seen;
  };
  const kept = line(keptId);
  return new Set([...line(rejectedId)].filter((id) => !kept.has(id)));
}

/** The steps of a run as the tree shows them, before the server has been asked again. `hashOf` names the renders; `baseId`: what the run's first step grows from lies on. */
export function stepsOf(state: RunState, hashOf: (settings: DevelopSettings) => string, createdAt: string, baseId: string | null): readonly StepView[] {
  const scores = new Map<string, Score>();
  for (const entry of state.entries) if (entry.kind === 'evaluation') scores.set(entry.stepId, entry.score);
  return state.entries.flatMap((entry): StepView[] => {
    if (entry.kind !== 'step' || !entry.stepId || !entry.parentId || !entry.settings) return [];
    const { stepId: id, parentId, title, patch, settings, rejected, baseId: own = baseId } = entry;
    return [{ id, parentId, title, patch, settings, rejected, runId: state.runId, author: 'agent', hash: hashOf(settings), baseId: own, createdAt, score: scores.get(id) }];
  });
}
