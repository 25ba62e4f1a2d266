import { toolsOf, type FamilyId, type Tool } from '@/lib/develop/tools';
import { choice, list, point, step, within, type BrainFunction, type Schema } from './schema';

/** More than two hundred parameters do not fit one schema well: they are grouped as a photographer thinks of them. */
const GROUPS: readonly { readonly name: string; readonly description: string; readonly families: readonly FamilyId[] }[] = [
  { name: 'adjust_light', description: 'White balance, exposure, tone and presence of the whole photo.', families: ['white-balance', 'tone', 'presence'] },
  { name: 'adjust_colour', description: 'The profile the photo starts from, black and white with its mixer, and the primaries that every colour is mixed from.', families: ['profile', 'black-and-white', 'calibration'] },
  { name: 'adjust_colour_mixer', description: 'Hue, saturation and luminance of eight colours.', families: ['mixer'] },
  { name: 'adjust_grading', description: 'Colour grading: tint shadows, midtones, highlights or everything toward a hue.', families: ['grading'] },
  { name: 'adjust_curves', description: 'Parametric and point tone curves. A point curve is a list of [x, y], 0…255, x increasing.', families: ['tone-curve'] },
  { name: 'adjust_detail', description: 'Sharpening and noise reduction.', families: ['detail'] },
  { name: 'adjust_effects', description: 'Vignette after the crop, and grain.', families: ['effects'] },
  { name: 'adjust_geometry', description: 'Crop and straighten, perspective, lens corrections. Crop edges are fractions of the whole upright photo, also when it is cropped already.', families: ['crop', 'transform', 'lens'] },
];

/** What a seed is for is not for a model to decide, and whether there is a crop follows from its edges. */
const LEFT_OUT: ReadonlySet<string> = new Set(['GrainSeed', 'HasCrop']);

/** The range that goes without saying. */
const USUAL = { min: -100, max: 100 } as const;

function propertyOf(tool: Tool): Schema | undefined {
  switch (tool.kind) {
    case 'number': return tool.min === USUAL.min && tool.max === USUAL.max ? { type: 'number' } : within(tool.min, tool.max);
    case 'boolean': return { type: 'boolean' };
    case 'enum': return tool.options.every(({ value }) => typeof value === 'string') ? choice(...tool.options.map(({ value }) => String(value))) : { enum: tool.options.map(({ value }) => value) };
    case 'curve': return list(point);
    case 'list':
    case 'mask': return undefined;
  }
}

/** Whether a function offers the parameter: it renders, and it moves photos of this kind. */
export const offers = (tool: Tool, raw: boolean): boolean =>
  tool.scope === 'global' && tool.rendered && !LEFT_OUT.has(tool.name) && (tool.photos === undefined || (tool.photos === 'raw') === raw) && propertyOf(tool) !== undefined;

const functionsOf = (raw: boolean): readonly BrainFunction[] => GROUPS.map(({ name, description, families }) => step(
  name, `${description} Absolute values, not changes; −100…100 where no range is given; leave out what stays.`,
  Object.fromEntries(families.flatMap(toolsOf).filter((tool) => offers(tool, raw)).flatMap((tool) => { const property = propertyOf(tool); return property ? [[tool.name, property]] : []; })),
));
const RENDERED = functionsOf(false), RAW = functionsOf(true);

export const developFunctions = (raw: boolean): readonly BrainFunction[] => (raw ? RAW : RENDERED);

/** The function that offers a parameter. */
export const functionOffering = (name: string, raw: boolean): string | undefined => developFunctions(raw).find(({ parameters }) => Object.hasOwn(parameters['properties'] as Schema, name))?.name;
