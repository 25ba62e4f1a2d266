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
  readonly verdict: string;
};

const AITZOL = 'Aitzol Berasategi, CC BY 4.0';
const STRAIGHT = nodes([[0, 0], [1, 1]]);
const cut = (left: number, top: number, width = 360, height = 240): Rectangle => ({ left, top, width, height });

const FLAT = Array<number>(6).fill(0.5);

export const INTENTS: readonly Intent[] = [
  {
    id: 'backlit', title: 'Open a backlit photo', photo: 'hilltop-sunset.jpg', by: AITZOL, edge: 1600, region: cut(960, 460),
    evoroom: { Highlights2012: -80, Shadows2012: 70 },
    darktable: [{ operation: 'shadhi', version: 5, fields: [i(0), f(100, 70, 0, -80, 0, 50, 100, 50), i(127), f(0.000001), i(1)] }],
    rawtherapee: '[Shadows & Highlights]\nEnabled=true\nHighlights=80\nHighlightTonalWidth=70\nShadows=70\nShadowTonalWidth=40\nRadius=40\nLab=false\n',
    said: { darktable: 'shadows and highlights: shadows 70, highlights −80, bilateral filter', rawtherapee: 'Shadows/Highlights: highlights 80, shadows 70' },
    measures: ['halo', 'shadows'], verdict: "All three open the hills and nothing glows along the ridges. Evoroom keeps the evening light warm and the slope dark enough to stay in front; darktable keeps a little more contrast in the darks, but its worst edge of the three bends almost three times as far; RawTherapee opens most and lays a pale veil over the hills. Around the sun, above this cut, Evoroom pulls the glow down the most and it looks duller than darktable's.",
  },
  {
    id: 'clarity', title: 'Clarity', photo: 'mountain-path.jpg', by: AITZOL, edge: 1600, region: cut(620, 270, 320, 220),
    evoroom: { Clarity2012: 60 },
    darktable: [{ operation: 'bilat', version: 3, fields: [i(1), f(0.5, 0.5, 0.4, 0.5)] }],
    rawtherapee: '[Local Contrast]\nEnabled=true\nRadius=80\nAmount=0.3\nDarkness=1\nLightness=1\n',
    said: { darktable: 'local contrast (local Laplacian): detail 140 %', rawtherapee: 'Local Contrast: radius 80, amount 0.3' },
    measures: ['halo', 'contrast'], verdict: "The rock gains as much as in the others, and the cloud behind it keeps its drawing: both others brighten it to white. Halos are the smallest of the three. This was the weakest tool before it was set beside the others (local contrast × 1.10 at the same slider); its base now follows edges closer and leaves more detail over.",
  },
  {
    id: 'texture', title: 'Texture', photo: 'dandelion.jpg', by: 'Clemens Engelhardt, CC0', edge: 2656, region: cut(500, 310, 320, 220),
    evoroom: { Texture: 60 },
    darktable: [{ operation: 'atrous', version: 2, fields: [i(6), f(...Array.from({ length: 5 }, () => [0, 0.2, 0.4, 0.6, 0.8, 1]).flat()), f(0.5, 0.53, 0.56, 0.58, 0.55, 0.5, ...FLAT, ...FLAT, ...Array<number>(12).fill(0)), f(1)] }],
    rawtherapee: '[Directional Pyramid Equalizer]\nEnabled=true\nGamutlab=false\ncbdlMethod=bef\nMult0=1.3\nMult1=1.5\nMult2=1.3\nMult3=1\nMult4=1\nMult5=1\nThreshold=0.2\nSkinprotect=0\n',
    said: { darktable: 'contrast equaliser: luma raised by 3 to 8 % of the scale in the fine and middle bands', rawtherapee: 'Contrast by Detail Levels: 1.3, 1.5, 1.3' },
    measures: ['halo', 'contrast'], verdict: "Nearly the same picture three times. Evoroom's is the most reserved and keeps the dark heart open, where darktable's turns black. Before the comparison the slider did nothing in a photo as contrasty as this one (× 1.00).",
  },
  {
    id: 'dehaze', title: 'Clear haze', photo: 'autumn-ridge.jpg', by: AITZOL, edge: 1600, region: cut(640, 130),
    evoroom: { Dehaze: 50 },
    darktable: [{ operation: 'hazeremoval', version: 1, fields: [f(0.6, 0.2)] }],
    rawtherapee: '[Dehaze]\nEnabled=true\nStrength=30\nDepth=25\nSaturation=50\n',
    said: { darktable: 'haze removal: strength 0.6, distance 0.2', rawtherapee: 'Haze Removal: strength 30, depth 25' },
    measures: ['contrast', 'hue'], verdict: "Here darktable is better at what was asked: it clears the shaded slope, where nearly all light is haze, though it turns blue. Evoroom clears about as much as RawTherapee and leaves sky and meadow alone; its estimate of haze by the darkest channel is careful where haze itself lies in shade. The slider was made stronger in its first half after this comparison (× 1.18 before).",
  },
  {
    id: 'noise', title: 'Take noise away', photo: 'astronaut.png', by: 'NASA, public domain', photons: 180, region: cut(100, 10, 300, 240),
    evoroom: { LuminanceSmoothing: 40, ColorNoiseReduction: 60 },
    darktable: [{ operation: 'nlmeans', version: 2, fields: [f(2, 100, 0.7, 1)] }],
    rawtherapee: '[Directional Pyramid Denoising]\nEnabled=true\nEnhance=false\nMedian=false\nLuma=60\nLdetail=60\nChroma=50\nMethod=Lab\nLMethod=SLI\nCMethod=MAN\nC2Method=AUTO\nSMethod=shal\nRedchro=0\nBluechro=0\nAutoGain=true\nGamma=1.7\nPasses=1\n',
    said: { darktable: 'astrophoto denoise (non-local means): patch 2, strength 100, luma 70 %, chroma 100 %', rawtherapee: 'Noise Reduction: luminance 60, detail 60, chrominance 50' },
    measures: ['psnr', 'edges'], verdict: "Each program at the best PSNR of a few tries. Evoroom's figures are the best, on edges too. Higher is not better: at 60 its background is cleaner still, but the overall PSNR falls to 32.1 dB and that on edges to 27.5 dB, below both others, because skin and hair turn smooth.",
  },
  {
    id: 'skin', title: 'Vibrance beside skin', photo: 'astronaut.png', by: 'NASA, public domain', region: cut(90, 20, 300, 240), probe: cut(202, 122, 52, 14),
    evoroom: { Vibrance: 80 },
    darktable: [{ operation: 'vibrance', version: 2, fields: [f(80)] }],
    rawtherapee: '[Vibrance]\nEnabled=true\nPastels=80\nSaturated=80\nPSThreshold=0;75;\nProtectSkins=true\nAvoidColorShift=true\nPastSatTog=true\n',
    said: { darktable: 'vibrance: 80', rawtherapee: 'Vibrance: 80, skin tones protected' },
    measures: ['chroma', 'hue'], verdict: "The numbers are of cheeks and nose. Skin stays skin in all three. Evoroom's share for skin was lowered after this comparison (× 1.23 before) and is now below RawTherapee's with its protection on; darktable's vibrance does little to colours as pale as these. Hair, whose hue is close to skin's but yellower, gains most in Evoroom.",
  },
  ...([
    ['brighter', 1.5, "Evoroom keeps the petals' hue and their veins; darktable's exposure clips a channel after the other, and red goes to magenta and white; RawTherapee's compression saves more, yet the lightest petals turn to magenta there too. The price is that Evoroom's lightest petals are a little pale."],
    ['darker', -1.5, 'No difference worth a word: all three multiply light.'],
  ] as const).map(([id, stops, verdict]): Intent => ({
    id, title: `Saturated flowers ${Math.abs(stops)} stops ${id}`, photo: 'david-clode-Oq9JrJb6K7M-unsplash.jpg', by: 'David Clode, Unsplash License', edge: 1600, region: cut(380, 1000),
    evoroom: { Exposure2012: stops },
    darktable: [{ operation: 'exposure', version: 6, fields: [i(0), f(0, stops, 50, -4), i(0)] }],
    rawtherapee: `[Exposure]\nAuto=false\nCompensation=${stops}\nHighlightCompr=${stops > 0 ? 30 : 0}\nHighlightComprThreshold=0\nCurveMode=FilmLike\nCurve=0;\n`,
    said: { darktable: `exposure: ${stops} EV`, rawtherapee: `Exposure: ${stops} EV${stops > 0 ? ', highlight compression 30' : ''}` },
    measures: ['hue', 'clipped'], verdict,
  })),
  {
    id: 'sky', title: 'A strong curve on a smooth sky', photo: 'hilltop-sunset.jpg', by: AITZOL, edge: 1600, region: cut(1000, 60), probe: cut(1200, 10, 64, 330),
    evoroom: { ToneCurvePV2012: [[0, 0], [90, 30], [128, 128], [166, 225], [255, 255]] },
    darktable: [{ operation: 'tonecurve', version: 5, fields: [nodes([[0, 0], [90 / 255, 30 / 255], [128 / 255, 128 / 255], [166 / 255, 225 / 255], [1, 1]]), STRAIGHT, STRAIGHT, i(5, 2, 2), i(2, 2, 2), i(1, 0, 1, 0)] }],
    rawtherapee: '[Exposure]\nAuto=false\nCompensation=0\nCurveMode=Standard\nCurve=1;0;0;0.353;0.118;0.502;0.502;0.651;0.882;1;1;\n',
    said: { darktable: 'tone curve (L): the same points', rawtherapee: 'Tone curve 1 (standard): the same points' },
    measures: ['levels'], verdict: "The curve is two and a half times as steep as none, and no sky bands to the eye; steps from row to row are the smallest in Evoroom, which dithers its 8-bit output. What shows in all is the noise of the camera's JPEG. darktable bends only lightness, so its sky is paler.",
  },
  {
    id: 'sharpening', title: 'Sharpening', photo: 'mountain-path.jpg', by: AITZOL, region: cut(1480, 640, 300, 210),
    evoroom: { Sharpness: 80, SharpenRadius: 1, SharpenDetail: 25 },
    darktable: [{ operation: 'sharpen', version: 1, fields: [f(1, 0.6, 0.5)] }],
    rawtherapee: '[Sharpening]\nEnabled=true\nMethod=usm\nRadius=1\nAmount=200\nThreshold=20;80;2000;1200;\nOnlyEdges=false\nHalocontrolEnabled=false\n',
    said: { darktable: 'sharpen: radius 1, amount 0.6, threshold 0.5', rawtherapee: 'Unsharp mask: radius 1, amount 200' },
    measures: ['overshoot', 'contrast'], verdict: "The same crispness in the rock. Evoroom and RawTherapee hold back at strong edges; darktable overshoots them five times as far. RawTherapee holds edges a little better still for the same crispness.",
  },
];
