// Measures the colour half of the engine on one core: building the 3D LUT and sending pixels through it.
// `node bench/kernels/lut3d.mjs` after `node scripts/build-wasm.mjs`.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

const bundle = await build({
  stdin: {
    contents: "export { ColourEngine } from './lib/develop/pipeline/colour'; export { instantiate } from './lib/develop/kernels/loader';",
    resolveDir: process.cwd(),
  },
  bundle: true, format: 'esm', platform: 'node', write: false,
});
const { ColourEngine, instantiate } = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString('base64')}`);
const { kernels, arena } = await instantiate(readFileSync('public/engine/develop.wasm'));
const colour = new ColourEngine(kernels, arena);

const settings = {
  ParametricLights: 30, ToneCurvePV2012: [[0, 12], [64, 56], [192, 204], [255, 250]], ToneCurvePV2012Blue: [[0, 20], [255, 235]],
  HueAdjustmentBlue: -20, SaturationAdjustmentGreen: -40, LuminanceAdjustmentOrange: 20, Vibrance: 30, Saturation: 10,
  SplitToningShadowHue: 210, SplitToningShadowSaturation: 25, SplitToningHighlightHue: 40, SplitToningHighlightSaturation: 20,
};
const bits = { Vibrance: 30 };

// The best of several: what the code costs, not what else the machine is doing.
const best = (work, times) => {
  const took = Array.from({ length: times }, (_, i) => {
    const start = performance.now();
    work(i);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return took[0];
};

// Every red and green once: the whole LUT is filled.
const SIDE = 40;
const everywhere = [0, 1, 2].map((c) => arena.slot(`bench.everywhere.${c}`, SIDE * SIDE * 4));
function filled(document) {
  for (let i = 0; i < SIDE * SIDE; i++) [(i % SIDE) / (SIDE - 1), Math.floor(i / SIDE) / (SIDE - 1), 0.5].forEach((v, c) => { arena.f32[everywhere[c] / 4 + i] = v * 2.2 - 0.9; });
  colour.apply(colour.globalLut(document, 'srgb'), everywhere, SIDE * SIDE);
}
console.log(`LUT filled, all tools     ${best((i) => filled({ ...settings, Vibrance: 30 + i / 100 }), 41).toFixed(2)} ms`);
console.log(`LUT filled, vibrance only ${best((i) => filled({ ...bits, Vibrance: 30 + i / 100 }), 41).toFixed(2)} ms`);

const COUNT = 8192, ROUNDS = 200;
/** Random walks (a photo's neighbouring pixels resemble each other) or independent colours (the worst case for caches). */
function pixels(kind) {
  let seed = 1;
  const random = () => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32);
  const rows = [0, 1, 2].map(() => new Float32Array(COUNT));
  const value = [0.3, 0.3, 0.3];
  for (let i = 0; i < COUNT; i++) for (let c = 0; c < 3; c++) {
    value[c] = kind === 'walk' ? Math.min(1, Math.max(0, value[c] + (random() - 0.5) * 0.08)) : random();
    rows[c][i] = value[c] ** 2.2;
  }
  return rows;
}
const addresses = [0, 1, 2].map((c) => arena.slot(`bench.${c}`, COUNT * 4));
for (const kind of ['walk', 'random']) {
  const source = pixels(kind);
  const fill = () => addresses.forEach((address, c) => arena.f32.set(source[c], address / 4));
  const perPixel = (work) => {
    const time = (again) => best(() => { for (let i = 0; i < ROUNDS; i++) { fill(); if (again) work(); } }, 7);
    time(true);
    return ((time(true) - time(false)) / ROUNDS / COUNT * 1e6).toFixed(1);
  };
  const lut = colour.globalLut(settings, 'srgb');
  console.log(`${kind.padEnd(6)} to domain            ${perPixel(() => colour.toDomain(addresses, COUNT, 'srgb'))} ns/px`);
  console.log(`${kind.padEnd(6)} to domain + LUT      ${perPixel(() => { colour.toDomain(addresses, COUNT, 'srgb'); colour.apply(lut, addresses, COUNT); })} ns/px`);
  console.log(`${kind.padEnd(6)} evaluated directly   ${perPixel(() => { colour.toDomain(addresses, COUNT, 'srgb'); colour.evaluate(addresses, COUNT, settings, 'srgb'); })} ns/px`);
}
