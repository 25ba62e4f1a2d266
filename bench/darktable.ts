import { RECIPE } from './recipe';

/**
 * The recipe in darktable's words (4.2): one module for each parameter, or for the group that one darktable module covers. Module parameters in
 * XMP are the module's C structure, little-endian, as hex; the field lists follow each module's introspection. darktable refuses a structure of
 * the wrong size or version, and `bench` checks that every module ran.
 */
export type Field = readonly ['f', ...number[]] | readonly ['i', ...number[]];
export type DarktableModule = { readonly operation: string; readonly version: number; readonly stands: string; readonly fields: readonly Field[] };

export const f = (...values: number[]): Field => ['f', ...values];
export const i = (...values: number[]): Field => ['i', ...values];
const zeros = (count: number): number[] => Array<number>(count).fill(0);

/** 20 nodes of (x, y), the rest zero. */
export const nodes = (points: readonly (readonly [number, number])[]): Field => f(...points.flat(), ...zeros(40 - points.length * 2));

/** Points in 0..1 of the recipe's tone curve with its contrast, whites and blacks in it, as tonecurve's users do. */
const CURVE = (RECIPE.ToneCurvePV2012 as readonly (readonly [number, number])[]).map(([x, y]) => [x / 255, y / 255] as const);
/** Eight hues around the wheel; node 3 is green. */
const GREEN_LESS = Array.from({ length: 8 }, (_, k) => [k / 8, k === 3 ? 0.4 : 0.5] as const);
const FLAT = Array.from({ length: 8 }, (_, k) => [k / 8, 0.5] as const);

export const DARKTABLE_MODULES: readonly DarktableModule[] = [
  { operation: 'temperature', version: 3, stands: 'IncrementalTemperature', fields: [f(1.04, 1, 0.95, 1)] },
  { operation: 'exposure', version: 6, stands: 'Exposure2012', fields: [i(0), f(0, 0.35, 50, -4), i(0)] },
  { operation: 'hazeremoval', version: 1, stands: 'Dehaze', fields: [f(0.1, 0.2)] },
  { operation: 'shadhi', version: 5, stands: 'Highlights2012, Shadows2012, Whites2012', fields: [i(0), f(100, 35, 0.5, -45, 0, 50, 100, 50), i(127), f(0.000001), i(1)] },
  { operation: 'bilat', version: 3, stands: 'Clarity2012 (local Laplacian)', fields: [i(1), f(1, 1, 0.18, 0.5)] },
  { operation: 'atrous', version: 2, stands: 'Texture', fields: [i(6), f(...Array.from({ length: 5 }, () => [0, 0.2, 0.4, 0.6, 0.8, 1]).flat()), f(0.5, 0.5, 0.55, 0.58, 0.55, 0.5, ...Array<number>(12).fill(0.5), ...zeros(12)), f(1)] },
  { operation: 'tonecurve', version: 5, stands: 'ToneCurvePV2012, Contrast2012, Blacks2012', fields: [nodes(CURVE), nodes([[0, 0], [1, 1]]), nodes([[0, 0], [1, 1]]), i(CURVE.length, 2, 2), i(2, 2, 2), i(1, 0, 1, 0)] },
  { operation: 'colorzones', version: 5, stands: 'SaturationAdjustmentGreen', fields: [i(2), nodes(FLAT), nodes(GREEN_LESS), nodes(FLAT), i(8, 8, 8), i(2, 2, 2), f(0), i(1, 1)] },
  { operation: 'vibrance', version: 2, stands: 'Vibrance, Saturation', fields: [f(18)] },
  { operation: 'splittoning', version: 1, stands: 'SplitToningShadowHue, SplitToningShadowSaturation', fields: [f(220 / 360, 0.12, 0.2, 0, 0.5, 33)] },
  { operation: 'sharpen', version: 1, stands: 'Sharpness', fields: [f(1, 0.5, 0.5)] },
  { operation: 'vignette', version: 4, stands: 'PostCropVignetteAmount', fields: [f(80, 50, -0.15, 0, 0, 0), i(0), f(1, 1), i(0, 1)] },
];

function hex(fields: readonly Field[]): string {
  const values = fields.flatMap(([kind, ...numbers]) => numbers.map((value) => ({ kind, value })));
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach(({ kind, value }, at) => (kind === 'f' ? bytes.writeFloatLE(value, at * 4) : bytes.writeInt32LE(value, at * 4)));
  return bytes.toString('hex');
}

/** A sidecar for darktable-cli. `order` of the modules: 2 darktable 3's own, 3 the same for pictures that are no RAW, where all from Exposure on see linear light. */
export function darktableXmp(modules: readonly Omit<DarktableModule, 'stands'>[] = DARKTABLE_MODULES, order: 2 | 3 = 2): string {
  const history = modules.map(({ operation, version, fields }, num) =>
    `<rdf:li darktable:num="${num}" darktable:operation="${operation}" darktable:enabled="1" darktable:modversion="${version}" darktable:params="${hex(fields)}" darktable:multi_name="" darktable:multi_priority="0"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:darktable="http://darktable.sf.net/" darktable:xmp_version="5" darktable:raw_params="0" darktable:auto_presets_applied="1" darktable:history_end="${history.length}" darktable:iop_order_version="${order}">
<darktable:history><rdf:Seq>
${history.join('\n')}
</rdf:Seq></darktable:history></rdf:Description></rdf:RDF></x:xmpmeta>
`;
}
