import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CutGraph } from './min-cut';

const W = 4, H = 3, N = W * H;

it('cuts as cheaply as the cheapest of all cuts, tried one by one', () => {
  const caps = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: N * 4, maxLength: N * 4 });
  fc.assert(fc.property(caps, fc.array(fc.integer({ min: -20, max: 20 }), { minLength: N, maxLength: N }), (flow, terminal) => {
    const graph = new CutGraph(N);
    const step = [1, -1, W, -W];
    for (let at = 0; at < N; at++) {
      const x = at % W, y = Math.floor(at / W);
      const open = [x < W - 1, x > 0, y < H - 1, y > 0];
      for (let d = 0; d < 4; d++) if (open[d]) { graph.next[at * 4 + d] = at + (step[d] ?? 0); graph.flow[at * 4 + d] = flow[at * 4 + d] ?? 0; }
    }
    graph.terminal.set(terminal);
    const next = graph.next.slice();
    const cost = (side: (at: number) => boolean): number => {
      let sum = 0;
      for (let at = 0; at < N; at++) {
        const t = terminal[at] ?? 0;
        if (side(at) ? t > 0 : t < 0) sum += Math.abs(t);
        for (let d = 0; d < 4; d++) if ((next[at * 4 + d] ?? -1) >= 0 && !side(at) && side(next[at * 4 + d] ?? 0)) sum += flow[at * 4 + d] ?? 0;
      }
      return sum;
    };
    const found = graph.cut();
    let least = Infinity;
    for (let bits = 0; bits < 1 << N; bits++) least = Math.min(least, cost((at) => ((bits >> at) & 1) === 1));
    expect(cost((at) => found[at] === 1)).toBe(least);
  }), { numRuns: 40 });
});
