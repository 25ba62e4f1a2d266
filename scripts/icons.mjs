// `node scripts/icons.mjs`: the icons that phones and desktops want as pixels, from app/icon.svg.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from './lib/setup.mjs';

const svg = await readFile(join(root, 'app', 'icon.svg'), 'utf8');
// Systems that cut icons to a shape of their own want the ground to the edge; the mark lies within the inner 80 %.
const full = svg.replace(' rx="9"', '');
const ICONS = [
  { file: 'public/icons/icon-192.png', size: 192, svg },
  { file: 'public/icons/icon-512.png', size: 512, svg },
  { file: 'public/icons/maskable-512.png', size: 512, svg: full },
  { file: 'app/apple-icon.png', size: 180, svg: full },
];

await mkdir(join(root, 'public', 'icons'), { recursive: true });
for (const icon of ICONS) {
  await sharp(Buffer.from(icon.svg), { density: (72 * icon.size) / 32 }).resize(icon.size, icon.size).png({ compressionLevel: 9 }).toFile(join(root, icon.file));
}
