import { LOCAL_CURVES, LOCAL_SLIDERS, toolOf, type Tool } from '../tools';
import type { CurvePoint, DevelopSettings, JsonValue } from '../types';
import { correctionOf, type Correction } from './corrections';
import { isList } from './json';
import { CORRECTIONS } from './local';
import { readValue } from './read';

/** Code asked for a tool that the registry does not have, or as another kind than it is: a mistake in the program. */
export class ToolKindError extends TypeError {
  readonly code = 'tool-kind';
  constructor(name: string, expected: string, received: string | undefined) {
    super(`Expected ${name} to be a ${expected} in the registry but it is ${received ?? 'not there'}.`);
  }
}

const toolAs = <Kind extends Tool['kind']>(name: string, kind: Kind): Extract<Tool, { kind: Kind }> => {
  const tool = toolOf(name);
  if (tool?.kind !== kind) throw new ToolKindError(name, kind, tool?.kind);
  return tool as Extract<Tool, { kind: Kind }>;
};

const valueOf = (settings: DevelopSettings, tool: Tool): JsonValue => {
  const stored = settings[tool.name];
  return (stored === undefined || stored === null ? undefined : readValue(tool, stored).value) ?? tool.default;
};

/** A number in the tool's range; its default where the document has none or one that cannot be used. */
export const numberOf = (settings: DevelopSettings, name: string): number => Number(valueOf(settings, toolAs(name, 'number')));

export const booleanOf = (settings: DevelopSettings, name: string): boolean => valueOf(settings, toolAs(name, 'boolean')) === true;

const MOVED_BALANCE = ['IncrementalTemperature', 'IncrementalTint', 'Temperature', 'Tint'] as const;

/** The stored choice. White balance and curve names answer `Custom` where values were moved by hand without naming it. */
export function choiceOf(settings: DevelopSettings, name: string): string | number {
  const tool = toolAs(name, 'enum');
  const value = valueOf(settings, tool);
  if (value === tool.default && name === 'WhiteBalance' && settings['WhiteBalance'] === undefined && MOVED_BALANCE.some((key) => settings[key] !== undefined)) return 'Custom';
  if (value === tool.default && name === 'ToneCurveName2012' && settings['ToneCurvePV2012'] !== undefined) return 'Custom';
  return typeof value === 'number' ? value : String(value);
}

/** At least two points, x strictly increasing. */
export const curveOf = (settings: DevelopSettings, name: string): readonly CurvePoint[] => valueOf(settings, toolAs(name, 'curve')) as unknown as readonly CurvePoint[];

/** The local corrections of a normalised document, in order, the inactive ones included. */
export function correctionsOf(settings: DevelopSettings): readonly Correction[] {
  const value = settings[CORRECTIONS];
  return isList(value) ? value.map((item) => correctionOf(item, LOCAL_SLIDERS, LOCAL_CURVES)) : [];
}
