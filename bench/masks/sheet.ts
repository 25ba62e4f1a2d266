import { decode } from '@/lib/imaging/decode';
import { sharp } from '@/lib/imaging/vips';
import { DOUBTFUL, type FoundMask } from '@/lib/imaging/vision';
import { rasterise } from './marks';
import type { Result } from './report';

const WIDTH = 200, HEIGHT = 150, COLUMNS = 8;
const TINT = [255, 40, 60] as const, DOUBT = [250, 190, 30] as const, LINE = [60, 240, 255] as const;

/** Photos that may be shown in the repository's own pages. */
const shown = (result: Result): boolean => /^kodim|unsplash|^cc0-|^pd-/.test(result.photo) || result.path.includes('samples');

/** Found masks as a tint (yellow: doubtful) under the outlines made by hand, worst first, one picture per outlined mask of people, sky and subject. */
export async function contactSheet(results: readonly (Result & { readonly found: FoundMask })[], file: string): Promise<void> {
  const cells = results.filter((r) => shown(r) && (r.present || r.confidence >= DOUBTFUL) && ['people', 'sky', 'subject'].includes(r.kind))
    .toSorted((a, b) => a.kind.localeCompare(b.kind) || (a.iou ?? 0) - (b.iou ?? 0));
  const rows = Math.ceil(cells.length / COLUMNS);
  const tiles = await Promise.all(cells.map(async (cell, i) => ({ input: await tile(cell), left: (i % COLUMNS) * WIDTH, top: Math.floor(i / COLUMNS) * HEIGHT, raw: { width: WIDTH, height: HEIGHT, channels: 3 as const } })));
  const sheet = sharp({ create: { width: COLUMNS * WIDTH, height: rows * HEIGHT, channels: 3, background: '#202020' } }).composite(tiles);
  await sheet.jpeg({ quality: 78 }).toFile(file);
}

async function tile({ path, found, polygons, confidence }: Result & { readonly found: FoundMask }): Promise<Buffer> {
  const photo = await decode(path, { longEdge: 400, depth: 8 });
  const scale = Math.min((WIDTH - 4) / photo.width, (HEIGHT - 4) / photo.height);
  const width = Math.round(photo.width * scale), height = Math.round(photo.height * scale);
  const picture = await sharp(photo.data, { raw: { width: photo.width, height: photo.height, channels: photo.channels } }).removeAlpha().resize(width, height).raw().toBuffer();
  const mask = await sharp(found.raster.data, { raw: { width: found.raster.width, height: found.raster.height, channels: 1 } }).resize(width, height, { fit: 'fill' }).extractChannel(0).raw().toBuffer();
  const marked = rasterise(polygons, width, height);
  const out = Buffer.alloc(WIDTH * HEIGHT * 3, 0x20);
  const tint = confidence >= DOUBTFUL ? TINT : DOUBT;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const i = y * width + x, o = (y * WIDTH + x) * 3;
    const rim = marked[i] !== marked[Math.min(width * height - 1, i + 1)] || marked[i] !== marked[Math.min(width * height - 1, i + width)];
    const amount = (0.55 * (mask[i] ?? 0)) / 255;
    for (let c = 0; c < 3; c++) out[o + c] = rim ? (LINE[c] ?? 0) : Math.round((picture[i * 3 + c] ?? 0) * (1 - amount) + (tint[c] ?? 0) * amount);
  }
  return out;
}
