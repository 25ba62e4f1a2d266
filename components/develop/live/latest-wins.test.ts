import { describe, expect, it } from 'vitest';
import { LatestWins } from './latest-wins';

function rig() {
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const queue = new LatestWins<number>((job) => {
    started.push(job);
    return new Promise((resolve) => ends.push(resolve));
  });
  const end = async () => {
    ends.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { queue, started, end };
}

describe('the queue of live renders', () => {
  it('skips everything between the render under way and the newest', async () => {
    const { queue, started, end } = rig();
    for (const job of [1, 2, 3, 4]) queue.push(job);
    expect(started).toEqual([1]);
    await end();
    expect(started).toEqual([1, 4]);
    await end();
    queue.push(5);
    expect(started).toEqual([1, 4, 5]);
  });
  it('forgets what waits when cleared', async () => {
    const { queue, started, end } = rig();
    queue.push(1);
    queue.push(2);
    queue.clear();
    await end();
    expect(started).toEqual([1]);
  });
  it('goes on after a render that failed', async () => {
    const started: number[] = [];
    const queue = new LatestWins<number>(async (job) => {
      started.push(job);
      if (job === 1) await Promise.reject(new Error('lost')).catch(() => undefined);
    });
    queue.push(1);
    queue.push(2);
    await new Promise((resolve) => setTimeout(resolve));
    expect(started).toEqual([1, 2]);
  });
});
