import { FAMILIES, TOOLS, toolsOf, type Tool } from '@/lib/develop/tools';
import type { Terminal } from './terminal';

const rangeOf = (tool: Tool): string => {
  switch (tool.kind) {
    case 'number': return `${tool.min} … ${tool.max}${tool.unit === '' || tool.unit === 'fraction' ? '' : ` ${tool.unit}`}, default ${tool.default}`;
    case 'boolean': return 'true or false, default false';
    case 'enum': return `${tool.options.map(({ value }) => value).join(' | ')}, default ${tool.default}`;
    case 'curve': return 'points [x, y] of 0 … 255, default straight';
    case 'list': return 'structure';
    case 'mask': return `mask: ${tool.fields.map(({ name }) => name).join(', ')}`;
    default: return tool satisfies never;
  }
};

/** The registry, for people or as JSON. */
export function tools(json: boolean, terminal: Terminal): void {
  if (json) return terminal.say(JSON.stringify(TOOLS, null, 2));
  const widest = Math.max(...TOOLS.map(({ name }) => name.length));
  for (const { id, label } of FAMILIES) {
    terminal.say(label[terminal.locale]);
    for (const tool of toolsOf(id)) terminal.say(`  ${tool.name.padEnd(widest)}  ${tool.label[terminal.locale]}: ${rangeOf(tool)}${tool.rendered ? '' : ' (kept, not rendered yet)'}`);
  }
}
