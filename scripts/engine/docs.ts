/** `docs`: writes docs/engine, a page per tool family and a strip of pictures per tool. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVERYTHING_FOUND, everythingChart, rawChart } from '@/lib/develop/testing/everything';
import { FAMILIES, toolsOf, type FamilyId, type Tool } from '@/lib/develop/tools';
import type { Pixels } from '@/lib/develop/types';
import { projectRoot } from '@/lib/imaging/paths';
import { sharp } from '@/lib/imaging/vips';
import { Darkroom } from './darkroom';
import { cellsOf, index, page, pageName, stripName } from './pages';

const CELL = { width: 150, height: 100, gap: 4 } as const;
const folder = join(projectRoot(), 'docs', 'engine'), strips = join(folder, 'strips');

const darkroom = await Darkroom.open();
const [ridge, portrait, flower, cat] = await Promise.all(['autumn-ridge.jpg', 'astronaut.png', 'dandelion.jpg', 'chelsea.png'].map((file) => darkroom.sample(file, 960)));
const chart = everythingChart(480, 320, 8), raw = rawChart(480, 320);
if (!ridge || !portrait || !flower || !cat) throw new Error('Expected the sample photos but some are missing.');

/** The picture that a family is shown on; tools that must find something are shown on the test picture. */
const PHOTOS: Readonly<Partial<Record<FamilyId, Pixels>>> = { mixer: chart, 'black-and-white': chart, 'point-colour': chart, detail: cat, local: chart, mask: chart, retouch: chart, 'lens-blur': chart, lens: chart, profile: portrait, look: portrait, effects: flower, calibration: portrait };
const RAW: ReadonlySet<string> = new Set(['Temperature', 'Tint']);
/** What only shows pixel by pixel is cut from the middle. */
const CLOSE: ReadonlySet<string> = new Set(['detail']);
const CLOSE_TOOLS = /^(Grain|LocalGrain|LocalSharpness|LocalLuminanceNoise|LocalMoire|LocalDefringe|Defringe|Moire|Texture)/;

const photoOf = (tool: Tool): Pixels => (RAW.has(tool.name) ? raw : /Moire|olorNoise/.test(tool.name) ? chart : (PHOTOS[tool.family] ?? ridge));

async function cell(photo: Pixels, tool: Tool, settings: ReturnType<typeof cellsOf>[number]['settings']): Promise<Buffer> {
  const close = CLOSE.has(tool.family) || CLOSE_TOOLS.test(tool.name);
  const picture = await darkroom.render(photo, settings, { assets: EVERYTHING_FOUND, ...(!close && { edge: 480 }) });
  const { data, width, height, channels } = picture;
  const image = sharp(data, { raw: { width, height, channels } });
  if (close) image.extract({ left: Math.floor((width - CELL.width) * 0.55), top: Math.floor((height - CELL.height) * 0.4), width: CELL.width, height: CELL.height });
  else image.resize(CELL.width, CELL.height, { fit: 'contain', background: '#161616' });
  return image.png().toBuffer();
}

rmSync(strips, { recursive: true, force: true });
mkdirSync(strips, { recursive: true });
for (const family of FAMILIES) {
  const tools = toolsOf(family.id);
  if (tools.length === 0) continue;
  writeFileSync(join(folder, pageName(family)), page(family));
  for (const tool of tools) {
    const cells = await Promise.all(cellsOf(tool).map(({ settings }) => cell(photoOf(tool), tool, settings)));
    await sharp({ create: { width: cells.length * (CELL.width + CELL.gap) - CELL.gap, height: CELL.height, channels: 3, background: '#161616' } })
      .composite(cells.map((input, i) => ({ input, left: i * (CELL.width + CELL.gap), top: 0 }))).webp({ quality: 78 }).toFile(join(strips, stripName(tool)));
  }
}
writeFileSync(join(folder, 'README.md'), index());
console.log(`docs/engine: ${readdirSync(folder).filter((name) => name.endsWith('.md')).length} pages, ${readdirSync(strips).length} strips`);
