// Renders docs/contact-sheet.jpg: `evoroom edit` over the sample photos × twelve instructions. `npm run contact-sheet`
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { main, root } from './lib/setup.mjs';
import { buildParts } from './build.mjs';

const INSTRUCTIONS = [
  'make it a warm, cinematic evening, keep the skin natural',
  '整体更通透,天空压暗一点,人物提亮',
  'brighter and a touch warmer',
  '日系小清新',
  'moody, much darker, but keep detail in the shadows',
  'black and white with strong contrast and grain',
  '港风复古',
  'teal shadows and orange highlights, slightly faded',
  'mute the greens, more texture',
  '赛博朋克',
  'make it look great',
  'soft, airy and pastel',
];

const CELL = { width: 300, height: 225, gap: 8, label: 44 };
const cli = join(root, 'dist/cli.mjs');
const run = promisify(execFile);

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

/** Breaks a caption into at most two lines of about 40 Latin or 20 Chinese characters. */
function caption(text, width) {
  const perLine = /[\u4e00-\u9fff]/.test(text) ? 20 : 42;
  const lines = [];
  for (const word of /[\u4e00-\u9fff]/.test(text) ? text : text.split(/(?<= )/)) {
    if (lines.length === 0 || (lines.at(-1) + word).length > perLine) lines.push('');
    lines[lines.length - 1] += word;
  }
  const spans = lines.slice(0, 2).map((line, i) => `<text x="${width / 2}" y="${18 + i * 17}" text-anchor="middle">${escape(line.trim())}</text>`).join('');
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${CELL.label}"><g font-family="sans-serif" font-size="13" fill="#ddd">${spans}</g></svg>`);
}

const cell = (file) => sharp(file).rotate().resize(CELL.width, CELL.height, { fit: 'cover' }).png().toBuffer();

await main(async () => {
  await buildParts(['wasm', 'workers', 'cli']);
  const samples = JSON.parse(await readFile(join(root, 'public/samples/samples.json'), 'utf8'));
  const folder = await mkdtemp(join(tmpdir(), 'evoroom-sheet-'));
  const columns = ['', ...INSTRUCTIONS];
  const jobs = samples.flatMap((sample, row) => INSTRUCTIONS.map((instruction, column) => ({ sample, row, column: column + 1, instruction, out: join(folder, `${row}-${column}.jpg`) })));
  const queue = [...jobs];
  const failures = [];
  await Promise.all(Array.from({ length: Math.min(2, cpus().length) }, async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      await run(process.execPath, [cli, 'edit', join(root, 'public/samples', job.sample.file), job.instruction, '--out', job.out, '--seed', '1'], { cwd: root }).catch((error) => failures.push({ job, error }));
    }
  }));
  for (const { job, error } of failures) console.error(`${job.sample.id} × ${job.instruction}: ${error.stderr || error.message}`);

  const step = { x: CELL.width + CELL.gap, y: CELL.height + CELL.gap };
  const layers = columns.map((text, i) => ({ input: caption(text || 'original', CELL.width), left: CELL.gap + i * step.x, top: CELL.gap }));
  for (const [row, sample] of samples.entries()) {
    layers.push({ input: await cell(join(root, 'public/samples', sample.file)), left: CELL.gap, top: CELL.label + CELL.gap + row * step.y });
  }
  for (const job of jobs) {
    if (failures.some((failure) => failure.job === job)) continue;
    layers.push({ input: await cell(job.out), left: CELL.gap + job.column * step.x, top: CELL.label + CELL.gap + job.row * step.y });
  }
  const out = join(root, 'docs/contact-sheet.jpg');
  await sharp({ create: { width: CELL.gap + columns.length * step.x, height: CELL.label + CELL.gap + samples.length * step.y, channels: 3, background: '#161616' } })
    .composite(layers).jpeg({ quality: 82 }).toFile(out);
  await rm(folder, { recursive: true });
  console.log(`${out}: ${jobs.length - failures.length} of ${jobs.length} edits`);
  if (failures.length > 0) process.exitCode = 1;
});
