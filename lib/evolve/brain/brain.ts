import { limitsFor, referenceOf, violations } from '@/lib/agent/guards';
import { suggest } from '@/lib/agent/language';
import type { Brain, BrainContext, BrainOutput, Darkroom, Observation } from '@/lib/agent/types';
import { applyPatch, diff } from '@/lib/develop/settings';
import type { DevelopSettings, Locale, SettingsPatch } from '@/lib/develop/types';
import { act, expected, patchOf, type Action } from '../policy/act';
import { logSoftmax } from '../policy/distribution';
import { encode, MOST_MOVES } from '../policy/features';
import { forward } from '../policy/forward';
import { intentOfTask } from '../asked';
import { FINISH, MOVES } from '../policy/moves';
import type { Checkpoint } from '../checkpoint/policy-file';
import { fitting, MARK, RETRY } from './fitting';
import { stateOf } from './state';
import { changed, ended, measured, planned, retried } from './words';

/** Probability of the choice below which the policy is not sure of what it does. */
const LEAST_SURE = 0.3;

type Turn = { readonly action: Action; readonly patch: SettingsPatch; readonly sure: number; readonly score: number };

/**
 * The policy as a brain: it decides move by move on what it sees, at the size it was trained at. What it was not trained for, what it is not sure
 * of and what breaks a limit of a retoucher is left to `fallback`, the rules, from the first move on; later it ends the attempt.
 */
export function createEvolvedBrain({ weights, card }: Checkpoint, fallback: Brain): Brain {
  const decide = (context: BrainContext, now: Observation, step: number): Turn => {
    const { reflectOn } = context;
    const state = stateOf(context, context.source, now, step);
    const outputs = forward(weights, encode({ state, attempt: reflectOn ? 2 : 1, score: reflectOn?.score.overall ?? 0 }));
    const action = act(outputs, { by: 'mode' });
    return { action, patch: patchOf(now.settings, action), sure: Math.exp(logSoftmax(outputs.moves)[action.choice] ?? Number.NEGATIVE_INFINITY), score: expected(outputs).overall };
  };

  async function* next(context: BrainContext, darkroom: Darkroom, signal: AbortSignal): AsyncGenerator<BrainOutput> {
    const attempt = context.reflectOn?.attempt ?? 1;
    const made = context.steps.filter((step) => step.attempt === attempt).length;
    const began = context.steps.length > 0;
    if (!fitting(context) || (!began && context.problem !== undefined) || (context.reflectOn?.broken.length ?? 0) > 0) {
      yield* fallback.next(context, darkroom, signal);
      return;
    }
    const { language } = intentOfTask(context);
    const probe = (settings: DevelopSettings): Promise<Observation> => (darkroom.probe ? darkroom.probe(settings, signal) : darkroom.observe(settings, signal));
    const current = await probe(context.current.observation.settings);
    const turn = decide(context, current, made);
    const moves = diff(current.settings, applyPatch(current.settings, turn.patch)).length > 0;
    const going = turn.action.choice !== FINISH && made < MOST_MOVES && moves && turn.sure >= LEAST_SURE && context.problem === undefined && !(await objected(context, await probe(context.start.settings), await probe(applyPatch(current.settings, turn.patch))));
    if (!going && !began) {
      yield* fallback.next(context, darkroom, signal);
      return;
    }
    if (!going) {
      yield { type: 'finish', summary: ended(context.steps.length, turn.score, language), suggestions: suggest(context.current.observation.evidence, language) };
      return;
    }
    if (!began) yield* opening(await foreseen(context, current, probe), language);
    const move = MOVES[turn.action.choice];
    const id = context.reflectOn ? RETRY : `${MARK}${move?.id ?? ''}`;
    const before = context.steps.at(-1)?.planItem;
    if (before !== undefined && before !== id && attempt === 1) yield { type: 'plan_item', id: before, state: 'done' };
    if (attempt === 1) yield { type: 'plan_item', id, state: 'active' };
    yield { type: 'thought', delta: `${context.reflectOn && made === 0 ? retried(context.reflectOn.score.overall, language) : ''}${measured(context.current.observation.evidence, language)}` };
    yield { type: 'thought', delta: changed(current.settings, turn.patch, language) };
    yield { type: 'tool_call', title: move?.title[language] ?? '', planItem: id, patch: turn.patch };
  }

  /** The moves to come, tried on small renders: what a plan says. */
  async function foreseen(context: BrainContext, current: Observation, probe: (settings: DevelopSettings) => Promise<Observation>): Promise<readonly number[]> {
    const choices: number[] = [];
    for (let now = current; choices.length < MOST_MOVES;) {
      const { action, patch } = decide(context, now, choices.length);
      if (action.choice === FINISH || choices.includes(action.choice)) break;
      choices.push(action.choice);
      now = await probe(applyPatch(now.settings, patch));
    }
    return choices;
  }

  return { id: 'evolved', label: `Evoroom, evolved (${card.stage}, seed ${card.seed})`, next };
}

/** Whether a result breaks a limit that the photo as it was did not. */
async function objected(context: BrainContext, start: Observation, result: Observation): Promise<boolean> {
  const intent = intentOfTask(context);
  const free = intent.goals.some((goal) => goal.kind === 'adjust' && goal.attribute === 'monochrome') ? 'free' : intent.styles.length > 0 || intent.goals.some((goal) => goal.kind !== 'adjust' || goal.attribute === 'warmth' || goal.attribute === 'tint' || goal.attribute === 'saturation') ? 'loose' : 'kept';
  return violations(result, referenceOf(start), limitsFor(intent.constraints, { skin: free })).length > 0;
}

function* opening(choices: readonly number[], locale: Locale): Generator<BrainOutput> {
  const items = choices.flatMap((choice) => { const move = MOVES[choice]; return move ? [{ id: `${MARK}${move.id}`, title: move.title[locale] }] : []; });
  yield { type: 'plan', text: planned(items.map(({ title }) => title), locale), items, notUnderstood: [] };
}
