import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { readCube } from '../lib/develop/codecs';
import type * as Engine from '../lib/develop/engine';
import { pointColoursPatch, samplePoint } from '../lib/develop/settings';
import type { DevelopSettings, Pixels } from '../lib/develop/types';
import { expect, test } from './studio';

const root = join(import.meta.dirname, '..');

/** Every stage at work: tone, presence, curves, mixer, grading, detail, effects, geometry and a masked correction. */
const SETTINGS: DevelopSettings = {
  IncrementalTemperature: 18, IncrementalTint: -6, Exposure2012: 0.45, Contrast2012: 22, Highlights2012: -60, Shadows2012: 55, Whites2012: 12, Blacks2012: -14,
  Texture: 20, Clarity2012: 25, Dehaze: 15, Vibrance: 20, Saturation: -8, ParametricDarks: -12, ToneCurvePV2012: [[0, 6], [80, 70], [190, 205], [255, 250]],
  HueAdjustmentGreen: -20, SaturationAdjustmentBlue: 25, LuminanceAdjustmentOrange: 12, SplitToningShadowHue: 210, SplitToningShadowSaturation: 22, ColorGradeMidtoneHue: 40, ColorGradeMidtoneSat: 10,
  Sharpness: 60, PostCropVignetteAmount: -25, GrainAmount: 30, HasCrop: true, CropLeft: 0.05, CropTop: 0.04, CropRight: 0.93, CropBottom: 0.97, CropAngle: 1.7,
  LuminanceSmoothing: 30, ColorNoiseReduction: 40, MoireFilter: 20, DefringePurpleAmount: 6, DefringeGreenAmount: 4,
  LensManualDistortionAmount: 12, VignetteAmount: 30, ChromaticAberrationR: 20, PerspectiveVertical: -15, PerspectiveRotate: 1.3, CropConstrainToWarp: true,
  MaskGroupBasedCorrections: [{
    What: 'Correction', CorrectionName: 'sky', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: -0.15, LocalSaturation: 0.2, LocalClarity2012: 0.3,
    CorrectionMasks: [{ What: 'Mask/Gradient', MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, ZeroX: 0.5, ZeroY: 0.6, FullX: 0.5, FullY: 0.1 }],
  }, {
    What: 'Correction', CorrectionName: 'subject, brushed', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: 0.2, LocalTemperature: 0.3,
    CorrectionMasks: [
      { What: 'Mask/Image', MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, MaskSubType: 1 },
      { What: 'Mask/Image', MaskBlendMode: 0, MaskInverted: false, MaskValue: 0.5, MaskSubType: 0, MaskSubCategoryID: 22, MaskFeather: 30 },
      { What: 'Mask/Paint', MaskBlendMode: 1, MaskInverted: false, MaskValue: 0, Radius: 0.05, Flow: 0.7, CenterWeight: 0.3, Dabs: ['d 0.4 0.5', 'd 0.42 0.52', 'r 0.02', 'd 0.5 0.6'] },
    ],
  }],
};

/** What is measured, sampled, calibrated and looked up in tables. */
const COLOUR: DevelopSettings = {
  ...pointColoursPatch([{ ...samplePoint([0.8, 0.5, 0.3]), shift: [0.4, -0.3, 0.2], variance: 0.3 }, { ...samplePoint([0.3, 0.4, 0.7]), shift: [-0.5, 0.4, -0.4] }]),
  WhiteBalance: 'Auto', CameraProfile: 'Camera CLASSIC CHROME', ToneCurvePV2012: [[0, 0], [70, 50], [255, 255]], CurveRefineSaturation: 30,
  ShadowTint: 30, RedHue: 20, GreenSaturation: -30, BlueHue: -25,
  ...readCube(`LUT_3D_SIZE 5\n${Array.from({ length: 125 }, (_, i) => [(i % 5) / 4, (Math.floor(i / 5) % 5) / 4.4, 0.1 + Math.floor(i / 25) / 5].map((x) => Math.min(1, x ** 1.1)).join(' ')).join('\n')}`).settings,
};

/** Runs in both hosts: it may use nothing but its arguments and what both have. Returns the bytes of the render. */
async function render(engine: typeof Engine, wasm: ArrayBuffer, settings: DevelopSettings): Promise<Uint8Array> {
  const full = { width: 640, height: 427 };
  const photo = (width: number, height: number): Pixels => {
    const data = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) data[(y * width + x) * 3 + c] = ((x * (3 + c)) / 7 + (y * y) / (90 + 40 * c) + ((x * 7919 + y * 104729) % 37)) % 256;
    return { width, height, channels: 3, depth: 8, space: 'srgb', data };
  };
  const source = photo(full.width, full.height);
  const { analyse, measure, refine, render: develop } = await engine.loadEngine(wasm);
  const size = engine.analysisSize(full);
  const small = photo(size.width, size.height);
  const analysis = analyse(small);
  const raster = { width: 32, height: 22, data: Uint8Array.from({ length: 704 }, (_, i) => (((i % 32) - 14) ** 2 + (Math.floor(i / 32) - 11) ** 2 < 60 ? 255 : 0)) };
  const assets = { masks: { subject: { ...raster, refinement: refine(small, raster) } } };
  const output = engine.outputSize(full, settings);
  const target = new Uint8Array(output.width * output.height * 3);
  develop({ source, full, settings, analysis, measures: measure(small), assets, output, target, depth: 8, rows: [0, output.height] });
  return target;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

for (const [what, settings] of [['every stage', SETTINGS], ['the colour tools', COLOUR]] as const) test(`the browser’s engine and Node’s give the same bytes: ${what}`, async ({ page, studio }) => {
  const bundled = await build({
    stdin: { contents: "export * from './lib/develop/engine';", resolveDir: root, loader: 'ts' },
    bundle: true, write: false, format: 'iife', globalName: 'evoroomEngine', target: 'es2022', tsconfig: join(root, 'tsconfig.json'),
  });
  const script = bundled.outputFiles[0]?.text ?? '';
  const wasm = await readFile(join(root, 'public/engine/develop.wasm'));
  const engine = (await import('../lib/develop/engine')) as typeof Engine;
  const here = await render(engine, new Uint8Array(wasm).buffer, settings);

  await page.goto(studio.url);
  const there = await page.evaluate(`(async () => {
    const engine = (() => { ${script}; return evoroomEngine; })();
    const wasm = await (await fetch('/engine/develop.wasm')).arrayBuffer();
    const bytes = await (${render.toString()})(engine, wasm, ${JSON.stringify(settings)});
    return Array.from(bytes);
  })()`);
  expect(new Set(here).size).toBeGreaterThan(100);
  expect(sha256(Uint8Array.from(there as number[]))).toBe(sha256(here));
});
