import { LOCAL_SLIDERS, toolOf } from '@/lib/develop/tools';
import { choice, list, noted, number, point, step, text, within, type BrainFunction, type Schema } from './schema';

/** What a local correction can move, in the units its sliders show. */
export const LOCAL_PROPERTIES = LOCAL_SLIDERS.flatMap((name) => {
  const tool = toolOf(name);
  if (tool?.kind !== 'number' || !tool.rendered || tool.photos === 'raw') return [];
  const scale = tool.slider?.scale ?? 1;
  return [{ name, scale, min: tool.min * scale, max: tool.max * scale }];
});

/** Names that a model uses, and the keys of `lib/develop/masks/needs.ts` that each is the union of. */
export const NAMED_AREAS = {
  subject: ['subject'], background: ['background'], sky: ['sky'], person: ['people'],
  face: ['people/face'], skin: ['people/face', 'people/skin'], hair: ['people/hair'], eyes: ['people/eyes'], eye_whites: ['people/eyewhites'], brows: ['people/brows'],
  lips: ['people/lips'], teeth: ['people/teeth'], beard: ['people/beard'], clothes: ['people/clothes'],
  architecture: ['landscape/architecture'], mountains: ['landscape/mountains'], vegetation: ['landscape/vegetation'], water: ['landscape/water'], snow: ['landscape/snow'], ground: ['landscape/ground'],
  road: ['landscape/ground-made'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type NamedArea = keyof typeof NAMED_AREAS;
export const NAMES = Object.keys(NAMED_AREAS) as readonly NamedArea[];

/** What the user pointed at is offered only when there is something. */
export const AREA_KINDS = ['thing', 'linear', 'ellipse', 'brush', 'luminance', 'colour', 'object', 'pointed'] as const;

const ABOUT = [
  'thing: exactly what is recognised under a name, best where it exists; `at` picks one person.',
  'linear: full effect at `to`, none at `from`.',
  'ellipse: inside `box`.',
  'brush: a stroke through `points`, `radius` a fraction of the longer side.',
  'luminance: tones `low`…`high`, 0…1.',
  'colour: all that has the colour at `at`, `range` 0…1.',
  'object: the thing at `at` or in `box`.',
  'pointed: what the user pointed at.',
  'Several areas are combined in order by `mode`. All coordinates are fractions of the picture you see, [x, y], origin top left; box is [left, top, right, bottom].',
].join(' ');

const AREA: Schema = {
  type: 'object',
  properties: {
    kind: choice(...AREA_KINDS), thing: choice(...NAMES), at: point, from: point, to: point, box: list(number), points: list(point), radius: number,
    low: number, high: number, range: number, feather: within(0, 100), invert: { type: 'boolean' }, mode: choice('add', 'subtract', 'intersect'),
  },
  required: ['kind'],
};

export const areaFunction: BrainFunction = step(
  'adjust_area', 'A local correction: amounts that hold only in its areas. Absolute amounts, −100…100 where no range is given, exposure in stops. Give `correction` to change an existing one by its number instead of adding one.',
  {
    areas: list(AREA, ABOUT), correction: { type: 'integer' }, remove: { type: 'boolean' },
    ...Object.fromEntries(LOCAL_PROPERTIES.map(({ name, min, max }) => [name, min === -100 && max === 100 ? number : within(min, max)])),
  },
);

/** The same areas, described once. */
const AS_THERE: Schema = list({ type: 'object' }, 'as `areas` of adjust_area');

export const lensBlurFunction: BrainFunction = step(
  'lens_blur', 'Blurs what is outside the focus, as a fast lens would. Focus on the recognised subject where there is one. Amount 0 switches it off.',
  { amount: within(0, 100), focus: AS_THERE, highlights: noted(within(0, 100), 'how brightly lights shine out of focus; 0 is natural') }, ['amount'],
);

export const pointColourFunction: BrainFunction = step(
  'adjust_point_colour', 'Moves one colour of the photo and those like it, wherever they are: finer than the mixer. Up to eight samples; greys never change. −100…100.',
  {
    at: noted(point, 'where the colour is in the picture'), colour: noted(text, '#rrggbb, instead of `at`'), hue: number, saturation: number, luminance: number,
    variance: noted(number, 'negative: colours in the range become more like the sample'), range: noted(within(0, 100), 'how far from the sample counts; 50 is usual'),
  },
);

export const retouchFunction: BrainFunction = step(
  'retouch', 'Takes small things out of the photo. heal: a blemish or dust. remove: an object, filled with what surrounds it; cover all of it and its shadow. clone: a copy from `source`. red_eye, pet_eye: a pupil.',
  {
    spots: list({
      type: 'object',
      properties: { method: choice('heal', 'remove', 'clone', 'red_eye', 'pet_eye'), points: list(point, 'one for a spot, several for a stroke'), radius: noted(number, 'fraction of the longer side'), source: point },
      required: ['method', 'points', 'radius'],
    }),
  }, ['spots'],
);

export const generateFunction: BrainFunction = step(
  'generate', 'Has an image model change the picture itself: only for what no slider, mask or retouch can do (add, replace or restyle things). Costs the user money and may be refused. Develop settings go on afterwards.',
  { prompt: noted(text, 'the whole order, in English'), why: noted(text, 'why developing cannot do it, for the user'), areas: noted(AS_THERE, 'where; left out: anywhere. As in adjust_area') }, ['prompt', 'why'],
);
