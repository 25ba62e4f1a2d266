import { areaFunction, generateFunction, lensBlurFunction, pointColourFunction, retouchFunction } from './areas';
import { developFunctions } from './develop';
import { list, noted, number, strict, text, type BrainFunction } from './schema';

export type { BrainFunction } from './schema';

const step = { type: 'integer' } as const;

const plan = strict('plan', 'State the plan once, before the first step: 2–8 steps, the foundation first, then light shaping.', { text, steps: list(text) });
const finish = strict('finish', 'End the work: what was done, and up to three short instructions the user may want next.', { summary: text, suggestions: list(text) });
const ask = strict('ask_user', 'Ends the work with one question, when the request can mean quite different pictures and nothing in the photo decides. 2–4 short answers to choose from.', { question: text, options: list(text) });
const evaluate = strict('evaluate', 'Scores the picture as it is now, 1–5, for aesthetics and for following the instruction, from measurements, with reasons.', {});
const closer = strict('look_closer', 'Shows a part of the picture at full resolution: faces, edges of masks, noise, dust. Changes nothing.', { box: noted(list(number), '[left, top, right, bottom], fractions of the picture'), why: text });
const difference = strict('compare_with_step', 'Shows the picture of an earlier step beside the measured differences to now. Step 0 is where it started. Changes nothing.', { step, why: text });
const ledger = strict('read_ledger', 'The folded steps from…to with their settings and effects; a single step in full. Changes nothing.', { from: step, to: step });
const back = strict('go_to_step', 'Puts all settings back to those after an earlier step, as a new step: for undoing, and for going on from there.', { title: text, step });

/** What a turn can do. */
export type Turn = {
  /** The plan is asked for once. */
  readonly planning: boolean;
  /** White balance in Kelvin. */
  readonly raw: boolean;
  readonly canLook: boolean;
  /** There are steps to look back at. */
  readonly hasSteps: boolean;
  readonly canGenerate: boolean;
  /** One question, not two in a row. */
  readonly canAsk: boolean;
};

/** Everything that a model can do: develop settings, looks and words. Nothing here shares, deletes, pays or leaves the photo. */
export function functionsFor({ planning, raw, canLook, hasSteps, canGenerate, canAsk }: Turn): readonly BrainFunction[] {
  return [
    ...(planning ? [plan] : []), ...developFunctions(raw), pointColourFunction, areaFunction, retouchFunction, lensBlurFunction,
    ...(canLook ? [closer] : []), ...(hasSteps ? [difference, ledger, back] : []), evaluate,
    ...(canGenerate ? [generateFunction] : []), ...(canAsk ? [ask] : []), finish,
  ];
}

export const EVERYTHING: Turn = { planning: true, raw: false, canLook: true, hasSteps: true, canGenerate: true, canAsk: true };
