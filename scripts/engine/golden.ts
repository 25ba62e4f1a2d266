/** `golden [--accept]`: renders the golden set; shows what differs from what was decided (old, new, ΔE map), or takes it as the new decision. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GOLDEN, GOLDEN_EDGE } from '@/lib/develop/testing/golden';
import { deltaE2000, labOf } from '@/lib/develop/testing/delta-e';
import type { Pixels } from '@/lib/develop/types';
import { projectRoot } from '@/lib/imaging/paths';
import { sharp } from '@/lib/imaging/vips';
import { Darkroom } from './darkroom';

const accept = process.argv.includes('--accept');
const kept = (name: string): string => join(projectRoot(), 'lib', 'develop', 'testing', 'golden', `${name}.png`);
const shown = join(projectRoot(), 'test-results', 'golden');

const png = ({ data, width, height, channels }: Pixels) => sharp(data, { raw: { width, height, channels } }).png({ compressionLevel: 9 });

async function read(file: string): Promise<Pixels | undefined> {
  if (!existsSync(file)) return undefined;
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, space: 'srgb', depth: 8, data: new Uint8Array(data) };
}

const rgbAt = ({ data }: Pixels, i: number) => labOf([(data[i] ?? 0) / 255, (data[i + 1] ?? 0) / 255, (data[i + 2] ?? 0) / 255]);

/** ΔE2000 by pixel; black 0, red 5, yellow 10 and more. */
function compare(old: Pixels, now: Pixels): { readonly map: Pixels; readonly mean: number; readonly most: number } {
  const map = new Uint8Array(now.data.length);
  let [sum, most] = [0, 0];
  for (let i = 0; i < map.length; i += 3) {
    const difference = deltaE2000(rgbAt(old, i), rgbAt(now, i));
    sum += difference;
    most = Math.max(most, difference);
    map[i] = Math.min(255, difference * 51);
    map[i + 1] = Math.min(255, Math.max(0, difference - 5) * 51);
  }
  return { map: { ...now, depth: 8, data: map }, mean: sum / (map.length / 3), most };
}

const darkroom = await Darkroom.open();
let changed = 0;
for (const { name, sample, settings } of GOLDEN) {
  const now = await darkroom.render(await darkroom.sample(sample), settings, { edge: GOLDEN_EDGE });
  const old = await read(kept(name));
  const same = old !== undefined && old.width === now.width && old.height === now.height && Buffer.compare(Buffer.from(old.data.buffer), Buffer.from(now.data.buffer)) === 0;
  if (same) continue;
  changed++;
  if (accept) {
    await png(now).toFile(kept(name));
    console.log(`${name}: decided`);
    continue;
  }
  mkdirSync(shown, { recursive: true });
  const file = join(shown, `${name}.png`);
  if (!old || old.width !== now.width || old.height !== now.height) {
    await png(now).toFile(file);
    console.log(`${name}: ${old ? `was ${old.width} × ${old.height}, is ${now.width} × ${now.height}` : 'new'} → ${file}`);
    continue;
  }
  const { map, mean, most } = compare(old, now);
  const panels = await Promise.all([old, now, map].map((pixels) => png(pixels).toBuffer()));
  await sharp({ create: { width: now.width * 3 + 16, height: now.height, channels: 3, background: '#161616' } })
    .composite(panels.map((input, i) => ({ input, left: i * (now.width + 8), top: 0 }))).png().toFile(file);
  console.log(`${name}: mean ΔE ${mean.toFixed(3)}, most ${most.toFixed(2)} → ${file} (old, new, ΔE: red 5, yellow 10)`);
}
console.log(changed === 0 ? `${GOLDEN.length} pictures are as they were decided.` : accept ? `${changed} of ${GOLDEN.length} decided anew.` : `${changed} of ${GOLDEN.length} differ. If that is meant: npm run golden -- --accept`);
if (changed > 0 && !accept) process.exitCode = 1;
