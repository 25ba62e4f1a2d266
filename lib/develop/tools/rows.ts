import type { CurvePoint } from '../types';
import type { BooleanTool, CurveTool, EnumTool, FamilyId, GroupId, ListTool, MaskField, MaskTool, NumberTool, ToolScope, Unit, Words } from './types';

const words = ([en, zh]: Words) => ({ en, zh });

type Common = { readonly group?: GroupId; readonly short?: Words; readonly rendered?: boolean; readonly scope?: ToolScope; readonly photos?: 'raw' | 'rendered' };

const common = (family: FamilyId, name: string, label: Words, description: Words, { group, short, photos, rendered = true, scope = 'global' }: Common) => ({
  name, family, scope, label: words(label), short: words(short ?? label), description: words(description), ...(group && { group }), ...(photos && { photos }), rendered,
});

/** The constructors of registry rows for one family; what is left out takes Lightroom's usual: −100…100, default 0, step 1, rendered. */
export const rowsOf = (family: FamilyId) => ({
  number: (
    name: string, label: Words, description: Words,
    { min = -100, max = 100, default: initial = 0, step = 1, unit = '', slider, ...rest }: Common & Partial<Pick<NumberTool, 'min' | 'max' | 'default' | 'step' | 'unit' | 'slider'>> = {},
  ): NumberTool => ({ ...common(family, name, label, description, rest), kind: 'number', min, max, default: initial, step, unit: unit as Unit, ...(slider && { slider }) }),

  boolean: (name: string, label: Words, description: Words, { written, ...rest }: Common & Pick<BooleanTool, 'written'>): BooleanTool => ({
    ...common(family, name, label, description, rest), kind: 'boolean', default: false, written,
  }),

  choice: (
    name: string, label: Words, description: Words,
    { options, default: initial, open, likes, ...rest }: Common & Pick<EnumTool, 'open' | 'likes'> & { readonly options: readonly (readonly [value: string | number, ...label: Words])[]; readonly default: string | number },
  ): EnumTool => ({
    ...common(family, name, label, description, rest), kind: 'enum', default: initial, ...(open && { open }), ...(likes && { likes }),
    options: options.map(([value, en, zh]) => ({ value, label: { en, zh } })),
  }),

  curve: (name: string, label: Words, description: Words, rest: Common = {}): CurveTool => ({
    ...common(family, name, label, description, rest), kind: 'curve', min: 0, max: 255, default: STRAIGHT,
  }),

  list: (name: string, label: Words, description: Words, rest: Common = {}): ListTool => ({
    ...common(family, name, label, description, rest), kind: 'list', default: null,
  }),

  mask: (name: string, label: Words, description: Words, { what, fields, ...rest }: Common & Pick<MaskTool, 'what' | 'fields'>): MaskTool => ({
    ...common(family, name, label, description, { ...rest, scope: 'mask' }), kind: 'mask', default: null, what, fields,
  }),
});

/** The curve that changes nothing. */
export const STRAIGHT: readonly CurvePoint[] = [[0, 0], [255, 255]];

export const field = (name: string, min: number, max: number, initial: number): MaskField => ({ name, kind: 'number', min, max, default: initial });
export const flag = (name: string, initial: boolean): MaskField => ({ name, kind: 'boolean', default: initial });
