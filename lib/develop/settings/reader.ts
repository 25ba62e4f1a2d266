import type { Tool } from '../tools';
import type { CurvePoint, DevelopSettings, JsonValue } from '../types';
import { readPlain, type PlainTool } from './read-plain';

/** Code asked for a tool that the registry does not have, or as another kind than it is: a mistake in the program. */
export class ToolKindError extends TypeError {
  readonly code = 'tool-kind';
  constructor(name: string, expected: string, received: string | undefined) {
    super(`Expected ${name} to be a ${expected} in the registry but it is ${received ?? 'not there'}.`);
  }
}

export type Reader = {
  /** A number in the tool's range; its default where the document has none or one that cannot be used. */
  numberOf(this: void, settings: DevelopSettings, name: string): number;
  booleanOf(this: void, settings: DevelopSettings, name: string): boolean;
  /** The stored choice. White balance and curve names answer `Custom` where values were moved by hand without naming it. */
  choiceOf(this: void, settings: DevelopSettings, name: string): string | number;
  /** At least two points, x strictly increasing. */
  curveOf(this: void, settings: DevelopSettings, name: string): readonly CurvePoint[];
};

const MOVED_BALANCE = ['IncrementalTemperature', 'IncrementalTint', 'Temperature', 'Tint'] as const;

const valueOf = (settings: DevelopSettings, tool: PlainTool): JsonValue => {
  const stored = settings[tool.name];
  return (stored === undefined || stored === null ? undefined : readPlain(tool, stored).value) ?? tool.default;
};

/** Reads documents by the rows of the registry, or of the part of it that is read by: whoever needs a few rows need not carry them all. */
export function readerOf(toolOf: (name: string) => Tool | undefined): Reader {
  const toolAs = <Kind extends PlainTool['kind']>(name: string, kind: Kind): Extract<PlainTool, { kind: Kind }> => {
    const tool = toolOf(name);
    if (tool?.kind !== kind) throw new ToolKindError(name, kind, tool?.kind);
    return tool as Extract<PlainTool, { kind: Kind }>;
  };
  return {
    numberOf: (settings, name) => Number(valueOf(settings, toolAs(name, 'number'))),
    booleanOf: (settings, name) => valueOf(settings, toolAs(name, 'boolean')) === true,
    choiceOf: (settings, name) => {
      const tool = toolAs(name, 'enum');
      const value = valueOf(settings, tool);
      if (value === tool.default && name === 'WhiteBalance' && settings['WhiteBalance'] === undefined && MOVED_BALANCE.some((key) => settings[key] !== undefined)) return 'Custom';
      if (value === tool.default && name === 'ToneCurveName2012' && settings['ToneCurvePV2012'] !== undefined) return 'Custom';
      return typeof value === 'number' ? value : String(value);
    },
    curveOf: (settings, name) => valueOf(settings, toolAs(name, 'curve')) as unknown as readonly CurvePoint[],
  };
}
