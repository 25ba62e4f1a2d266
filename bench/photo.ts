import { existsSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '@/lib/imaging/paths';
import { sharp } from '@/lib/imaging/vips';

/** Sizes that are measured, by megapixels: 3 : 2. */
export const SIZES = { 12: [4243, 2828], 24: [6000, 4000], 45: [8216, 5477], 100: [12_247, 8165] } as const;
export type Megapixels = keyof typeof SIZES;

/** Photos of `public/samples` that rollouts are measured on beside the benchmark's: how vivid a photo is decides how much of the colour LUT it fills. */
export const ROLLOUT_SAMPLES = ['autumn-ridge.jpg', 'mountain-path.jpg', 'coffee.png', 'astronaut.png'] as const;

/** Dyed roses, the most finely textured of the development photos. */
const TEXTURED = 'urel-landetne-WS4JcpoZz6E-unsplash.jpg';

type Tile = { readonly path: string; readonly width: number; readonly height: number };

async function tiles(): Promise<readonly Tile[]> {
  const shared = process.env.BENCH_PHOTOS ?? join(projectRoot(), '..', 'shared', 'photos');
  const samples = join(projectRoot(), 'public', 'samples');
  const paths = existsSync(join(shared, TEXTURED))
    ? [join(shared, TEXTURED)]
    : (await readdir(samples)).filter((name) => /\.(jpg|png)$/.test(name)).toSorted().map((name) => join(samples, name));
  return Promise.all(paths.map(async (path) => {
    const { autoOrient } = await sharp(path).metadata();
    return { path, ...autoOrient };
  }));
}

/**
 * A JPEG (quality 92, 4:2:0, as cameras write) of real texture and noise: photos laid side by side at native resolution, every
 * second one mirrored so that no seam is sharp. Nothing is scaled, nothing smooth is added. Made once and kept in `folder`.
 */
export async function benchPhoto(folder: string, megapixels: Megapixels = 24): Promise<string> {
  const [WIDTH, HEIGHT] = SIZES[megapixels];
  const path = join(folder, `photo-${megapixels}mp.jpg`);
  if (existsSync(path)) return path;
  const available = await tiles();
  const layers: { input: Buffer; left: number; top: number }[] = [];
  let [left, top, rowHeight, count] = [0, 0, 0, 0];
  while (top < HEIGHT) {
    const tile = available[count % available.length];
    if (!tile) throw new Error('No photo to make the benchmark photo of.');
    const [width, height] = [Math.min(tile.width, WIDTH - left), Math.min(tile.height, HEIGHT - top)];
    const turned = sharp(tile.path).autoOrient().flop(count % 2 === 1);
    const input = await sharp(await turned.png({ compressionLevel: 0 }).toBuffer()).extract({ left: 0, top: 0, width, height }).png({ compressionLevel: 0 }).toBuffer();
    layers.push({ input, left, top });
    rowHeight = rowHeight === 0 ? height : Math.min(rowHeight, height);
    left += width;
    count++;
    if (left >= WIDTH) [left, top, rowHeight] = [0, top + rowHeight, 0];
  }
  const canvas = sharp({ limitInputPixels: false, create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#000' } });
  await canvas.composite(layers).jpeg({ quality: 92 }).toFile(`${path}.part`);
  await rename(`${path}.part`, path);
  return path;
}
