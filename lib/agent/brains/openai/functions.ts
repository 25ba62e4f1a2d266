import { LOCAL_SLIDERS, toolOf, toolsOf, type FamilyId, type Tool } from '@/lib/develop/tools';
import type { JsonValue } from '@/lib/develop/types';

type Schema = Readonly<Record<string, JsonValue>>;

/** A function that the model may call, as the chat-completions API describes it. */
export type BrainFunction = { readonly name: string; readonly description: string; readonly parameters: Schema };

const TITLE: Schema = { type: 'string', description: 'What this step does, in at most six words, in the user’s language' };

/** More than two hundred parameters do not fit one schema well: they are grouped as a photographer thinks of them. */
const GROUPS: readonly { readonly name: string; readonly description: string; readonly families: readonly FamilyId[] }[] = [
  { name: 'adjust_light', description: 'White balance, exposure, tone and presence of the whole photo.', families: ['white-balance', 'tone', 'presence'] },
  { name: 'adjust_curve', description: 'Parametric and point tone curves. Point curves are lists of [x, y], 0…255, x increasing.', families: ['tone-curve'] },
  { name: 'adjust_colours', description: 'The profile that the photo starts from; hue, saturation and luminance of eight colours; black and white and its mixer; the primaries that every colour is mixed from.', families: ['profile', 'mixer', 'black-and-white', 'calibration'] },
  { name: 'adjust_grading', description: 'Colour grading: tint shadows, midtones, highlights or everything toward a hue (degrees).', families: ['grading'] },
  { name: 'adjust_detail_and_effects', description: 'Sharpening, vignette after crop, grain.', families: ['detail', 'effects'] },
  { name: 'adjust_crop', description: 'Crop (fractions of the upright photo) and straighten (degrees).', families: ['crop'] },
];

function propertyOf(tool: Tool): Schema | undefined {
  switch (tool.kind) {
    case 'number': return { type: 'number', minimum: tool.min, maximum: tool.max };
    case 'boolean': return { type: 'boolean' };
    case 'enum': return { enum: tool.options.map((option) => option.value) };
    case 'curve': return { type: 'array', items: { type: 'array', items: { type: 'number' } } };
    case 'list':
    case 'mask': return undefined;
  }
}

const groupFunctions: readonly BrainFunction[] = GROUPS.map(({ name, description, families }) => ({
  name,
  description: `${description} Values are absolute Lightroom values, not changes; leave out what stays.`,
  parameters: {
    type: 'object',
    properties: {
      title: TITLE,
      ...Object.fromEntries(families.flatMap(toolsOf).flatMap((tool) => {
        const property = tool.rendered && tool.photos !== 'raw' ? propertyOf(tool) : undefined;
        return property ? [[tool.name, property]] : [];
      })),
    },
    required: ['title'],
  },
}));

/** What a local correction can move, in the units its sliders show. */
export const LOCAL_PROPERTIES = LOCAL_SLIDERS.flatMap((name) => {
  const tool = toolOf(name);
  if (tool?.kind !== 'number' || !tool.rendered || tool.photos === 'raw') return [];
  const scale = tool.slider?.scale ?? 1;
  return [{ name, scale, schema: { type: 'number', minimum: tool.min * scale, maximum: tool.max * scale } }];
});

const AREA: Schema = {
  type: 'object',
  description:
    'linear: full effect at `to`, none at `from`. ellipse: inside the box, `feather` 0…100. thing: exactly what was recognised in the photo (see the measurements), the best choice where it is listed. luminance: tones between `low` and `high`, 0…1. Coordinates are fractions of the photo, origin top left.',
  properties: {
    kind: { enum: ['linear', 'ellipse', 'thing', 'luminance'] },
    thing: { enum: ['sky', 'skin', 'subject', 'background'] },
    from: { type: 'array', items: { type: 'number' } },
    to: { type: 'array', items: { type: 'number' } },
    box: { type: 'array', items: { type: 'number' }, description: '[left, top, right, bottom]' },
    feather: { type: 'number', minimum: 0, maximum: 100 },
    low: { type: 'number', minimum: 0, maximum: 1 },
    high: { type: 'number', minimum: 0, maximum: 1 },
    invert: { type: 'boolean' },
  },
  required: ['kind'],
};

const localFunction: BrainFunction = {
  name: 'adjust_area',
  description: 'A new local correction: amounts that hold only where the area is. Exposure is in stops, everything else −100…100.',
  parameters: {
    type: 'object',
    properties: {
      title: TITLE,
      area: AREA,
      ...Object.fromEntries(LOCAL_PROPERTIES.map(({ name, schema }) => [name, schema])),
    },
    required: ['title', 'area'],
  },
};

const shift = (what: string): Schema => ({ type: 'number', minimum: -100, maximum: 100, description: what });

const pointFunction: BrainFunction = {
  name: 'adjust_point_colour',
  description: 'Moves one colour of the photo and those like it, wherever they are: finer than the eight colours of the mixer. Up to eight samples; greys never change.',
  parameters: {
    type: 'object',
    properties: {
      title: TITLE,
      colour: { type: 'string', description: 'The colour as it is seen in the photo, #rrggbb' },
      hue: shift('around the colour wheel'),
      saturation: shift('richer or paler'),
      luminance: shift('brighter or darker'),
      variance: shift('negative: colours in the range become more like the sample; positive: more different'),
      range: { type: 'number', minimum: 0, maximum: 100, description: 'how far from the sample colours count; 50 is usual' },
    },
    required: ['title', 'colour'],
  },
};

const retouchFunction: BrainFunction = {
  name: 'adjust_retouch',
  description: 'Takes small things out of the photo. heal: a blemish or dust, covered with matching pixels from nearby. remove: an object, filled with what surrounds it; cover all of it and its shadow. clone: an exact copy from `source`.',
  parameters: {
    type: 'object',
    properties: {
      title: TITLE,
      areas: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            method: { enum: ['heal', 'remove', 'clone'] },
            points: { type: 'array', items: { type: 'array', items: { type: 'number' } }, description: 'One [x, y] for a spot, several for a brush stroke; fractions of the photo, origin top left' },
            radius: { type: 'number', description: 'fraction of the longer side' },
            source: { type: 'array', items: { type: 'number' }, description: '[x, y] of what goes to the first point; found by itself where it is left out' },
          },
          required: ['method', 'points', 'radius'],
        },
      },
    },
    required: ['title', 'areas'],
  },
};

const lensBlurFunction: BrainFunction = {
  name: 'adjust_lens_blur',
  description: 'Blurs what is outside the focus, as a fast lens would. The focus is an area, best the recognised subject. Amount 0 switches it off.',
  parameters: {
    type: 'object',
    properties: { title: TITLE, amount: { type: 'number', minimum: 0, maximum: 100 }, focus: AREA, highlights: { type: 'number', minimum: 0, maximum: 100, description: 'how brightly lights shine out of focus; 0 is natural' } },
    required: ['title', 'amount', 'focus'],
  },
};

const planFunction: BrainFunction = {
  name: 'plan',
  description: 'State the plan once, before the first step: 2–8 steps in professional order.',
  parameters: { type: 'object', properties: { text: { type: 'string' }, steps: { type: 'array', items: { type: 'string' } } }, required: ['text', 'steps'] },
};

const finishFunction: BrainFunction = {
  name: 'finish',
  description: 'End the work: what was done, and up to three instructions the user may want next, in the user’s language.',
  parameters: { type: 'object', properties: { summary: { type: 'string' }, suggestions: { type: 'array', items: { type: 'string' } } }, required: ['summary'] },
};

/** The functions of a turn; the plan is asked for in the first one only. */
export const functionsFor = (firstTurn: boolean): readonly BrainFunction[] =>
  [...(firstTurn ? [planFunction] : []), ...groupFunctions, pointFunction, localFunction, retouchFunction, lensBlurFunction, finishFunction];
