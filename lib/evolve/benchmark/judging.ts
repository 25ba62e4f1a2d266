import { viescore } from '@/lib/agent/evaluator/judge';
import type { ModelClient } from '@/lib/agent/model';
import type { Observation } from '@/lib/agent/types';
import type { Locale } from '@/lib/develop/types';
import { judgePictures } from '../judge';
import type { Random } from '../random';

/** All that a judge is given. Who made the result, which case it is and what else there is to judge stand nowhere in it. */
export type Sheet = { readonly instruction: string; readonly locale: Locale; readonly source: Observation; readonly result: Observation };
export type Marks = { readonly sc: number; readonly pq: number };

export type BenchmarkJudge = { readonly name: string; judge(sheet: Sheet, signal: AbortSignal): Promise<Marks> };

/** The independent judge of this repository (`lib/evolve/judge`). */
export const embeddedJudge = (): BenchmarkJudge => ({ name: 'independent (measured)', judge: async ({ source, result, ...words }) => judgePictures(words, source, result) });

/** A vision-language model by VIEScore, as the paper has it. */
export const modelJudge = (client: ModelClient, model: string, imageEdge?: number): BenchmarkJudge => ({
  name: `VIEScore by ${model}`,
  judge: async ({ instruction, source, result }, signal) => {
    const { sc, pq } = await viescore(client, { source: source.pixels, result: result.pixels, instruction }, signal, imageEdge === undefined ? {} : { imageEdge });
    return { sc, pq };
  },
});

/**
 * Has results judged blindly: in an order that says nothing, each on a sheet that holds pictures and words alone. Settings are taken off the observation, since
 * which sliders were moved gives a system away; whether a result is black and white is seen in its pixels.
 */
export async function judgedBlind(judge: BenchmarkJudge, words: Pick<Sheet, 'instruction' | 'locale'>, source: Observation, results: readonly Observation[], random: Random, signal: AbortSignal): Promise<readonly Marks[]> {
  const marks: (Marks | undefined)[] = results.map(() => undefined);
  for (const place of random.shuffled(results.map((_, at) => at))) {
    const result = results[place];
    if (result) marks[place] = await judge.judge({ instruction: words.instruction, locale: words.locale, source: bare(source), result: bare(result) }, signal);
  }
  return marks.map((mark) => mark ?? { sc: 0, pq: 0 });
}

/** What a picture shows and what is measured of it. */
const bare = ({ pixels, evidence, skin, things }: Observation): Observation => ({ settings: {}, pixels, evidence, ...(skin && { skin }), ...(things && { things }) });
