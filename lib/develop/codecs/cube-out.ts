import { UNMEASURED, type Measures } from '../auto';
import type { Engine } from '../engine';
import { balancesItself } from '../pipeline/amounts';
import type { Analysis, Grid } from '../pipeline/analysis';
import { layered, partOfLayered } from '../looks';
import { CORRECTIONS } from '../settings';
import { toolOf } from '../tools';
import type { DevelopSettings, Pixels, SettingsIssue } from '../types';

/** Families of which every pixel's result depends on its own colour alone. */
const COLOUR: ReadonlySet<string> = new Set(['profile', 'look', 'white-balance', 'tone', 'tone-curve', 'mixer', 'black-and-white', 'point-colour', 'grading', 'calibration']);
const ALSO: ReadonlySet<string> = new Set(['Vibrance', 'Saturation']);
/** These follow the brightness around a pixel. In a table they follow the pixel's own. */
const BY_TONE: ReadonlySet<string> = new Set(['Highlights2012', 'Shadows2012']);

const isColour = (name: string): boolean => ALSO.has(name) || COLOUR.has(toolOf(name)?.family ?? (name.startsWith('Table_') ? 'look' : ''));

/** Guided filters that give every tone back as it is, and no haze. */
const flat = (a: number, b: number): Grid => ({ width: 1, height: 1, cell: 4, data: Float32Array.of(a, b), key: `flat ${a} ${b}` });
const FLAT: Analysis = { size: { width: 4, height: 4 }, grids: { tone: flat(1, 0), clarity: flat(1, 0), texture: flat(1, 0), veil: flat(0, 1) }, airlight: [1, 1, 1], blown: 0 };

export type CubeOptions = {
  /** Nodes to an axis, 2…65. */
  readonly size?: number;
  readonly title?: string;
  /** Of the photo that the settings belong to (`Engine.measure`): what `WhiteBalance` Auto is resolved from. */
  readonly measures?: Measures;
};

/**
 * The colour part of settings as a .cube file in sRGB as displayed: everything that looks at one pixel at a time. What looks around itself or at a place (crop,
 * masks, detail, lens, effects) cannot be in a table and is named in the issues.
 */
export function writeCube(engine: Engine, settings: DevelopSettings, { size = 33, title = 'Evoroom', measures }: CubeOptions = {}): { readonly text: string; readonly issues: readonly SettingsIssue[] } {
  const whole = layered(settings);
  // The look's own parameters are in `whole` already: what of it is a place or a neighbourhood is told apart like the photo's own.
  const kept = partOfLayered(Object.fromEntries(Object.entries(whole).filter(([name]) => isColour(name))));
  const left = Object.keys(whole).filter((name) => !isColour(name) && name !== 'HasCrop' && (name === CORRECTIONS || toolOf(name)?.rendered));
  const issues: SettingsIssue[] = [
    ...left.map((name): SettingsIssue => ({ name, kind: 'unrendered', message: `${toolOf(name)?.label.en ?? 'Masks'} works on places or surroundings; a colour table cannot hold it` })),
    ...Object.keys(kept).filter((name) => BY_TONE.has(name)).map((name): SettingsIssue => ({ name, kind: 'translated', message: `${toolOf(name)?.label.en ?? name} follows surroundings; in the table it follows each pixel’s own tone` })),
  ];
  if (!measures && balancesItself(kept)) issues.push({ name: 'WhiteBalance', kind: 'unrendered', message: 'an automatic white balance depends on the photo; the table is made without it' });
  const nodes = latticeOf(size);
  const target = new Uint16Array(nodes.data.length);
  engine.render({ source: nodes, full: nodes, settings: kept, analysis: FLAT, measures: measures ?? UNMEASURED, output: nodes, target, depth: 16, rows: [0, nodes.height] });
  const lines = [`TITLE "${title.replace(/["\r\n]/g, ' ')}"`, '# sRGB in, sRGB out, as displayed', `LUT_3D_SIZE ${size}`, 'DOMAIN_MIN 0 0 0', 'DOMAIN_MAX 1 1 1'];
  for (let i = 0; i < target.length; i += 3) lines.push([0, 1, 2].map((c) => ((target[i + c] ?? 0) / 65535).toFixed(6)).join(' '));
  return { text: `${lines.join('\n')}\n`, issues };
}

/** Every node as a pixel, red fastest. */
function latticeOf(size: number): Extract<Pixels, { depth: 16 }> {
  const data = new Uint16Array(3 * size ** 3);
  const value = (i: number) => Math.round((65535 * i) / (size - 1));
  for (let at = 0; at < size ** 3; at++) data.set([value(at % size), value(Math.floor(at / size) % size), value(Math.floor(at / size ** 2))], 3 * at);
  return { width: size, height: size * size, channels: 3, space: 'srgb', depth: 16, data };
}
