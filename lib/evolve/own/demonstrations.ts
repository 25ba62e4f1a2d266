/** What users did by hand after the agent, as demonstrations: the editor learns to make their result from the photo, and from the agent's result, which is a reflection with its right calls. */
import { join } from 'node:path';
import { again, first, type Decision } from '../training/rollouts';
import { learnerOf } from '../training/learner';
import { rftEpoch } from '../training/rft';
import { walk, type Way } from '../training/retrace';
import { runStage } from '../training/stage';
import { fittedAsProgress, type Fitted, type Training } from '../training/stages';
import type { Judgement } from './judgements';
import { untouchedOf, type OwnRoom } from './results';
import { expectationOf } from './scores';

/** How often a pass says each demonstration: they are few, and each is one that the policy got wrong. */
const TIMES = 4;

/** Decisions of every correction: from the untouched photo, and from what the agent had made of it, scored as the policy scores it. */
export async function correctionsOf({ results, environment }: OwnRoom, judgements: readonly Judgement[], weights: Float32Array): Promise<readonly Decision[]> {
  const ways = judgements.flatMap((judgement): readonly Way[] => {
    if (judgement.kind !== 'corrected') return [];
    const [made, meant] = [results.get(judgement.worse), results.get(judgement.better)];
    if (!made || !meant) return [];
    const to = meant.state.settings;
    return [{ situation: first(untouchedOf(meant.state)), to }, { situation: again({ result: made.state, self: expectationOf(weights, made).overall }), to }];
  });
  // Where only an end is left the user did what no tool of the policy can: nothing to learn from.
  return (await walk(environment, ways)).flatMap(({ decisions }) => (decisions.length > 1 ? decisions : []));
}

/** Learns demonstrations by maximum likelihood, first attempts on everything else rehearsed, the evaluator held: the epochs of RFT. Resumable. */
export function corrected({ tf, data, settings, seed, folder, report }: Training, name: string, weights: Float32Array, decisions: readonly Decision[]): Promise<Fitted> {
  const said = Array.from({ length: TIMES }, () => decisions).flat();
  const ordinary = data.decisions.map(({ input }) => input);
  return runStage<Fitted>({
    path: join(folder, `${name}.safetensors`), count: decisions.length === 0 ? 0 : settings['rft.epochs'], every: settings['run.save'], ...fittedAsProgress,
    fresh: () => ({ learner: learnerOf(weights), losses: { editor: [], evaluator: [] } }),
    step: ({ learner, losses }, epoch) => { losses.editor.push(rftEpoch(tf, learner, weights, said, ordinary, epoch, settings, seed)); },
    progress: (done, of) => report?.(name, done, of),
  });
}
