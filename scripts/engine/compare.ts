/** `compare`: the same intents by Evoroom, darktable and RawTherapee, side by side: writes docs/engine/comparison.md and its pictures. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chart, step } from '@/lib/develop/testing/charts';
import type { Pixels } from '@/lib/develop/types';
import { projectRoot } from '@/lib/imaging/paths';
import { sharp } from '@/lib/imaging/vips';
import { INTENTS, type Intent } from './comparison/intents';
import { BAND, MEASURES, STEPS } from './comparison/measures';
import { pageOf, type Compared } from './comparison/page';
import { withShotNoise } from './comparison/noise';
import { MISSING, openPrograms, pngOf } from './comparison/programs';

const GAP = 6;
const MOST_BYTES = 60_000;
const folder = join(projectRoot(), 'docs', 'engine', 'comparison'), work = join(tmpdir(), 'evoroom-comparison');

const photoPath = (file: string): string | undefined =>
  [join(projectRoot(), 'public', 'samples', file), join(process.env.BENCH_PHOTOS ?? join(projectRoot(), '..', 'shared', 'photos'), file)].find((path) => existsSync(path));

type Cut = Intent['region'];
function cut(pixels: Pixels, { left, top, width, height }: Cut): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) data.set(pixels.data.subarray(((top + y) * pixels.width + left) * 3, ((top + y) * pixels.width + left + width) * 3), y * width * 3);
  return { width, height, channels: 3, space: 'srgb', depth: 8, data };
}

/** The photo as all programs get it: 8-bit sRGB PNG, upright. */
async function prepare({ photo, edge, photons }: Intent, path: string): Promise<{ readonly path: string; readonly pixels: Pixels; readonly clean: Pixels }> {
  const out = join(work, `${photo.replace(/\.\w+$/, '')}${edge ? `-${edge}` : ''}${photons ? `-noise-${photons}` : ''}.png`);
  const turned = sharp(path).autoOrient().toColourspace('srgb').removeAlpha();
  const { data, info } = await (edge ? turned.resize(edge, edge, { fit: 'inside' }) : turned).raw().toBuffer({ resolveWithObject: true });
  const clean: Pixels = { width: info.width, height: info.height, channels: 3, space: 'srgb', depth: 8, data: new Uint8Array(data) };
  const pixels = photons ? withShotNoise(clean, photons) : clean;
  await pngOf(pixels).toFile(out);
  return { path: out, pixels, clean };
}

/** WebP of the best quality that fits. */
async function small(image: ReturnType<typeof sharp>): Promise<Buffer> {
  for (let quality = 90; ; quality -= 6) {
    const file = await image.clone().webp({ quality }).toBuffer();
    if (file.length <= MOST_BYTES || quality < 40) return file;
  }
}

if (MISSING.length > 0) {
  console.log(`Nothing compared: ${MISSING.join(' and ')} not found. Install darktable and RawTherapee, then run this again.`);
} else {
  const only = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  const programs = await openPrograms(work);
  const edgeChart = join(work, 'step.png');
  await pngOf(chart(1024, 3 * BAND, (x, y) => step(1024, ...(STEPS[Math.floor(y / BAND)] ?? [0, 1]))(x, y))).toFile(edgeChart);
  const compared: Compared[] = [];
  for (const intent of INTENTS) {
    if (only.length > 0 && !only.includes(intent.id)) continue;
    const found = photoPath(intent.photo);
    if (!found) {
      console.log(`${intent.id}: left out, ${intent.photo} is not here (BENCH_PHOTOS names its folder).`);
      continue;
    }
    const { path, pixels, clean } = await prepare(intent, found);
    const results: { readonly name: string; readonly picture: Pixels; readonly edge: Pixels }[] = [];
    for (const program of programs) results.push({ name: program.name, picture: await program.develop(path, intent), edge: await program.develop(edgeChart, intent) });
    const strip = [pixels, ...results.map(({ picture }) => picture)].map((picture) => cut(picture, intent.region));
    const { width, height } = intent.region;
    const panels = await Promise.all(strip.map((part) => pngOf(part).toBuffer()));
    const image = sharp({ create: { width: 2 * width + GAP, height: 2 * height + GAP, channels: 3, background: '#161616' } })
      .composite(panels.map((input, k) => ({ input, left: (k % 2) * (width + GAP), top: (k >> 1) * (height + GAP) })));
    await image.clone().png().toFile(join(work, `${intent.id}.png`));
    writeFileSync(join(folder, `${intent.id}.webp`), await small(image));
    const where = intent.probe ?? intent.region;
    const numbers = intent.measures.map((name) => ({
      label: MEASURES[name].label,
      values: results.map(({ picture, edge }) => MEASURES[name].of({ before: cut(pixels, where), after: cut(picture, where), clean: cut(clean, where), edge })),
    }));
    compared.push({ intent, numbers });
    for (const { label, values } of numbers) console.log(`${intent.id}: ${label}: ${results.map(({ name }, k) => `${name} ${values[k]}`).join(' · ')}`);
  }
  for (const program of programs) await program.close?.();
  if (compared.length === INTENTS.length) writeFileSync(join(projectRoot(), 'docs', 'engine', 'comparison.md'), pageOf(compared));
  else console.log('The page is written when all intents were compared.');
}
