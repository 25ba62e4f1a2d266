// Where the develop engine's time goes: ns per output pixel and kernel, on one core. `node bench/kernels/stages.mjs [PHOTO]` after
// `node scripts/build-wasm.mjs`. Without a photo a drawn picture with noise is used. `--lib DIR --wasm FILE` measure another build.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values: options, positionals: [file] } = parseArgs({ allowPositionals: true, options: { lib: { type: 'string', default: 'lib/develop' }, wasm: { type: 'string', default: 'public/engine/develop.wasm' }, only: { type: 'string' } } });
const folder = mkdtempSync(path.join(tmpdir(), 'stages-'));
const bundled = path.join(folder, 'engine.mjs');
await build({
  stdin: {
    contents: `export { instantiate } from './kernels/loader'; export { analyse, analysisSize } from './pipeline/analysis'; export { Renderer } from './pipeline/render'; export { RECIPE } from '${path.resolve('bench/recipe')}';`,
    resolveDir: path.resolve(options.lib),
  },
  bundle: true, format: 'esm', platform: 'node', outfile: bundled,
});
const { instantiate, analyse, analysisSize, Renderer, RECIPE } = await import(pathToFileURL(bundled).href);
rmSync(folder, { recursive: true });

/** Drawn: soft shapes and noise from black to white, in colours. */
function drawn({ width, height }) {
  const data = new Uint8Array(width * height * 3);
  let seed = 1;
  for (let y = 0, i = 0; y < height; y++) for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++, i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    data[i] = 128 + 110 * Math.sin((x * (c + 2) * 9) / width) * Math.cos((y * 7) / height + c) + (seed / 2 ** 32) * 24 - 12;
  }
  return { width, height, channels: 3, depth: 8, space: 'srgb', data };
}
async function photo(size) {
  if (!file) return drawn(size);
  const { default: sharp } = await import('sharp');
  const data = await sharp(file).rotate().toColourspace('srgb').removeAlpha().resize(size.width, size.height, { fit: 'cover' }).raw().toBuffer();
  return { ...size, channels: 3, depth: 8, space: 'srgb', data: new Uint8Array(data) };
}

const SKY = { What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: -0.1, CorrectionMasks: [{ What: 'Mask/Gradient', ZeroX: 0.5, ZeroY: 0.6, FullX: 0.5, FullY: 0.1, MaskBlendMode: 0 }] };
const FULL = { width: 6000, height: 4000 };
const analysed = await photo(analysisSize(FULL));
const CASES = {
  'full size': { source: await photo(FULL), rows: 256, from: 1800, settings: () => RECIPE },
  preview: { source: await photo({ width: 1600, height: 1067 }), settings: () => RECIPE },
  'preview, new colours': { source: await photo({ width: 1600, height: 1067 }), settings: (k) => ({ ...RECIPE, Vibrance: 10 + k / 10 }) },
  'preview, mask': { source: await photo({ width: 1600, height: 1067 }), settings: () => ({ ...RECIPE, MaskGroupBasedCorrections: [SKY] }) },
  'preview, grain': { source: await photo({ width: 1600, height: 1067 }), settings: () => ({ ...RECIPE, GrainAmount: 30 }) },
};

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
/** Of calls that took longer than most, another process had the core: the slowest twentieth counts as the rest. */
const trimmed = (times) => {
  const kept = times.toSorted((a, b) => a - b).slice(0, Math.ceil(times.length * 0.95));
  return (kept.reduce((sum, time) => sum + time, 0) / kept.length) * times.length;
};

for (const [name, { source, settings, from = 0, rows = source.height }] of Object.entries(CASES)) {
  if (options.only && options.only !== name) continue;
  const engine = await instantiate(readFileSync(options.wasm));
  const analysis = analyse(engine, analysed);
  const target = new Uint8Array(source.data.length);
  const renderWith = (kernels) => {
    const renderer = new Renderer({ ...engine, kernels });
    return (k) => renderer.render({ source, full: FULL, settings: settings(k), analysis, output: source, target, depth: 8, rows: [from, from + rows] });
  };
  const pixels = source.width * rows;
  const plain = renderWith(engine.kernels);
  let best = Infinity;
  for (let k = 0; k < 24; k++) {
    const started = cpu();
    plain(k);
    best = Math.min(best, cpu() - started);
  }
  const collect = new Map();
  const collected = renderWith(Object.fromEntries(Object.entries(engine.kernels).map(([kernel, work]) => {
    const list = [];
    collect.set(kernel, list);
    return [kernel, typeof work !== 'function' ? work : (...args) => {
      const started = performance.now();
      const answer = work(...args);
      list.push(performance.now() - started);
      return answer;
    }];
  })));
  collected(0);
  for (const list of collect.values()) list.length = 0;
  for (let k = 1; k <= 3; k++) collected(k);
  console.log(`${name}: ${source.width} × ${rows}, ${best.toFixed(1)} ms of CPU at best, ${((best / pixels) * 1e6).toFixed(1)} ns/px`);
  const lines = [...collect].map(([kernel, list]) => ({ kernel, calls: list.length / 3, cost: list.length === 0 ? 0 : (trimmed(list) / 3 / pixels) * 1e6 }));
  for (const { kernel, calls, cost } of lines.filter((line) => line.cost >= 0.05).toSorted((a, b) => b.cost - a.cost)) {
    console.log(`  ${kernel.padEnd(18)} ${cost.toFixed(2).padStart(6)} ns/px  ${Math.round(calls)} calls`);
  }
}
