import { numberOf, OWN_PARTS, type Part } from '@/lib/develop/settings';
import { TOOLS } from '@/lib/develop/tools';
import type { FamilyId, NumberTool } from '@/lib/develop/tools';
import type { DevelopSettings } from '@/lib/develop/types';

/** How one slider is counted: at 0 where a photo starts, 1 at half its travel from there. */
export type Slider = { readonly tool: NumberTool; readonly read: (settings: DevelopSettings, starting: DevelopSettings) => number; readonly value: (position: number, starting: DevelopSettings) => number };

/** Mired in one share of a white balance in Kelvin: from 5500 K to about 3000 K. */
const MIRED = 150;
/** Composition is made for one photo, and so are its masks; optics belong to its lens. */
const OWN: ReadonlySet<string> = new Set<Part>([...OWN_PARTS, 'lens']);

/** Whether a hand can show in a parameter of this family. */
export const isStyle = (family: FamilyId): boolean => !OWN.has(family);

function sliderOf(tool: NumberTool): Slider {
  const half = (tool.max - tool.min) / 2;
  // Equal steps of mired look equal; equal steps of Kelvin do not.
  if (tool.name === 'Temperature') {
    return {
      tool,
      read: (settings, starting) => (1e6 / numberOf(starting, tool.name) - 1e6 / numberOf(settings, tool.name)) / MIRED,
      value: (position, starting) => 1e6 / Math.max(1e6 / tool.max, 1e6 / numberOf(starting, tool.name) - position * MIRED),
    };
  }
  return {
    tool,
    read: (settings, starting) => (numberOf(settings, tool.name) - numberOf(starting, tool.name)) / half,
    value: (position, starting) => numberOf(starting, tool.name) + position * half,
  };
}

/** The sliders of the whole picture that a hand can show in. */
export const STYLE_SLIDERS: readonly Slider[] = TOOLS.flatMap((tool) => (tool.kind === 'number' && tool.scope === 'global' && tool.rendered && isStyle(tool.family) ? [sliderOf(tool)] : []));

/** A value as the slider can stand. */
export function placed({ tool }: Slider, value: number): number {
  const stepped = Math.round(value / tool.step) * tool.step;
  return Number(Math.min(tool.max, Math.max(tool.min, stepped)).toFixed(6));
}
