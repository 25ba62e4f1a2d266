import type { Tool } from '../tools';
import type { JsonValue } from '../types';
import { LIST_READERS } from './lists';
import { invalid, readPlain } from './read-plain';
import type { Reading } from './scalars';

export { readNumber } from './read-plain';
export { booleanIn, numberIn, type Reading } from './scalars';

/** Reads one value for a tool: the right type and inside its range, or why not. */
export function readValue(tool: Tool, value: JsonValue): Reading {
  switch (tool.kind) {
    case 'list': return LIST_READERS[tool.name]?.(value) ?? { value };
    case 'mask': return invalid('a develop setting, not a kind of mask', value);
    default: return readPlain(tool, value);
  }
}
