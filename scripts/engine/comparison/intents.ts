import { type DarktableModule, f, i, nodes } from '@/bench/darktable';
import type { DevelopSettings } from '@/lib/develop/types';
import type { MeasureName } from './measures';

type Rectangle = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** One thing a photographer wants, in the words of three programs. */
export type Intent = {
  readonly id: string;
  readonly title: string;
  /** A sample photo, or a file of the folder of test photos. */
  readonly photo: string;
  readonly by: string;
  /** Long edge, px, that the photo is brought to first; absent: its own size. */
  readonly edge?: number;
  /** Photons that make white: shot noise is added. */
  readonly photons?: number;
  /** What is shown, px of that photo. */
  readonly region: Rectangle;
  /** Where numbers are taken; absent: in the region. */
  readonly probe?: Rectangle;
  readonly evoroom: DevelopSettings;
  readonly darktable: readonly Omit<DarktableModule, 'stands'>[];
  readonly rawtherapee: string;
  /** The others' settings, for the page. */
  readonly said: { readonly darktable: string; readonly rawtherapee: string };
  readonly measures: readonly MeasureName[];
  /** Of the WebP; less where grain would make it large. */
  readonly quality?: number;
  readonly verdict: string;
};

const AITZOL = 'Aitzol Berasategi, CC BY 4.0';
const STRAIGHT = nodes([[0, 0], [1, 1]]);
const cut = (left: number, top: number, width = 360, height = 240): Rectangle => ({ left, top, width, height });

const sharpen = (stages: readonly number[]): readonly number[] => stages;
const FLAT = Array<number>(6).fill(0.5);

export const INTENTS: readonly Intent[] = [
  {
    id: 'backlit', title: 'Open a backlit photo', photo: 'hilltop-sunset.jpg', by: AITZOL, edge: 1600, region: cut(560, 400),
    evoroom: { Highlights2012: -80, Shadows2012: 70 },
    darktable: [{ operation: 'shadhi', version: 5, fields: [i(0), f(100, 70, 0, -80, 0, 50, 100, 50), i(127), f(0.000001), i(1)] }],
    rawtherapee: '[Shadows & Highlights]\nEnabled=true\nHighlights=80\nHighlightTonalWidth=70\nShadows=70\nShadowTonalWidth=40\nRadius=40\nLab=false\n',
    said: { darktable: 'shadows and highlights: shadows 70, highlights −80, bilateral filter', rawtherapee: 'Shadows/Highlights: highlights 80, shadows 70' },
    measures: ['halo', 'shadows'], verdict: '',
  },
  {
    id: 'clarity', title: 'Clarity', photo: 'mountain-path.jpg', by: AITZOL, edge: 1600, region: cut(620, 290),
    evoroom: { Clarity2012: 60 },
    darktable: [{ operation: 'bilat', version: 3, fields: [i(1), f(0.5, 0.5, 0.6, 0.5)] }],
    rawtherapee: '[Local Contrast]\nEnabled=true\nRadius=80\nAmount=0.6\nDarkness=1\nLightness=1\n',
    said: { darktable: 'local contrast (local Laplacian): detail 160 %', rawtherapee: 'Local Contrast: radius 80, amount 0.6' },
    measures: ['halo', 'contrast'], verdict: '',
  },
  {
    id: 'texture', title: 'Texture', photo: 'dandelion.jpg', by: 'Clemens Engelhardt, CC0', edge: 2656, region: cut(480, 300),
    evoroom: { Texture: 60 },
    darktable: [{ operation: 'atrous', version: 2, fields: [i(6), f(...Array.from({ length: 5 }, () => [0, 0.2, 0.4, 0.6, 0.8, 1]).flat()), f(...sharpen([0.5, 0.55, 0.62, 0.66, 0.6, 0.5]), ...FLAT, ...FLAT, ...Array<number>(12).fill(0)), f(1)] }],
    rawtherapee: '[Directional Pyramid Equalizer]\nEnabled=true\nGamutlab=false\ncbdlMethod=bef\nMult0=1.3\nMult1=1.5\nMult2=1.3\nMult3=1\nMult4=1\nMult5=1\nThreshold=0.2\nSkinprotect=0\n',
    said: { darktable: 'contrast equaliser: luma +0.12 to +0.16 in the middle scales', rawtherapee: 'Contrast by Detail Levels: 1.3, 1.5, 1.3' },
    measures: ['halo', 'contrast'], verdict: '',
  },
  {
    id: 'dehaze', title: 'Clear haze', photo: 'autumn-ridge.jpg', by: AITZOL, edge: 1600, region: cut(640, 130),
    evoroom: { Dehaze: 50 },
    darktable: [{ operation: 'hazeremoval', version: 1, fields: [f(0.5, 0.2)] }],
    rawtherapee: '[Dehaze]\nEnabled=true\nStrength=50\nDepth=25\nSaturation=50\n',
    said: { darktable: 'haze removal: strength 0.5, distance 0.2', rawtherapee: 'Haze Removal: strength 50, depth 25' },
    measures: ['contrast', 'hue'], verdict: '',
  },
  {
    id: 'noise', title: 'Take noise away', photo: 'astronaut.png', by: 'NASA, public domain', photons: 180, region: cut(100, 10, 300, 240),
    evoroom: { LuminanceSmoothing: 60, ColorNoiseReduction: 60 },
    darktable: [{ operation: 'nlmeans', version: 2, fields: [f(2, 50, 0.7, 1)] }],
    rawtherapee: '[Directional Pyramid Denoising]\nEnabled=true\nEnhance=false\nMedian=false\nLuma=60\nLdetail=40\nChroma=30\nMethod=Lab\nLMethod=SLI\nCMethod=MAN\nC2Method=AUTO\nSMethod=shal\nRedchro=0\nBluechro=0\nAutoGain=true\nGamma=1.7\nPasses=1\n',
    said: { darktable: 'astrophoto denoise (non-local means): patch 2, strength 50, luma 70 %, chroma 100 %', rawtherapee: 'Noise Reduction: luminance 60, detail 40, chrominance 30' },
    measures: ['psnr', 'edges'], verdict: '',
  },
  {
    id: 'skin', title: 'Vibrance beside skin', photo: 'astronaut.png', by: 'NASA, public domain', region: cut(90, 20, 300, 240), probe: cut(198, 70, 40, 26),
    evoroom: { Vibrance: 80 },
    darktable: [{ operation: 'vibrance', version: 2, fields: [f(80)] }],
    rawtherapee: '[Vibrance]\nEnabled=true\nPastels=80\nSaturated=80\nPSThreshold=0;75;\nProtectSkins=true\nAvoidColorShift=true\nPastSatTog=true\n',
    said: { darktable: 'vibrance: 80', rawtherapee: 'Vibrance: 80, skin tones protected' },
    measures: ['chroma', 'hue'], verdict: '',
  },
  ...([['brighter', 1.5], ['darker', -1.5]] as const).map(([id, stops]): Intent => ({
    id, title: `Saturated flowers ${Math.abs(stops)} stops ${id}`, photo: 'urel-landetne-WS4JcpoZz6E-unsplash.jpg', by: 'Urel Landetne, Unsplash', edge: 1600, region: cut(420, 660),
    evoroom: { Exposure2012: stops },
    darktable: [{ operation: 'exposure', version: 6, fields: [i(0), f(0, stops, 50, -4), i(0)] }],
    rawtherapee: `[Exposure]\nAuto=false\nCompensation=${stops}\nHighlightCompr=${stops > 0 ? 100 : 0}\nHighlightComprThreshold=0\nCurveMode=FilmLike\nCurve=0;\n`,
    said: { darktable: `exposure: ${stops} EV`, rawtherapee: `Exposure: ${stops} EV${stops > 0 ? ', highlight compression 100' : ''}` },
    measures: ['hue', 'clipped'], verdict: '',
  })),
  {
    id: 'sky', title: 'A strong curve on a smooth sky', photo: 'hilltop-sunset.jpg', by: AITZOL, edge: 1600, region: cut(1000, 60), probe: cut(1200, 10, 64, 330),
    evoroom: { ToneCurvePV2012: [[0, 0], [90, 30], [128, 128], [166, 225], [255, 255]] },
    darktable: [{ operation: 'tonecurve', version: 5, fields: [nodes([[0, 0], [90 / 255, 30 / 255], [128 / 255, 128 / 255], [166 / 255, 225 / 255], [1, 1]]), STRAIGHT, STRAIGHT, i(5, 2, 2), i(2, 2, 2), i(1, 0, 1, 0)] }],
    rawtherapee: '[Exposure]\nAuto=false\nCompensation=0\nCurveMode=Standard\nCurve=1;0;0;0.353;0.118;0.502;0.502;0.651;0.882;1;1;\n',
    said: { darktable: 'tone curve (L): the same points', rawtherapee: 'Tone curve 1 (standard): the same points' },
    measures: ['levels'], verdict: '',
  },
  {
    id: 'sharpening', title: 'Sharpening', photo: 'mountain-path.jpg', by: AITZOL, region: cut(1500, 640),
    evoroom: { Sharpness: 80, SharpenRadius: 1, SharpenDetail: 25 },
    darktable: [{ operation: 'sharpen', version: 1, fields: [f(1, 1, 0.5)] }],
    rawtherapee: '[Sharpening]\nEnabled=true\nMethod=usm\nRadius=1\nAmount=200\nThreshold=20;80;2000;1200;\nOnlyEdges=false\nHalocontrolEnabled=false\n',
    said: { darktable: 'sharpen: radius 1, amount 1, threshold 0.5', rawtherapee: 'Unsharp mask: radius 1, amount 200' },
    measures: ['overshoot', 'contrast'], verdict: '',
  },
];
