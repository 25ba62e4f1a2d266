import { createHash } from 'node:crypto';
import type { Darkroom } from '@/lib/agent/types';
import type { DevelopSettings } from '@/lib/develop/types';
import type { Checkpoint } from '../checkpoint/policy-file';
import { thinking } from '../policy/forward';
import { again, first, rollOut } from '../training/rollouts';
import type { Environment, State, Task } from '../types';
import { viewOf } from '../view';
import type { BenchmarkCase } from './layout';
import type { System, Terms } from './systems';

/** The size at which a policy has learnt to look: as in its environment. */
const look = (darkroom: Darkroom, settings: DevelopSettings, signal: AbortSignal) => (darkroom.probe ?? darkroom.observe).call(darkroom, settings, signal);

/** One photo as an environment: what the policy renders is what the benchmark's darkroom shows. */
function environmentOf(darkroom: Darkroom, signal: AbortSignal): Environment {
  const stateOf = async (task: Task, settings: DevelopSettings, step: number): Promise<State> => {
    signal.throwIfAborted();
    const [source, seen] = [await look(darkroom, {}, signal), await look(darkroom, settings, signal)];
    return { task, step, settings, evidence: seen.evidence, source: source.evidence, view: viewOf(seen.pixels), sourceView: viewOf(source.pixels) };
  };
  return {
    tasks: () => [],
    reset: (tasks) => Promise.all(tasks.map((task) => stateOf(task, {}, 0))),
    render: (tasks, settings, steps) => Promise.all(tasks.map((task, at) => stateOf(task, settings[at] ?? {}, steps[at] ?? 0))),
    close: async () => {},
  };
}

/** Categories are the benchmark's own; the policy reads the words. */
const taskOf = ({ id, instruction, locale, subcategory }: BenchmarkCase): Task => ({ id, photo: id, instruction, locale, category: 'travel', subcategory, split: 'test' });

/**
 * A trained policy by itself: its likeliest moves, its own score; a result that it scores below `reflectBelow` is tried once more, and the better by its
 * own score is kept. `textOnly` shows it nothing after the first look; `evaluatorLoop: false` lets the first attempt stand.
 */
export function policySystem(name: string, { weights, card }: Checkpoint, { evaluatorLoop = true, textOnly = false, reflectBelow = 3 }: Terms = {}): System {
  const version = createHash('sha256').update(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength)).update(JSON.stringify([card.layout, evaluatorLoop, textOnly, reflectBelow])).digest('hex').slice(0, 16);
  const sight = textOnly ? 'blind' : 'seeing';
  return {
    name, version,
    async work(asked, darkroom, signal) {
      const environment = environmentOf(darkroom, signal);
      const likeliest = () => ({ by: 'mode' }) as const;
      const [source] = await environment.reset([taskOf(asked)]);
      const [tried] = source ? await rollOut(environment, thinking(weights), [first(source)], likeliest, sight) : [];
      if (!tried) return { settings: {}, steps: 0 };
      const [later] = evaluatorLoop && tried.expected < reflectBelow ? await rollOut(environment, thinking(weights), [again({ result: tried.result, self: tried.expected })], likeliest, sight) : [];
      const kept = later && later.expected > tried.expected ? later : tried;
      return { settings: kept.result.settings, steps: tried.decisions.length + (later?.decisions.length ?? 0) };
    },
  };
}
