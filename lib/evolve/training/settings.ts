/** Every term and weight of training: one table. Names are those of `--set name=value`. */
type Row = { readonly value: number; readonly least: number; readonly most: number; readonly meaning: string };

export const TRAINING = {
  'data.tasks': { value: 640, least: 4, most: 20_000, meaning: 'Tasks of SEPO: what is known of each is which tools the expert moved, and what people say of results.' },
  'data.demonstrations': { value: 120, least: 4, most: 20_000, meaning: 'Tasks, the first of them, of which every step is demonstrated: what the editor learns in SFT. A cold start; the larger it is, the less there is left for SEPO.' },
  'data.spoiled': { value: 16, least: 0, most: 64, meaning: 'Spoiled variants of each demonstrated result that annotators rate too: an evaluator has to see what is bad.' },
  'data.validation': { value: 0.12, least: 0, most: 0.5, meaning: 'Share of training tasks kept out of training, by photo: what settings were chosen on. The test split was not.' },
  'data.heldOut': { value: 200, least: 4, most: 20_000, meaning: 'Most test tasks that tables are made of.' },
  'sft.epochs': { value: 10, least: 1, most: 400, meaning: 'Passes over demonstrations and ratings.' },
  'sft.batch': { value: 128, least: 1, most: 4096, meaning: 'Ratings in one update, or decisions where there are more of them; of the others as large a part.' },
  'sft.rate': { value: 0.0015, least: 1e-6, most: 0.1, meaning: 'Learning rate of SFT, down to a tenth along a cosine.' },
  'sft.ratings': { value: 1, least: 0, most: 10, meaning: "Weight of the evaluator's cross entropy beside the editor's likelihood." },
  'sft.spread': { value: 0.35, least: 0.05, most: 2, meaning: 'Width, in points, of the distribution that stands for a rating.' },
  'sepo.rounds': { value: 300, least: 1, most: 100_000, meaning: 'Rounds of loop 1, each followed by loop 2.' },
  'sepo.tasks': { value: 16, least: 1, most: 1024, meaning: 'Groups in a round: tasks.' },
  'sepo.group': { value: 8, least: 2, most: 64, meaning: 'G, trajectories of a group (published: 4).' },
  'sepo.temperature': { value: 0.6, least: 0.05, most: 2, meaning: 'What the policy after SFT is cooled by, before SEPO starts from it: rollouts differ from one another, and are still near to what it would do.' },
  'sepo.rate': { value: 0.0005, least: 1e-7, most: 0.1, meaning: 'Learning rate of loop 1.' },
  'sepo.damping': { value: 1e-8, least: 1e-10, most: 1, meaning: 'ε of Adam in loop 1: gradients much smaller than this move their weights little. Policy gradients are noisy; Adam alone would make every weight take full steps of noise.' },
  'sepo.passes': { value: 4, least: 1, most: 16, meaning: 'Updates made of the same rollouts; from the second on the clip matters.' },
  'sepo.clip': { value: 0.2, least: 0.01, most: 1, meaning: 'ε: how far a ratio of probabilities may leave 1 and still be rewarded.' },
  'sepo.kl': { value: 0.04, least: 0, most: 10, meaning: 'β: weight of the KL divergence from the reference policy, the one after SFT.' },
  'sepo.average': { value: 0.9, least: 0, most: 0.999, meaning: 'Decay of the running mean of weights over rounds (Polyak & Juditsky 1992) that is what SEPO hands on; 0: the weights of the last round. Policy gradients are noisy, their mean less so.' },
  'reward.format': { value: 1, least: 0, most: 10, meaning: 'Weight of R_format.' },
  'reward.tool': { value: 1, least: 0, most: 10, meaning: 'Weight of R_tool.' },
  'reward.pairwise': { value: 1, least: 0, most: 10, meaning: 'Weight of R_pp, the win rate of the self-score in the group.' },
  'reward.scores': { value: 8, least: 1, most: 64, meaning: 'How often S is sampled and averaged for R_pp: once is as published, more often is less chance in who wins.' },
  'align.updates': { value: 4, least: 1, most: 64, meaning: 'Updates of loop 2 in a round, each on other results.' },
  'align.trunk': { value: 0, least: 0, most: 1, meaning: '1: loop 2 moves the shared trunk, too; 0: only the weights of the score head, so that the editor is moved by loop 1 alone.' },
  'align.rate': { value: 0.0005, least: 1e-7, most: 0.1, meaning: 'Learning rate of loop 2: that of loop 1, with as many updates.' },
  'align.samples': { value: 96, least: 1, most: 4096, meaning: 'Rated results in a round of loop 2.' },
  'align.fresh': { value: 64, least: 0, most: 4096, meaning: "Results of this round's rollouts that are shown to annotators; the newest 1024 stay." },
  'align.group': { value: 16, least: 2, most: 256, meaning: 'Scores sampled for each rated result.' },
  'align.sigma': { value: 0.5, least: 0.05, most: 5, meaning: 'σ of score alignment, in points (published).' },
  'align.epsilon': { value: 0, least: 0, most: 1, meaning: 'ε added to R_sa (published, value unknown); constant within a group, so that it changes no advantage.' },
  'reflect.margin': { value: 0.3, least: 0, most: 4, meaning: 'Points of self-score by which a trajectory has to beat an earlier one of its group to become a lesson.' },
  'reflect.most': { value: 1500, least: 1, most: 20_000, meaning: 'Most lessons, evenly over the rounds.' },
  'reflect.below': { value: 4.5, least: 1, most: 5, meaning: 'Self-score below which a result is tried again (published: 3, with one attempt more).' },
  'reflect.tries': { value: 6, least: 1, most: 16, meaning: 'Most attempts with reflection; the best of them by self-score is kept.' },
  'rft.epochs': { value: 30, least: 1, most: 400, meaning: 'Passes over the lessons.' },
  'rft.rate': { value: 0.001, least: 1e-7, most: 0.1, meaning: 'Learning rate of RFT.' },
  'rft.rehearsal': { value: 1, least: 0, most: 8, meaning: 'Decisions of the policy before RFT that are learned again, for each decision of a lesson, so that first attempts stay what they were.' },
  'optimiser.norm': { value: 1, least: 0.01, most: 100, meaning: 'Norm beyond which gradients are shortened.' },
  'run.save': { value: 10, least: 1, most: 1000, meaning: 'Rounds or epochs between checkpoints.' },
} as const satisfies Record<string, Row>;

export type SettingName = keyof typeof TRAINING;
export type TrainingSettings = Readonly<Record<SettingName, number>>;

export const DEFAULTS: TrainingSettings = Object.fromEntries(Object.entries(TRAINING).map(([name, { value }]) => [name, value])) as TrainingSettings;

export class SettingError extends Error {
  readonly code = 'training-setting';
}

/** Defaults with changes over them. */
export function settingsWith(changes: Readonly<Record<string, number>>): TrainingSettings {
  for (const [name, value] of Object.entries(changes)) {
    const row: Row | undefined = Object.hasOwn(TRAINING, name) ? TRAINING[name as SettingName] : undefined;
    if (!row) throw new SettingError(`Expected a training setting but received "${name}". Those that there are: ${Object.keys(TRAINING).join(', ')}.`);
    if (!(value >= row.least && value <= row.most)) throw new SettingError(`Expected ${name} between ${row.least} and ${row.most} but received ${value}.`);
  }
  return { ...DEFAULTS, ...changes };
}
