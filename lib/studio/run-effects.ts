import type { RunEvent, Usage } from '@/lib/agent/types';
import { addUsage } from '@/lib/agent/usage';
import type { Tx } from '@/lib/store/database';
import { addAct } from '@/lib/store/journal';
import { toJson } from '@/lib/store/json';
import { endRun } from '@/lib/store/runs';
import { addStep } from '@/lib/store/steps';

type ToolCall = Extract<RunEvent, { type: 'tool_call' }>;

/**
 * What a run's events change besides the log: steps, scores, the head, the run's end. Applied in the same transaction as the events,
 * so that the log and the tree never disagree, whenever the server is killed.
 */
export class RunEffects {
  readonly #calls = new Map<string, ToolCall>();
  readonly #thoughts = new Map<number, string>();
  #reflection = '';

  constructor(private readonly run: { readonly id: string; readonly sessionId: string; readonly fromStepId: string }) {}

  /** Takes note of an event that is in the log already (when a run resumes) or about to be. */
  note(event: RunEvent): void {
    if (event.type === 'tool_call') this.#calls.set(event.stepId, event);
    if (event.type === 'again') {
      this.#thoughts.delete(event.step);
      this.#reflection = '';
    }
    if (event.type === 'thought') this.#thoughts.set(event.step, (this.#thoughts.get(event.step) ?? '') + event.delta);
    if (event.type === 'reflection') this.#reflection += event.delta;
    // A reflection is the thought of the step that it leads to.
    if (event.type === 'tool_call' && this.#reflection !== '') {
      this.#thoughts.set(event.step, this.#reflection + (this.#thoughts.get(event.step) ?? ''));
      this.#reflection = '';
    }
  }

  async apply(tx: Tx, event: RunEvent): Promise<void> {
    switch (event.type) {
      case 'observation':
        return this.#step(tx, event);
      case 'evaluation':
        await tx.step.updateMany({ where: { id: event.stepId, sessionId: this.run.sessionId }, data: { score: toJson({ ...event.score, ...(event.by !== undefined && { by: event.by }) }) } });
        return;
      case 'kept':
        if (event.rejectedStepId) await this.#reject(tx, event.rejectedStepId, event.stepId);
        return this.#moveHead(tx, event.stepId);
      case 'done':
        await this.#moveHead(tx, event.stepId);
        await tx.session.update({ where: { id: this.run.sessionId }, data: { suggestions: toJson(event.suggestions), updatedAt: new Date() } });
        return endRun(tx, this.run.id, event.stopped ? 'stopped' : 'done');
      case 'error':
        return endRun(tx, this.run.id, event.code === 'interrupted' ? 'interrupted' : 'failed');
      case 'usage':
        return this.#use(tx, event.usage);
      case 'plan':
      case 'plan_item':
      case 'thought':
      case 'tool_call':
      case 'reflection':
      case 'message':
      case 'look':
      case 'again':
      case 'question':
        return;
    }
  }

  async #step(tx: Tx, event: Extract<RunEvent, { type: 'observation' }>): Promise<void> {
    const call = this.#calls.get(event.stepId);
    if (!call || (await tx.step.findUnique({ where: { id: event.stepId }, select: { id: true } }))) return;
    await addStep(tx, {
      id: event.stepId,
      sessionId: this.run.sessionId,
      parentId: call.parentId,
      author: 'agent',
      runId: this.run.id,
      title: call.title,
      patch: call.patch,
      settings: event.settings,
      ...(event.base !== undefined && { baseId: event.base }),
      thought: this.#thoughts.get(event.step) ?? '',
    });
    await this.#moveHead(tx, event.stepId);
    await tx.session.update({ where: { id: this.run.sessionId }, data: { updatedAt: new Date() } });
  }

  /** The run's sum, so that totals need not read the log. */
  async #use(tx: Tx, usage: Usage): Promise<void> {
    const { dollars, ...counts } = await tx.run.findUniqueOrThrow({ where: { id: this.run.id }, select: { requests: true, input: true, cached: true, output: true, images: true, dollars: true } });
    const { estimated: _, ...sum } = addUsage({ ...counts, ...(dollars !== null && { dollars }) }, usage);
    await tx.run.update({ where: { id: this.run.id }, data: sum });
  }

  /** The head follows the run unless the user took it elsewhere meanwhile. */
  async #moveHead(tx: Tx, stepId: string): Promise<void> {
    const { sessionId, fromStepId, id } = this.run;
    const session = await tx.session.findUniqueOrThrow({ where: { id: sessionId }, select: { headId: true } });
    if (session.headId === stepId) return;
    const [head, target] = await Promise.all([
      tx.step.findUnique({ where: { id: session.headId }, select: { runId: true } }),
      tx.step.findFirst({ where: { id: stepId, sessionId }, select: { title: true } }),
    ]);
    if (!target || (session.headId !== fromStepId && head?.runId !== id)) return;
    await tx.session.update({ where: { id: sessionId }, data: { headId: stepId } });
    await addAct(tx, sessionId, { kind: 'agent', title: target.title, changes: [{ of: 'head', from: session.headId, to: stepId }] });
  }

  /** Marks the steps of an attempt that lost: from its last one up to where it parted from the one that was kept. */
  async #reject(tx: Tx, rejectedId: string, keptId: string): Promise<void> {
    const steps = await tx.step.findMany({ where: { runId: this.run.id }, select: { id: true, parentId: true } });
    const parents = new Map(steps.map((step) => [step.id, step.parentId]));
    const kept = new Set<string>();
    for (let id: string | null | undefined = keptId; id; id = parents.get(id)) kept.add(id);
    const lost: string[] = [];
    for (let id: string | null | undefined = rejectedId; id && parents.has(id) && !kept.has(id); id = parents.get(id)) lost.push(id);
    await tx.step.updateMany({ where: { id: { in: lost } }, data: { rejected: true } });
  }
}
