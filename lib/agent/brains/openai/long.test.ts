import { afterEach, describe, expect, it } from 'vitest';
import { contentOf } from '../../model/counting';
import type { ChatMessage } from '../../model';
import type { TakenStep, Turn } from '../../types';
import { call, closeStandIns, messagesIn, picturesIn, taken, turn, type Played } from './testing';

afterEach(closeStandIns);

const finish = [call('finish', { summary: '', suggestions: [] })];
const length = ({ server }: Played): number => contentOf(messagesIn(server) as unknown as readonly ChatMessage[]).text.length;
/** Steps that move one slider after another, forty names in all. */
const NAMES = ['Exposure2012', 'Contrast2012', 'Highlights2012', 'Shadows2012', 'Whites2012', 'Blacks2012', 'Clarity2012', 'Texture', 'Dehaze', 'Vibrance'];
const steps = (count: number): readonly TakenStep[] => Array.from({ length: count }, (_, at) => taken(at + 1, Object.fromEntries(NAMES.map((name, slot) => [name, Math.max(0, Math.ceil((at + 1 - slot) / 10))]))));
const turns = (count: number): readonly Turn[] => Array.from({ length: count }, (_, at) => ({ instruction: `A wish of some words, number ${at + 1}`, before: { Exposure2012: at / 100 }, after: { Exposure2012: (at + 1) / 100 }, reply: `What was done, number ${at + 1}.` }));

describe('what a turn sends', () => {
  it('is as long at step 40 as at step 10', async () => {
    const [ten, forty] = [await turn(finish, { steps: steps(10), maxSteps: 64 }), await turn(finish, { steps: steps(40), maxSteps: 64 })];
    expect(length(forty) / length(ten)).toBeLessThan(1.08);
    expect(picturesIn(forty.server)).toBe(picturesIn(ten.server));
  });
  it('is as long in the fiftieth turn of a conversation as in the fifteenth', async () => {
    const [early, late] = [await turn(finish, { history: turns(15) }), await turn(finish, { history: turns(50) })];
    expect(length(late) / length(early)).toBeLessThan(1.02);
  });
  it('is bounded for a conversation of fifty turns that made two hundred steps', async () => {
    const earlier = [{ number: 0, stepId: 'photo', title: 'Photo', settings: {} }, ...Array.from({ length: 200 }, (_, at) => ({ number: at + 1, stepId: at === 199 ? 'root' : `e${at}`, title: `A title of a step ${at + 1}`, settings: { Exposure2012: at / 100 } }))];
    const played = await turn(finish, { history: turns(50), earlier, settings: { Exposure2012: 1.99 }, steps: [taken(1, { Exposure2012: 2 })] });
    expect(length(played)).toBeLessThan(12_000);
    expect(JSON.stringify(messagesIn(played.server))).toContain('Step 201 is done.');
  });
});
