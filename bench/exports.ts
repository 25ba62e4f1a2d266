import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probe } from '@/lib/imaging/probe';
import { DARKTABLE_MODULES, darktableXmp } from './darktable';
import { median, type ProcessRun, runProcess } from './process';
import { benchPhoto, type Megapixels } from './photo';
import { RAWTHERAPEE_PROFILE } from './rawtherapee';
import { RECIPES, type RecipeName } from './recipe';

export type JpegSettings = { readonly quality: number; readonly chroma: '4:2:0' | '4:4:4' };

/** The studio's own choices: chroma is halved below quality 90 and whole from there on. */
export const JPEGS: readonly JpegSettings[] = [{ quality: 88, chroma: '4:2:0' }, { quality: 92, chroma: '4:4:4' }];

type Contender = {
  readonly name: string;
  readonly jpeg: JpegSettings;
  /** Slow ones run less often. */
  readonly slow: boolean;
  readonly run: (output: string) => Promise<ProcessRun>;
};

export type ExportResult = {
  readonly name: string;
  readonly jpeg: JpegSettings;
  readonly runs: number;
  readonly seconds: number;
  readonly fastest: number;
  readonly cpuSeconds: number | undefined;
  readonly peakMegabytes: number | undefined;
  readonly outputMegabytes: number;
  /** Share of the processor that everything else had meanwhile, 0…1. */
  readonly others: number | undefined;
};

const installed = (command: string): boolean => {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Throws unless darktable ran every module of the recipe: it drops in silence what it cannot read. */
function checkDarktable(output: string): void {
  const processed = (output.match(/processed `/g) ?? []).length;
  // White balance, exposure, … plus its own input, output and display stages.
  if (processed < DARKTABLE_MODULES.length) throw new Error(`darktable ran ${processed} of ${DARKTABLE_MODULES.length} modules:\n${output}`);
}

function programs(photo: string, folder: string, jpeg: JpegSettings): readonly Contender[] {
  const found: Contender[] = [];
  const [xmp, pp3] = [join(folder, 'recipe.xmp'), join(folder, 'recipe.pp3')];
  writeFileSync(xmp, darktableXmp());
  writeFileSync(pp3, RAWTHERAPEE_PROFILE);
  if (installed('darktable-cli')) {
    found.push({
      name: 'darktable-cli', jpeg, slow: true,
      run: async (output) => {
        const result = await runProcess('darktable-cli', [photo, xmp, output, '--apply-custom-presets', 'false', '--core', '--configdir', join(folder, 'darktable'), '--library', ':memory:', '--disable-opencl', '--conf', `plugins/imageio/format/jpeg/quality=${jpeg.quality}`, '-d', 'perf']);
        checkDarktable(result.output);
        return result;
      },
    });
  }
  if (installed('rawtherapee-cli')) {
    found.push({ name: 'rawtherapee-cli', jpeg, slow: true, run: (output) => runProcess('rawtherapee-cli', ['-o', output, '-p', pp3, `-j${jpeg.quality}`, jpeg.chroma === '4:2:0' ? '-js1' : '-js3', '-Y', '-c', photo]) });
  }
  if (installed('magick') || installed('convert')) {
    // What of the recipe it has: exposure and contrast, saturation, warmth, sharpening.
    const args = ['-modulate', '112,114', '-brightness-contrast', '4x12', '-channel', 'R', '-evaluate', 'multiply', '1.02', '-channel', 'B', '-evaluate', 'multiply', '0.97', '+channel', '-unsharp', '0x1+0.6+0'];
    found.push({ name: 'ImageMagick, five of the eighteen', jpeg, slow: true, run: (output) => runProcess(installed('magick') ? 'magick' : 'convert', [photo, ...args, '-sampling-factor', jpeg.chroma, '-quality', String(jpeg.quality), output]) });
  }
  return found;
}

/** Runs all contenders in turns, so that what else the machine does falls on all alike, and takes medians. */
export async function measureExports(photo: string, childFolder: string, runs: number, slowRuns: number, say: (line: string) => void): Promise<readonly ExportResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'evoroom-bench-'));
  try {
    const info = join(folder, 'info.json');
    writeFileSync(info, JSON.stringify(await probe(photo)));
    const child = (name: string, jpeg: JpegSettings, ...more: string[]) => (output: string) => runProcess(process.execPath, [join(childFolder, `${name}.mjs`), photo, output, String(jpeg.quality), jpeg.chroma, ...more]);
    const contenders: Contender[] = JPEGS.flatMap((jpeg) => [
      { name: 'floor: sharp decode + encode', jpeg, slow: false, run: child('floor-once', jpeg) },
      { name: 'Evoroom', jpeg, slow: false, run: child('export-once', jpeg, info) },
    ]);
    if (JPEGS[0] && slowRuns > 0) contenders.push(...programs(photo, folder, JPEGS[0]));
    const results = new Map<Contender, ProcessRun[]>(contenders.map((contender) => [contender, []]));
    const sizes = new Map<Contender, number>();
    for (let turn = 0; turn < Math.max(runs, slowRuns); turn++) {
      for (const contender of contenders) {
        if (turn >= (contender.slow ? slowRuns : runs)) continue;
        const output = join(folder, 'out.jpg');
        rmSync(output, { force: true });
        const result = await contender.run(output);
        sizes.set(contender, statSync(output).size / 1e6);
        results.get(contender)?.push(result);
        say(`${contender.name}, quality ${contender.jpeg.quality}: ${result.seconds.toFixed(2)} s`);
      }
    }
    return [...results].map(([{ name, jpeg, ...contender }, measured]) => ({
      name, jpeg,
      runs: measured.length,
      seconds: median(measured.map((one) => one.seconds)),
      fastest: Math.min(...measured.map((one) => one.seconds)),
      cpuSeconds: maybe(measured.map((one) => one.cpuSeconds), median),
      peakMegabytes: maybe(measured.map((one) => one.peakMegabytes), (all) => Math.max(...all)),
      others: maybe(measured.map((one) => one.others), median),
      outputMegabytes: [...sizes].find(([key]) => key.name === name && key.jpeg === jpeg && key.slow === contender.slow)?.[1] ?? NaN,
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export type MatrixResult = { readonly megapixels: Megapixels; readonly recipe: RecipeName; readonly seconds: number; readonly floorSeconds: number; readonly peakMegabytes: number | undefined };

/** Every size with every recipe against the floor of that size, q 88 with halved chroma, in turns; medians. */
export async function measureMatrix(childFolder: string, sizes: readonly Megapixels[], runs: number, say: (line: string) => void): Promise<readonly MatrixResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'evoroom-bench-'));
  const [jpeg] = JPEGS;
  const results: MatrixResult[] = [];
  try {
    for (const megapixels of sizes) {
      const photo = await benchPhoto(childFolder, megapixels);
      const info = join(folder, 'info.json');
      writeFileSync(info, JSON.stringify(await probe(photo)));
      const child = (name: string, ...more: string[]) => runProcess(process.execPath, [join(childFolder, `${name}.mjs`), photo, join(folder, 'out.jpg'), String(jpeg?.quality), jpeg?.chroma ?? '', ...more]);
      const floor: number[] = [];
      const ours = new Map<RecipeName, ProcessRun[]>();
      for (let turn = 0; turn < runs; turn++) {
        floor.push((await child('floor-once')).seconds);
        for (const recipe of Object.keys(RECIPES) as RecipeName[]) ours.set(recipe, [...(ours.get(recipe) ?? []), await child('export-once', info, recipe)]);
      }
      for (const [recipe, measured] of ours) {
        const result = { megapixels, recipe, seconds: median(measured.map((one) => one.seconds)), floorSeconds: median(floor), peakMegabytes: maybe(measured.map((one) => one.peakMegabytes), (all) => Math.max(...all)) };
        results.push(result);
        say(`${megapixels} MP, ${recipe}: ${result.seconds.toFixed(2)} s, ${(result.seconds / result.floorSeconds).toFixed(2)} × floor, ${result.peakMegabytes?.toFixed(0)} MB`);
      }
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function maybe(values: readonly (number | undefined)[], combine: (all: readonly number[]) => number): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length && known.length > 0 ? combine(known) : undefined;
}
