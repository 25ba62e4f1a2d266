import type { Address } from '../../kernels/arena';
import { numberOf } from '../../settings';
import { factorFor, frequencyTable, type Level, type Limits, Shrinkage } from './shrinkage';
import { addressIn, type Stage, type StageContext, type StageTool } from './stage';

/** Standard deviation of the noise that 100 is for, per px of the full photo, in √linear: grain of 15 in 255 at mid-grey; of colours twice that. */
const LUMA_NOISE = 0.06;
const COLOUR_NOISE = 0.12;

/** What averaging leaves of a noise without grain: a preview's pixel is the mean of many. */
const averaged = (scale: number): number => Math.min(1, scale);

/** Structures lower than this are a tenth of a step of 8 bits: at such a size a tool would only cost time. */
const LEAST_HEIGHT = 0.0004;

/** Of the power of a coarser copy's noise this much is left when the pixels have been treated. */
const AFTER_FINE = 0.5;

/** One limit for all blocks. */
const everywhere = (fill: (dst: Address, value: number, count: number) => void, height: number): Limits => (dst, _x, _y, _step, count) => fill(dst, height * height, count);

/**
 * LuminanceSmoothing. The slider is the height of the noise that is taken for noise; Detail is how far above that height a structure has to
 * rise to stay; Contrast keeps the low frequencies, the modelling of surfaces, and with them blotches.
 */
export const luminanceNoise: StageTool = {
  reads: ['LuminanceSmoothing', 'LuminanceNoiseReductionDetail', 'LuminanceNoiseReductionContrast'],
  amounts: ['luminanceNoise'],
  isIdentity: (settings) => numberOf(settings, 'LuminanceSmoothing') === 0,
  stage: ({ module, settings, scale, local }: StageContext): Stage | undefined => {
    const { arena, kernels } = module;
    const detail = numberOf(settings, 'LuminanceNoiseReductionDetail') / 100, contrast = numberOf(settings, 'LuminanceNoiseReductionContrast') / 100;
    const height = LUMA_NOISE * averaged(scale) * (2.6 - 1.4 * detail);
    if (height * (local('luminanceNoise') ? 1 : numberOf(settings, 'LuminanceSmoothing') / 100) < LEAST_HEIGHT) return undefined;
    let limits: Limits = () => {};
    const level = (factor: number, name: string): Level => ({
      factor,
      frequencies: frequencyTable(module, `luma.${name}`, (down, across) => {
        const low = Math.max(0, 1 - (down + across) / (factor === 1 ? 4 : 14));
        return (1 - 0.9 * contrast * low) * (factor === 1 ? 1 : AFTER_FINE) / (factor * factor);
      }),
      limits: (...block) => limits(...block),
    });
    const coarse = factorFor(4 * scale);
    const shrinkage = new Shrinkage(module, [level(1, 'fine'), ...(coarse === 1 ? [] : [level(coarse, 'coarse')])]);
    return {
      works: 'luma',
      halo: shrinkage.halo,
      run: (tile, area) => {
        const { address, pitch, varies, value } = tile.amount('luminanceNoise');
        if (!varies) {
          limits = everywhere(kernels.fillRow, height * value);
          shrinkage.run({ rect: tile.rect, pitch: tile.pitch, plane: tile.y }, area);
          return;
        }
        limits = (dst, x, y, step, count) => kernels.limitRow(dst, addressIn({ rect: tile.rect, pitch }, address, x, y), step * 4, count, height);
        // A block reaches over the border of a mask: what lies outside keeps its pixels.
        const bytes = tile.pitch * (tile.rect.y1 - tile.rect.y0);
        const plane = arena.slot('noise.luma', bytes);
        arena.u8.copyWithin(plane, tile.y, tile.y + bytes);
        shrinkage.run({ rect: tile.rect, pitch: tile.pitch, plane }, area);
        for (let y = area.y0; y < area.y1; y++) {
          const at = addressIn(tile, tile.y, area.x0, y);
          kernels.dissolveRow(at, at, addressIn(tile, plane, area.x0, y), addressIn({ rect: tile.rect, pitch }, address, area.x0, y), 20, area.x1 - area.x0);
        }
      },
    };
  },
};

/**
 * ColorNoiseReduction: the same on both colour differences, which the eye sees less sharply, at pixels and at blotches of some 60 px. Detail lowers
 * how far a coloured structure has to rise above the noise, Smoothness raises it for blotches.
 */
export const colourNoise: StageTool = {
  reads: ['ColorNoiseReduction', 'ColorNoiseReductionDetail', 'ColorNoiseReductionSmoothness'],
  amounts: [],
  isIdentity: (settings) => numberOf(settings, 'ColorNoiseReduction') === 0,
  stage: ({ module, settings, scale }: StageContext): Stage | undefined => {
    const { kernels } = module;
    const detail = numberOf(settings, 'ColorNoiseReductionDetail') / 50, smoothness = numberOf(settings, 'ColorNoiseReductionSmoothness') / 50;
    const height = COLOUR_NOISE * averaged(scale) * (numberOf(settings, 'ColorNoiseReduction') / 100);
    if (height < LEAST_HEIGHT) return undefined;
    const coarse = factorFor(8 * scale);
    const levels: readonly Level[] = [
      { factor: 1, frequencies: frequencyTable(module, 'colour', () => 1), limits: everywhere(kernels.fillRow, height * 2 * kernels.exp2(1 - detail)) },
      ...(coarse === 1 ? [] : [{ factor: coarse, frequencies: frequencyTable(module, 'colour', () => 1), limits: everywhere(kernels.fillRow, (height / coarse) * 2 * smoothness) }]),
    ];
    const shrinkage = new Shrinkage(module, levels);
    return {
      works: 'chroma',
      halo: shrinkage.halo,
      run: ({ rect, pitch, u, v }, area) => {
        for (const plane of [u, v]) shrinkage.run({ rect, pitch, plane }, area);
      },
    };
  },
};
