import { describe, expect, it } from 'vitest';
import { SWITCHES, TOOLS, type Tool } from '../tools';
import { normalise } from './normalise';
import * as all from './index';
import * as geometry from './geometry';

const ROWS = TOOLS.filter(({ family, scope }) => scope === 'global' && ['crop', 'lens', 'transform'].includes(family));

/** A value that is not the default. */
function moved(tool: Tool) {
  switch (tool.kind) {
    case 'number': return tool.max === tool.default ? tool.min : tool.max;
    case 'boolean': return !tool.default;
    case 'enum': return tool.options.find(({ value }) => value !== tool.default)?.value ?? tool.default;
    default: return null;
  }
}

const readBy = ({ numberOf, booleanOf, choiceOf }: Pick<typeof all, 'numberOf' | 'booleanOf' | 'choiceOf'>, settings: Parameters<typeof all.numberOf>[0]) =>
  Object.fromEntries(ROWS.flatMap(({ name, kind }): readonly (readonly [string, string | number | boolean])[] => (kind === 'number' ? [[name, numberOf(settings, name)]] : kind === 'boolean' ? [[name, booleanOf(settings, name)]] : kind === 'enum' ? [[name, choiceOf(settings, name)]] : [])));

const MOVED = normalise({ Exposure2012: 1, ...Object.fromEntries(ROWS.flatMap((tool) => { const value = moved(tool); return value === null ? [] : [[tool.name, value]]; })) }).settings;

describe('the rows that lay pictures out', () => {
  it('read as the whole registry does, moved and at rest', () => {
    expect(ROWS.length).toBeGreaterThan(20);
    expect(readBy(geometry, {})).toEqual(readBy(all, {}));
    expect(readBy(geometry, MOVED)).toEqual(readBy(all, MOVED));
    expect(readBy(all, MOVED)).not.toEqual(readBy(all, {}));
  });

  it.each(SWITCHES.map(({ name }) => name))('are switched as the whole registry is: %s', (name) => {
    const settings = { ...MOVED, [name]: false };
    expect(readBy(geometry, geometry.geometryInForce(settings))).toEqual(readBy(all, all.inForce(settings)));
  });

  it('are left as they are while nothing is off, and refuse rows of other tools', () => {
    expect(geometry.geometryInForce(MOVED)).toBe(MOVED);
    expect(geometry.geometryInForce({ EnableLensCorrections: false, LensProfileEnable: true })).not.toHaveProperty('LensProfileEnable');
    expect(() => geometry.numberOf(MOVED, 'Exposure2012')).toThrow(all.ToolKindError);
  });
});
