import type { Received } from './stand-in';
import type { Reply } from './replies';

/** The servers of a story with a rollback: a brain that is too timid, then overdoes its correction, then gets it right; and a judge that sees it. */

const light = (title: string, text: string, values: object): Reply => ({ text, calls: [{ name: 'adjust_light', arguments: { title, ...values } }] });
const finish = (summary: string): Reply => ({ calls: [{ name: 'finish', arguments: { summary, suggestions: ['Warmer'] } }] });

/** In the order in which the brain is asked. Made for `coffee.png`, "brighter". */
export const OVERDOING: readonly Reply[] = [
  { text: 'A dim table.', calls: [{ name: 'plan', arguments: { text: 'Lift the light, then look at the plate.', steps: ['Exposure'] } }] },
  light('A touch of light', 'The table is dim; I start carefully.', { Exposure2012: 0.15 }),
  finish('A little brighter.'),
  light('More exposure', 'The score is low because hardly anything changed: exposure is to blame. I lift it boldly.', { Exposure2012: 2.2 }),
  finish('Much brighter.'),
  light('Exposure with the highlights held', 'A bold exposure burnt the plate. Half of it, with the highlights held, keeps its shape.', { Exposure2012: 1.1, Highlights2012: -60, Whites2012: -25 }),
  finish('Brighter, with the plate intact.'),
];

const number = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN);
const clippedIn = (text: string, name: string): number => number(text, new RegExp(`Measured, ${name}:.*?clipped highlights ([\\d.]+) %`));
const meanIn = (text: string, name: string): number => number(text, new RegExp(`Measured, ${name}:.*?mean ([\\d.]+)`));

/** A judge that goes by the measurements it is told: how much brighter, how much burnt out. Of two results it prefers the one with less burnt out. */
export function judgeOfLight({ body }: Received): Reply {
  const text = JSON.stringify(body['messages']);
  if (text.includes('You compare')) {
    const [a, b] = [clippedIn(text, 'result a'), clippedIn(text, 'result b')];
    const winner = Math.abs(a - b) < 1 ? 'tie' : a < b ? 'A' : 'B';
    return { text: JSON.stringify({ winner, reasons: [winner === 'tie' ? 'Both keep the plate.' : `Result ${winner} keeps the shape of the plate.`] }) };
  }
  const gain = meanIn(text, 'result') - meanIn(text, 'original');
  const lost = Math.max(0, clippedIn(text, 'result') - clippedIn(text, 'original'));
  const instruction = Math.max(1, Math.min(5, 1.5 + gain / 4));
  return { text: JSON.stringify({ aesthetics: Math.max(1, 4 - 0.4 * lost), instruction, preservation: 5, reasons: [`${gain.toFixed(1)} % brighter, ${lost.toFixed(1)} % newly burnt out.`] }) };
}
