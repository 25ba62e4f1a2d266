/** docs/EVOLVE.md from a run: a template and its numbers, none typed by hand. */
import { GOAL_FEATURES } from '../policy/goals';
import { FEATURES, READINGS } from '../policy/features';
import { PARAMETERS, SCORES } from '../policy/layout';
import { MOVES, TOOLS } from '../policy/moves';
import { KINDS, WORTH } from '../own/kinds';
import { TRAINING } from '../training/settings';
import { TIE } from '../training/evaluation';
import { accountText } from '../tutor';
import type { Against } from '../training/evaluation';
import { span, type Pairing, type PolicyRow, type Results } from './results';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const number = (value: number | undefined, digits = 2): string => (value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(digits));

const row = (which: 'mode' | 'sampled') => ({ title, mode, sampled, evaluator }: PolicyRow): readonly string[] => {
  const summary = which === 'mode' ? mode : sampled;
  const { against } = summary ?? {};
  return [title, number(summary?.sc), number(summary?.pq), number(summary?.overall), number(summary?.self), ...(which === 'mode' ? [number(mode.people), number(evaluator?.srcc), number(summary?.moves, 1)] : []), against ? `${percent(against.rate)} (${span(against.interval, 0, 100)})` : '–', against ? `${against.gain >= 0 ? '+' : '−'}${Math.abs(against.gain).toFixed(2)} (${span(against.gainInterval, 2)})` : '–'];
};

/** Points of self-score that are no chance. */
const LIFTED = 0.15;

/** What was to be shown, and whether it was. */
function claims({ rows, fullAgainst, pipelineAgainst, correction }: Results): string {
  const of = (id: string): PolicyRow | undefined => rows.find((candidate) => candidate.id === id);
  const verdict = (good: boolean): string => (good ? '**shown**' : '**not shown**');
  const [sepo, rft, blind] = [of('sepo'), of('rft'), of('text-only')];
  const ablation = (id: string, what: string): readonly string[] => {
    const [own, pair] = [of(id), fullAgainst[id]];
    if (!own?.sampled || !pair || !sepo?.sampled) return [what, '–', '–'];
    const worse = pair.mode.gainInterval.low > 0 || pair.sampled.gainInterval.low > 0;
    // Both beyond chance: a self-score that is higher by more than it moves from round to round, marks lower beyond their interval.
    const lifted = own.sampled.self > sepo.sampled.self + LIFTED && pair.sampled.gainInterval.low > 0;
    return [what, `likeliest: O ${number(own.mode.overall)} against ${number(sepo.mode.overall)} with everything (difference ${span(pair.mode.gainInterval, 2)}), people ${number(own.mode.people)} against ${number(sepo.mode.people)}; sampled: O ${number(own.sampled.overall)} against ${number(sepo.sampled.overall)} (${span(pair.sampled.gainInterval, 2)}), self-score ${number(own.sampled.self)} against ${number(sepo.sampled.self)}`, `worse: ${verdict(worse)}; self-score up and judge down: ${verdict(lifted)}`];
  };
  const pairs = ({ rate, interval }: Against): string => `${percent(rate)} (${span(interval, 0, 100)})`;
  /** A claim of 65 % of pairs, by likeliest and by sampled decisions. */
  const beats = (what: string, pairing: Pairing | undefined): readonly string[] => (pairing ? [what, `likeliest ${pairs(pairing.mode)}, sampled ${pairs(pairing.sampled)}`, (['mode', 'sampled'] as const).map((which) => `${which === 'mode' ? 'likeliest' : 'sampled'}: ${verdict(pairing[which].rate >= 0.65)}`).join('; ')] : [what, '–', '–']);
  return table(['claim', 'measured', ''], [
    beats('All three stages, with reflection, beat SFT in at least 65 % of pairs', pipelineAgainst['sft']),
    beats('The same against SFT with as many attempts', pipelineAgainst['sft-attempts']),
    beats('SEPO alone, one attempt, beats SFT in at least 65 % of pairs', sepo?.mode.against && sepo.sampled?.against && { mode: sepo.mode.against, sampled: sepo.sampled.against }),
    beats('SEPO alone, one attempt, against where it started (SFT, cooled)', fullAgainst['sft-cooled']),
    ablation('sepo-no-evaluator-loop', 'Without loop 2 the judge drops'),
    ablation('sepo-no-slm', 'Without SLM the judge drops'),
    ablation('sepo-neither', 'Without either the judge drops'),
    ['Reflection corrects poor attempts more often after RFT', `${percent(correction.before.share)} (${span(correction.before.interval, 0, 100)}) before, ${percent(correction.after.share)} (${span(correction.after.interval, 0, 100)}) after, of ${correction.before.cases}`, verdict(correction.after.interval.low > correction.before.share)],
    ['RFT with reflection is better than SEPO', `O ${number(rft?.mode.overall)} against ${number(sepo?.mode.overall)}, likeliest ${pipelineAgainst['sepo'] ? pairs(pipelineAgainst['sepo'].mode) : '–'}`, verdict((pipelineAgainst['sepo']?.mode.gainInterval.low ?? -1) > 0)],
    ['Text only is worse than seeing (SFT)', `O ${number(blind?.mode.overall)} against ${number(of('sft')?.mode.overall)}`, verdict((blind?.mode.against?.gainInterval.high ?? 1) < 0)],
  ]);
}

export function report(results: Results): string {
  const { seed, on, command, date, about, data, seconds, rows, correction, reflections, shipped, settings, tutor } = results;
  const total = Object.values(seconds).reduce((sum, value) => sum + value, 0);
  const changed = Object.entries(settings).filter(([name, value]) => TRAINING[name as keyof typeof TRAINING]?.value !== value);
  const rules = rows.find(({ id }) => id === 'rules'), last = rows.find(({ id }) => id === shipped.stage);
  return `# Self-evolution

This page is written by \`${command}\` (seed ${seed}, ${date}); no number of it is typed by hand. Words: the paper's SEPO (synergistic editor–evaluator policy optimisation,
arXiv 2511.23002), at the scale of two CPU cores: one network of ${PARAMETERS.toLocaleString('en')} weights is editor and evaluator, the sandbox is Evoroom's own engine.

## What came out

On ${data.heldOut} held-out tasks (${on === 'test' ? 'photos and sentences that nothing was trained on' : 'the validation part: photos that nothing was trained on, words that were'}; originals: ${data.originals.join(', ')}), under the independent judge
(\`lib/evolve/judge\`, 0–10, no label of it is trained on). \`O = √(SC·PQ)\`. *Self-score*: what the policy's own evaluator expects, 1–5. *People*: synthetic annotators who look
for what the words ask and have the expert's result in mind, 1–5. *SRCC*: rank correlation of the policy's evaluator with those people on held-out results good and bad. Pairs against SFT on the same tasks; differences
of O below ${TIE} are ties, a tie is half a win; intervals 95 % (Wilson over tasks; bootstrap over the crops and flaws that tasks are made of: of other originals than these ${data.originals.length} neither says anything).

${table(['', 'SC', 'PQ', 'O', 'self-score', 'people', 'SRCC', 'moves', 'wins against SFT', 'gain in O'], rows.map(row('mode')))}

The same with sampled decisions, as in training:

${table(['', 'SC', 'PQ', 'O', 'self-score', 'wins against SFT', 'gain in O'], rows.filter(({ sampled }) => sampled).map(row('sampled')))}

### What was to be shown

${claims(results)}

![Self-scores of rollouts](evolve/self-score.svg) ![The same rollouts under the independent judge](evolve/judged.svg)
![As people rate them](evolve/rated.svg) ![Self-score less what people say](evolve/trust.svg)
![Rewards](evolve/reward.svg) ![KL](evolve/kl.svg) ![SFT](evolve/sft.svg)

The evaluator against real people, on photos it never saw: [evaluator against people](evolve/human-scores.md).

### Reflection

${correction.lessons} lessons came out of loop 1.${tutor ? ` ${accountText(tutor)}.` : ''} Poor attempts (results of the policy, spoiled, at least half a point of O worse): O ${number(correction.before.before)} on average;
after another attempt ${number(correction.before.after)} before RFT and ${number(correction.after.after)} after it.

${reflections.map(({ instruction, reflection, badScore, goodScore }) => `- “${instruction}” (${badScore.toFixed(2)} → ${goodScore.toFixed(2)}): ${reflection}`).join('\n')}

## The checkpoint that ships

\`lib/evolve/weights/policy.safetensors\`: ${(shipped.bytes / 1024).toFixed(0)} KiB, stage ${shipped.stage} (of sft, sepo, rft, and sft-all, which is imitation with every task demonstrated, the best on the validation part by likeliest decisions in one attempt), SHA-256 \`${shipped.sha256}\`; its card is \`policy.json\` beside it. It is read in ${shipped.loadMilliseconds.toFixed(0)} ms and decides in ${shipped.decideMilliseconds.toFixed(1)} ms (median; \`bench/evolve-once.ts\` measures the same). ${shipped.promoted
    ? 'On held-out tasks it is better than the rule brain.'
    : `On held-out tasks the rule brain is better (O ${number(rules?.mode.overall)} against ${number(last?.mode.overall)}), so that the rule brain stays what a new studio works with; the checkpoint is a profile to choose.`} It was trained by imitation of that
rule brain and by people who have its results in mind: what it cannot be is better than what it was shown in every respect. Intended for global tone and colour of photos; it has no local tools, no geometry and no retouching, which the rules do.

## How it works

- **Policy** (\`lib/evolve/policy\`). Trunk over ${FEATURES.length} numbers (${READINGS.length} measured ones and their changes, ${TOOLS.length} tools, ${GOAL_FEATURES.length} of what was understood), a learned reading of the words (hashed
  character n-grams), and a learned view of 16×16 Oklab now and before. Editor: one of ${MOVES.length} moves (${MOVES.map(({ id }) => id).join(', ')}) or finish; which of its tools (Bernoulli); how far
  (normal, squashed by tanh). Evaluator: softmax over ${SCORES.length} scores from 1 to 5 for aesthetics and instruction; S is sampled from it as the last output.
- **SFT.** −log p of the teacher's decisions on the first ${data.demonstrations} tasks, retraced so that every state between is rendered; cross entropy of the evaluator with people's ratings of results good and spoiled.
- **Loop 1.** Groups of G rollouts in the engine. R = R_format + R_tool + R_pp; R_pp(i) = 1/(G−1)·Σ [sᵢ > sⱼ], a tie is no win. GRPO: advantage (R − mean)/std, clipped ratio for each output (choice, tools,
  amounts), exact KL to the policy after SFT, cooled; the mean of its weights over rounds is handed on. **SLM**: the scores' terms have weight 0.
- **Loop 2.** R = R_format + R_sa, R_sa = exp(−½|Δ|/σ) + ε, on results rated by people: those of SFT's data and fresh ones of this round's rollouts. Scores are sampled in groups; with one on-policy pass GRPO is REINFORCE with the
  group as baseline.
- **RFT.** Pairs in which a trajectory beat an earlier one of its group by a margin; the embedded tutor renders the bad one with one slider of the good one at a time and says which was to blame (where a vision-language model is configured it is shown the pictures and that, and writes the reflection); the correction is learned from the
  state of the bad attempt, first attempts are rehearsed.
- **Three judges, never mixed**: the policy's own evaluator; annotators (synthetic, \`lib/evolve/environment/people\`), whose ratings are trained on; the independent judge, no mark of which is trained on: it makes these tables, chooses among stages on the validation part, and decides whether a studio may promote a
  checkpoint. All share what words mean (\`lib/agent/aims\`: how far “brighter” usually goes), as people do; the policy is shown it, too. No judge knows a mark of another.

Deterministic by seed; every stage can be killed and goes on from its last file to the same bytes. \`npm run evolve -- all --seed ${seed}\` took ${(total / 60).toFixed(1)} minutes (${Object.entries(seconds).map(([name, value]) => `${name} ${value.toFixed(0)} s`).join(', ')}).

## What a studio learns from its users

\`evolve improve\` (the Evolve page) goes on from a checkpoint with what its users said and did, if they agreed to it. Every result has a hidden score, what the evaluator expects of it being the mean of its
prior (σ 1 point); pairs are terms of Bradley and Terry's model (scale 0.5 points), what is kept or undone an ordinal response with one threshold; the likeliest scores are what loop 2 is aligned with
(\`lib/evolve/own/scores.ts\`). Own judgements are said again until they are half of all samples, none more than 40 times. Three photos of ten are held out.

${table(['judgement', 'weight', 'meaning'], KINDS.map((kind) => [kind, String(WORTH[kind].weight), WORTH[kind].meaning]))}

## Data

${table(['', ''], [...Object.entries(about).map(([name, value]): readonly string[] => [name, String(value)]), ['tasks', String(data.tasks)], ['of them demonstrated step by step', String(data.demonstrations)], ['decisions', String(data.decisions)], ['ratings', String(data.ratings)], ['held-out tasks', String(data.heldOut)]])}

Demonstrations, ratings and instructions are synthetic and labelled so. Settings were chosen on the validation part (\`--on validation\`).

## Settings

${changed.length === 0 ? 'All at their defaults.' : `Changed for this run: ${changed.map(([name, value]) => `${name} ${value}`).join(', ')}.`}

${table(['setting', 'default', 'range', 'meaning'], Object.entries(TRAINING).map(([name, { value, least, most, meaning }]) => [`\`${name}\``, String(value), `${least}–${most}`, meaning]))}
`;
}
