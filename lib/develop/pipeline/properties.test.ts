import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadEngine, outputSize } from '../engine';
import { instantiate } from '../kernels/loader';
import { normalise } from '../settings';
import type { Tool } from '../tools';
import type { DevelopSettings, Pixels } from '../types';
import { meanDeltaE } from '../testing/delta-e';
import { documents } from '../testing/documents';
import { EVERYTHING_FOUND, everythingChart, rawChart } from '../testing/everything';
import { analysisOf, develop, measuresOf, preparedOf, shrink, wasmBytes } from '../testing/harness';
import { Renderer } from './render';

const assets = EVERYTHING_FOUND;
const WIDTH = 96, HEIGHT = 64;
const photo = everythingChart(WIDTH, HEIGHT, 8), deep = everythingChart(WIDTH, HEIGHT, 16), raw = rawChart(WIDTH, HEIGHT);
const settingsOf = (document: DevelopSettings): DevelopSettings => normalise(document, { localUnits: 'file' }).settings;
const same = (a: Pixels, b: Pixels) => Buffer.compare(Buffer.from(a.data.buffer), Buffer.from(b.data.buffer)) === 0;

/** An engine whose last step refuses what is not a number. */
const wasm = await instantiate(wasmBytes());
const { arena, kernels } = wasm;
const checked = (planes: readonly number[], n: number): void => {
  for (const plane of planes) for (const value of arena.floats(plane, n)) if (Number.isNaN(value)) throw new Error('not a number in a finished row');
};
const watchful = new Renderer({
  ...wasm,
  kernels: {
    ...kernels,
    pack8: (dst, r, g, b, a, n, x, y, spread) => { checked([r, g, b], n); kernels.pack8(dst, r, g, b, a, n, x, y, spread); },
    pack16: (dst, r, g, b, a, n) => { checked([r, g, b], n); kernels.pack16(dst, r, g, b, a, n); },
  },
});
const other = await loadEngine(wasmBytes());

describe('any settings document', () => {
  it.each([['8 bits', photo], ['16 bits', deep], ['RAW', raw]] as const)('renders from %s without a crash and without a value that is no number', (_, source) => {
    fc.assert(fc.property(documents(), (document) => {
      const settings = settingsOf(document);
      const output = outputSize(source, settings, assets);
      const target = source.depth === 8 ? new Uint8Array(output.width * output.height * 3) : new Uint16Array(output.width * output.height * 3);
      watchful.render({ source, full: source, settings, analysis: analysisOf(source), measures: measuresOf(source), assets, output, target, depth: source.depth, rows: [0, output.height], prepared: preparedOf(source, source, source, settings, assets) });
    }), { numRuns: 60 });
  });

  it('gives the same bytes in another engine, in strips and as a region', () => {
    fc.assert(fc.property(documents(), fc.double({ min: 0.1, max: 0.9, noNaN: true }), (document, cut) => {
      const settings = settingsOf(document);
      const whole = develop(photo, settings, { assets });
      expect(same(whole, develop(photo, settings, { assets, engine: other }))).toBe(true);
      const split = Math.max(1, Math.min(whole.height - 1, Math.round(whole.height * cut)));
      if (whole.height > 1) expect(same(whole, develop(photo, settings, { assets, splits: [split] })), 'split').toBe(true);
      const region = { x: Math.floor(whole.width * cut * 0.5), y: Math.floor(whole.height * cut * 0.5), width: Math.ceil(whole.width / 3), height: Math.ceil(whole.height / 3) };
      const part = develop(photo, settings, { assets, region });
      for (let y = 0; y < region.height; y++) {
        const from = ((region.y + y) * whole.width + region.x) * 3;
        expect(Buffer.compare(Buffer.from(part.data.subarray(y * region.width * 3, (y + 1) * region.width * 3)), Buffer.from(whole.data.subarray(from, from + region.width * 3))), `row ${y} of the region`).toBe(0);
      }
    }), { numRuns: 60 });
  });

  it('looks in a preview as it does at full size', () => {
    const full = everythingChart(480, 320, 16);
    // Grain and noise are of the full photo's pixels: a preview has fewer. Geometry is held by its own tests.
    const alike = ({ family }: Tool): boolean => !['detail', 'effects', 'crop', 'transform', 'lens', 'lens-blur', 'retouch'].includes(family);
    const small = { width: 240, height: 160 };
    const source = shrink(full, small);
    fc.assert(fc.property(documents(0.5, alike), (document) => {
      const settings = settingsOf(document);
      const preview = develop(full, settings, { assets, source, full, output: small });
      const reduced = shrink(develop(full, settings, { assets }), small);
      expect(meanDeltaE(preview, reduced)).toBeLessThan(2);
    }), { numRuns: 25 });
  });
});
