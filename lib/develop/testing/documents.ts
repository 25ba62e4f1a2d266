import fc from 'fast-check';
import { correctionsValue, type Correction } from '../settings';
import { CORRECTIONS } from '../settings/names';
import { TOOLS, type Tool } from '../tools';
import type { DevelopSettings, JsonValue } from '../types';
import { showcase } from './showcase';

/** One value of a tool, within `share` of its travel from the default. */
function valueOf(tool: Tool, share: number): fc.Arbitrary<JsonValue> | undefined {
  switch (tool.kind) {
    case 'number': {
      const { min, max, default: initial } = tool;
      return fc.double({ min: -1, max: 1, noNaN: true }).map((t) => initial + share * t * (t < 0 ? initial - min : max - initial));
    }
    case 'boolean': return fc.boolean();
    case 'enum': return fc.constantFrom(...tool.options.map(({ value }) => value));
    case 'curve': return share < 1 ? fc.constantFrom(...showcase(tool).at.map(({ value }) => value)) : fc.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 })), { minLength: 2, maxLength: 6 })
      .map((points) => [...new Map(points.map((point) => [point[0], point] as const)).values()].sort((a, b) => a[0] - b[0]))
      .filter((points) => points.length > 1);
    case 'list': return fc.constantFrom(...showcase(tool).at.map(({ settings }) => settings[tool.name] ?? null));
    case 'mask': return undefined;
  }
}

/** A document of a dozen tools at most, as people's are. */
const some = (tools: readonly Tool[], share: number): fc.Arbitrary<DevelopSettings> => {
  const values = tools.flatMap((tool) => { const value = valueOf(tool, share); return value ? [value.map((chosen) => [tool.name, chosen] as const)] : []; });
  return fc.subarray(values, { maxLength: 12 }).chain((chosen) => fc.tuple(...chosen)).map((entries) => Object.fromEntries(entries));
};

const MASKS = TOOLS.flatMap((tool) => (tool.kind === 'mask' ? [showcase(tool)] : [])).map(({ at: [shown] }) => {
  const [correction] = (shown?.settings[CORRECTIONS] ?? []) as unknown as readonly Correction[];
  return correction?.CorrectionMasks[0];
}).filter((mask) => mask !== undefined);

/**
 * Documents as people and programs write them: some global tools, up to three corrections of some local tools with one to three masks. Numbers lie
 * within `share` (0…1) of their travel. `tools`: which global ones may appear.
 */
export function documents(share = 1, tools: (tool: Tool) => boolean = () => true): fc.Arbitrary<DevelopSettings> {
  const local = some(TOOLS.filter(({ scope }) => scope === 'local'), share);
  const correction = fc.tuple(local, fc.array(fc.tuple(fc.constantFrom(...MASKS), fc.integer({ min: 0, max: 1 }), fc.boolean()), { minLength: 1, maxLength: 3 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([amounts, masks, CorrectionAmount]) => ({
      What: 'Correction', CorrectionName: '', CorrectionActive: true, CorrectionAmount, ...amounts,
      CorrectionMasks: masks.map(([mask, MaskBlendMode, MaskInverted]) => ({ ...mask, MaskBlendMode, MaskInverted, MaskValue: MaskBlendMode === 1 ? 0 : 1 })),
    }) as unknown as Correction);
  return fc.tuple(some(TOOLS.filter((tool) => tool.scope === 'global' && tools(tool)), share), fc.array(correction, { maxLength: 3 }))
    .map(([global, corrections]) => (corrections.length === 0 ? global : { ...global, [CORRECTIONS]: correctionsValue(corrections) }));
}
