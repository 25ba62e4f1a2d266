import { FAMILIES, GROUPS, toolsOf, type Family, type Tool } from '@/lib/develop/tools';
import { showNumber, showValue } from '@/lib/develop/settings';
import { showcase } from '@/lib/develop/testing/showcase';

export const pageName = ({ id }: Family): string => `${id}.md`;
export const stripName = (tool: Tool): string => `${tool.name.replace(/^Mask\//, 'mask-').replace(/[^A-Za-z0-9]+/g, '-')}.webp`;

/** What stands in a tool's strip, left to right: the photo without it among its values, as a number's scale has it. */
export function cellsOf(tool: Tool): readonly { readonly label: string; readonly settings: ReturnType<typeof showcase>['without'] }[] {
  const { without, at } = showcase(tool);
  const shown = at.slice(0, 8).map(({ value, settings }) => ({ value, label: typeof value === 'object' || tool.kind === 'mask' ? 'set' : showValue(tool.name, value, 'en'), settings }));
  const plain = { value: null, label: tool.kind === 'number' ? showNumber(tool, tool.default) : 'without', settings: without };
  if (tool.kind !== 'number') return [plain, ...shown];
  const below = shown.filter(({ value }) => Number(value) < tool.default);
  return [...below, plain, ...shown.slice(below.length)];
}

const range = (tool: Tool): string => {
  switch (tool.kind) {
    case 'number': return `${showNumber(tool, tool.min)} … ${showNumber(tool, tool.max)}, default ${showNumber(tool, tool.default)}`;
    case 'boolean': return 'on or off';
    case 'enum': return tool.options.map(({ label }) => label.en).join(', ');
    case 'curve': return 'a point curve, 0 … 255';
    case 'list': return 'a record of its own';
    case 'mask': return tool.fields.map(({ name }) => `\`${name}\``).join(', ') || 'no fields';
  }
};

const entry = (tool: Tool): string => `### ${tool.label.en} · ${tool.label.zh}

\`${tool.name}\`: ${range(tool)}

${tool.description.en}
${tool.description.zh}

![${tool.label.en}: ${cellsOf(tool).map(({ label }) => label).join(' · ')}](strips/${stripName(tool)})

<sub>${cellsOf(tool).map(({ label }) => label).join(' · ')}</sub>
`;

/** The page of a tool family, from the registry alone. */
export function page(family: Family): string {
  const tools = toolsOf(family.id);
  const groups = [...new Set(tools.map(({ group }) => group))];
  const sections = groups.map((group) => [...(group ? [`## ${GROUPS[group].en} · ${GROUPS[group].zh}\n`] : []), ...tools.filter((tool) => tool.group === group).map(entry)].join('\n'));
  return `<!-- Written by \`npm run engine-docs\` from the registry of tools (lib/develop/tools). Change it there. -->
# ${family.label.en} · ${family.label.zh}

${sections.join('\n')}`;
}

export const index = (): string => `<!-- Written by \`npm run engine-docs\` from the registry of tools (lib/develop/tools). Change it there. -->
# The tools of the develop engine

One page per family. Each tool is shown on a photo, or on the engine's test picture where it needs something to find; numbers run from the lowest to
the highest value.

| family | tools |
|---|---|
${FAMILIES.filter(({ id }) => toolsOf(id).length > 0).map((family) => `| [${family.label.en} · ${family.label.zh}](${pageName(family)}) | ${toolsOf(family.id).map(({ label }) => label.en).join(', ')} |`).join('\n')}

How the results look beside other programs' on the same photos: [comparison](comparison.md).
`;
