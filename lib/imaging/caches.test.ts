import { describe, expect, it } from 'vitest';
import { ByteCache } from './byte-cache';
import { Kept } from './kept';
import { chunksOf } from './pool';
import { bytesOf, shareArrays } from './shared-memory';
import { SingleFlight } from './single-flight';

describe('ByteCache', () => {
  it('lets the longest unused go first and never exceeds its budget', () => {
    const cache = new ByteCache<string>(100);
    cache.set('a', 'A', 40);
    cache.set('b', 'B', 40);
    cache.get('a');
    cache.set('c', 'C', 40);
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.bytes]).toEqual(['A', undefined, 'C', 80]);
  });

  it('does not keep what is larger than its budget, nor drop the rest for it', () => {
    const cache = new ByteCache<string>(100);
    cache.set('a', 'A', 40);
    cache.set('huge', 'H', 101);
    expect([cache.get('a'), cache.get('huge')]).toEqual(['A', undefined]);
  });

  it('counts a replaced value once', () => {
    const cache = new ByteCache<string>(100);
    cache.set('a', 'A', 40);
    cache.set('a', 'A2', 60);
    expect([cache.get('a'), cache.bytes]).toEqual(['A2', 60]);
    cache.deleteWhere((key) => key === 'a');
    expect(cache.bytes).toBe(0);
  });
});

describe('SingleFlight', () => {
  it('does equal work once at a time and again when asked later', async () => {
    const flight = new SingleFlight<number>();
    let runs = 0;
    const work = async (): Promise<number> => ++runs;
    expect(await Promise.all([flight.run('k', work), flight.run('k', work)])).toEqual([1, 1]);
    expect(await flight.run('k', work)).toBe(2);
  });

  it('aborts the work only when everyone has left, and whoever comes after starts anew', async () => {
    const flight = new SingleFlight<string>();
    let aborted = false;
    const work = (signal: AbortSignal): Promise<string> => new Promise((_, reject) => signal.addEventListener('abort', () => { aborted = true; reject(signal.reason); }));
    const [first, second] = [new AbortController(), new AbortController()];
    const one = flight.run('k', work, first.signal);
    const two = flight.run('k', work, second.signal);
    first.abort();
    await expect(one).rejects.toMatchObject({ name: 'AbortError' });
    expect(aborted).toBe(false);
    second.abort();
    await expect(two).rejects.toMatchObject({ name: 'AbortError' });
    expect(aborted).toBe(true);
    expect(await flight.run('k', async () => 'fresh')).toBe('fresh');
  });

  it('gives everyone the failure and forgets it', async () => {
    const flight = new SingleFlight<number>();
    const fail = (): Promise<number> => Promise.reject(new Error('no'));
    await Promise.all([expect(flight.run('k', fail)).rejects.toThrow('no'), expect(flight.run('k', fail)).rejects.toThrow('no')]);
    expect(await flight.run('k', async () => 1)).toBe(1);
  });
});

describe('Kept', () => {
  it('makes a thing once for all who ask, keeps it, and makes it again when it was forgotten or could not be made', async () => {
    const kept = new Kept<string>(10, (text) => text.length);
    let made = 0;
    const make = async (): Promise<string> => `made ${++made}`;
    expect(await Promise.all([kept.of('k', make), kept.of('k', make)])).toEqual(['made 1', 'made 1']);
    expect([await kept.of('k', make), kept.get('k'), kept.bytes]).toEqual(['made 1', 'made 1', 6]);
    kept.delete('k');
    expect(await kept.of('k', make)).toBe('made 2');
    await expect(kept.of('other', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await kept.of('other', async () => 'now')).toBe('now');
    // What is larger than the budget is handed out and not kept.
    expect([await kept.of('large', async () => 'more than ten'), kept.get('large')]).toEqual(['more than ten', undefined]);
  });
});

describe('work for the pool', () => {
  it('cuts rows into pieces without gap or overlap', () => {
    for (const rows of [1, 47, 48, 49, 1067, 4000, 20_000]) {
      for (const workers of [1, 2, 7, 64]) {
        for (const width of [1, 640, 1600, 6000, 70_000]) {
          const chunks = chunksOf(rows, width, workers);
          expect(chunks[0]?.[0]).toBe(0);
          expect(chunks.at(-1)?.[1]).toBe(rows);
          chunks.slice(1).forEach(([from], i) => expect(from).toBe(chunks[i]?.[1]));
          expect(Math.min(...chunks.map(([from, to]) => to - from))).toBeGreaterThan(0);
        }
      }
    }
  });

  it('shares a preview out evenly and leaves a thumbnail whole', () => {
    expect(chunksOf(1067, 1600, 2)).toEqual([[0, 534], [534, 1067]]);
    expect(chunksOf(170, 256, 8)).toEqual([[0, 170]]);
    expect(chunksOf(4000, 6000, 2).length).toBeGreaterThan(6);
  });

  it('puts the arrays of plain data in shared memory and leaves the rest', () => {
    const shared = shareArrays({ a: { data: Float32Array.of(1, 2, 3), n: 7 }, list: [1, 2] });
    expect(shared).toEqual({ a: { data: Float32Array.of(1, 2, 3), n: 7 }, list: [1, 2] });
    expect(shared.a.data.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(bytesOf(shared)).toBe(12);
  });
});
