import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { darktableXmp } from '@/bench/darktable';
import { runProcess } from '@/bench/process';
import { normalise } from '@/lib/develop/settings';
import type { Pixels } from '@/lib/develop/types';
import { openRenderer, probe } from '@/lib/imaging';
import { sharp } from '@/lib/imaging/vips';
import type { Intent } from './intents';

/** 8-bit sRGB pixels of a PNG, without alpha. */
export async function readPng(path: string): Promise<Pixels> {
  const { data, info } = await sharp(path).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, space: 'srgb', depth: 8, data: new Uint8Array(data) };
}

export const pngOf = ({ data, width, height, channels }: Pixels) => sharp(data, { raw: { width, height, channels } }).png();

export type Program = { readonly name: 'Evoroom' | 'darktable' | 'RawTherapee'; readonly develop: (photo: string, intent: Intent) => Promise<Pixels>; readonly close?: () => Promise<void> };

const PROFILE = `[Version]
AppVersion=5.9
Version=349

[Color Management]
InputProfile=(camera)
WorkingProfile=ProPhoto
OutputProfile=RTv4_sRGB

`;

const installed = (command: string): boolean => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));

/** The two other programs, and what is not installed. */
export const MISSING: readonly string[] = ['darktable-cli', 'rawtherapee-cli'].filter((command) => !installed(command));

/** darktable drops in silence what it cannot read: every module of the history has to have run. Its own stages take the rest. */
const OWN_STAGES = 3;

async function darktable(folder: string, photo: string, { darktable: modules }: Intent, name: string): Promise<string> {
  const xmp = join(folder, `${name}.xmp`), output = join(folder, `${name}-dt.png`);
  const text = darktableXmp(modules, 3);
  if (existsSync(output) && existsSync(xmp) && readFileSync(xmp, 'utf8') === text) return output;
  writeFileSync(xmp, text);
  // It writes beside a file that is there.
  rmSync(output, { force: true });
  const { output: log } = await runProcess('darktable-cli', [photo, xmp, output, '--apply-custom-presets', 'false', '--core', '--configdir', join(folder, 'darktable'), '--library', ':memory:', '--disable-opencl', '--conf', 'plugins/imageio/format/png/bpp=8', '-d', 'perf']);
  const ran = (log.match(/processed `/g) ?? []).length;
  if (ran < modules.length + OWN_STAGES) throw new Error(`darktable ran ${ran} of ${modules.length + OWN_STAGES} modules:\n${log}`);
  return output;
}

async function rawtherapee(folder: string, photo: string, { rawtherapee: sections }: Intent, name: string): Promise<string> {
  const pp3 = join(folder, `${name}.pp3`), output = join(folder, `${name}-rt.png`), text = PROFILE + sections;
  if (existsSync(output) && existsSync(pp3) && readFileSync(pp3, 'utf8') === text) return output;
  writeFileSync(pp3, text);
  await runProcess('rawtherapee-cli', ['-o', output, '-p', pp3, '-n', '-b8', '-Y', '-a', '-c', photo]);
  return output;
}

/** Ours and the others; results of the others are kept in `folder` until their settings change. */
export async function openPrograms(folder: string): Promise<readonly Program[]> {
  mkdirSync(folder, { recursive: true });
  const renderer = await openRenderer();
  const keyed = (photo: string, { id }: Intent): string => `${id}-${createHash('sha256').update(readFileSync(photo)).digest('hex').slice(0, 8)}`;
  return [
    {
      name: 'Evoroom',
      develop: async (photo, { evoroom }) => renderer.render({ id: createHash('sha256').update(readFileSync(photo)).digest('hex'), path: photo, info: await probe(photo) }, normalise(evoroom).settings),
      close: () => renderer.close(),
    },
    { name: 'darktable', develop: async (photo, intent) => readPng(await darktable(folder, photo, intent, keyed(photo, intent))) },
    { name: 'RawTherapee', develop: async (photo, intent) => readPng(await rawtherapee(folder, photo, intent, keyed(photo, intent))) },
  ];
}
