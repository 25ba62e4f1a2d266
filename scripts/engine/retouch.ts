/** `retouch`: writes the pictures of docs/RETOUCH.md: sample photos before, with what was marked, and after content-aware removal. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { analysisSize } from '@/lib/develop/engine';
import { addRetouch, applyPatch, retouchStroke } from '@/lib/develop/settings';
import type { JsonValue, Pixels } from '@/lib/develop/types';
import { decode } from '@/lib/imaging/decode';
import { projectRoot } from '@/lib/imaging/paths';
import { sharp } from '@/lib/imaging/vips';
import { Darkroom } from './darkroom';

type Sample = { readonly file: string; readonly name: string; /** Left, top, right, bottom: shares of the photo. */ readonly crop: readonly [number, number, number, number]; readonly areas: readonly JsonValue[] };

const stroke = (radius: number, ...points: readonly (readonly [number, number])[]) => retouchStroke({ method: 'remove', radius, feather: 0.15, points });
/** A box painted in rows, as a brush does. */
function box([left, top, right, bottom]: readonly [number, number, number, number], radius: number, aspect: number): JsonValue {
  const [dx, dy] = [radius, radius * aspect], points: (readonly [number, number])[] = [];
  for (let y = top + dy, row = 0; ; y += dy * 1.4, row++) {
    const at = Math.min(y, bottom - dy), ends = [[left + dx, at], [right - dx, at]] as const;
    points.push(...(row % 2 === 0 ? ends : [ends[1], ends[0]]));
    if (y >= bottom - dy) return stroke(radius, ...points);
  }
}

const SAMPLES: readonly Sample[] = [
  { file: 'autumn-ridge.jpg', name: 'tree', crop: [0.58, 0.33, 0.92, 0.78], areas: [box([0.7, 0.385, 0.795, 0.69], 0.012, 3088 / 2056)] },
  { file: 'rocket.jpg', name: 'towers', crop: [0.1, 0.05, 0.9, 1], areas: [stroke(0.026, [0.31, 0.28], [0.283, 0.9]), stroke(0.026, [0.695, 0.28], [0.722, 0.9])] },
  { file: 'dandelion.jpg', name: 'flower', crop: [0.6, 0.45, 1, 1], areas: [stroke(0.076, [0.819, 0.77]), stroke(0.018, [0.804, 0.925], [0.802, 1])] },
  // One that fails, for what it shows: nothing in this photo could stand where a third of it is taken away.
  { file: 'hilltop-sunset.jpg', name: 'sundial', crop: [0.5, 0.5, 1, 1], areas: [box([0.585, 0.62, 0.945, 1], 0.02, 4272 / 2848)] },
];
const WIDTH = 480, GAP = 4;

const folder = join(projectRoot(), 'docs', 'retouch');
mkdirSync(folder, { recursive: true });
const darkroom = await Darkroom.open();
for (const { file, name, crop, areas } of SAMPLES) {
  const path = join(projectRoot(), 'public', 'samples', file);
  const source = await decode(path, { depth: 8 });
  const { width, height } = analysisSize(source);
  const small = await decode(path, { depth: 8, longEdge: Math.max(width, height) });
  const settings = applyPatch({}, addRetouch({}, ...areas));
  const { patches = [] } = darkroom.engine.prepare({ part: 'retouch', source, small, settings });
  const marked = Buffer.from(source.data), filled = Buffer.from(source.data);
  for (const patch of patches) {
    for (let i = 0; i < patch.width * patch.height; i++) {
      const to = ((patch.y + Math.floor(i / patch.width)) * source.width + patch.x + (i % patch.width)) * source.channels, from = i * source.channels;
      let same = true;
      for (let c = 0; c < 3; c++) {
        same &&= patch.data[from + c] === source.data[to + c];
        filled[to + c] = patch.data[from + c] ?? 0;
      }
      if (!same) marked[to] = Math.min(255, (marked[to] ?? 0) + 90);
    }
  }
  const cells = await Promise.all([Buffer.from(source.data), marked, filled].map((data) => cell(source, data, crop)));
  const { height: tall = 1 } = await sharp(cells[0]).metadata();
  await sharp({ create: { width: 3 * WIDTH + 2 * GAP, height: tall, channels: 3, background: '#161616' } })
    .composite(cells.map((input, i) => ({ input, left: i * (WIDTH + GAP), top: 0 }))).webp({ quality: 84 }).toFile(join(folder, `${name}.webp`));
  console.log(`docs/retouch/${name}.webp`);
}

async function cell({ width, height, channels }: Pixels, data: Buffer, [left, top, right, bottom]: Sample['crop']): Promise<Buffer> {
  const [x, y] = [Math.floor(left * width), Math.floor(top * height)];
  return sharp(data, { raw: { width, height, channels } }).extract({ left: x, top: y, width: Math.floor(right * width) - x, height: Math.floor(bottom * height) - y }).resize(WIDTH).png().toBuffer();
}
