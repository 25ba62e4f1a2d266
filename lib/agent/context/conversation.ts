import type { Turn } from '../types';
import { asData, clipped } from './data';
import { changesText } from './settings-text';

/** Turns that are told with what was set and answered; of the ones before only the request; of all others their number. */
const WHOLE = 3;
const BRIEF = 8;

const whole = ({ instruction, before, after, reply, question }: Turn, number: number): string => [
  `${number}. user: ${clipped(instruction, 400)}`,
  `   set: ${changesText(before, after, 300)}`,
  ...(question ? [`   you asked: ${asData(question.text, 200)}`] : []),
  ...(reply && reply !== question?.text ? [`   you answered: ${asData(reply, 200)}`] : []),
].join('\n');

/** A conversation of any length in a text of bounded length, newest turns in most detail; undefined when this is the first turn. */
export function conversationText(history: readonly Turn[]): string | undefined {
  if (history.length === 0) return undefined;
  const from = Math.max(0, history.length - WHOLE), briefFrom = Math.max(0, from - BRIEF);
  return [
    ...(briefFrom > 0 ? [`(turns 1–${briefFrom} are folded; read_ledger shows the steps they led to)`] : []),
    ...history.slice(briefFrom, from).map(({ instruction }, at) => `${briefFrom + at + 1}. user: ${clipped(instruction.replace(/\s+/g, ' '), 80)}`),
    ...history.slice(from).map((turn, at) => whole(turn, from + at + 1)),
  ].join('\n');
}
