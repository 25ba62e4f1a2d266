import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readXmp, writeXmp } from '@/lib/develop/codecs';
import { projectRoot } from '@/lib/imaging';
import { createProgram } from './program';
import type { Terminal } from './terminal';

const folder = mkdtempSync(join(tmpdir(), 'evoroom-style-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command in this process: what it said, and what it warned of. */
async function evoroom(...args: readonly string[]): Promise<{ readonly said: string; readonly warned: string }> {
  let [said, warned] = ['', ''];
  const terminal: Terminal = { say: (line) => { said += `${line}\n`; }, warn: (message) => { warned += `${message}\n`; }, progress: () => {}, locale: 'en' };
  await createProgram(terminal, '1.2.3', new AbortController().signal).parseAsync([...args], { from: 'user' });
  return { said, warned };
}

const SAMPLES = ['autumn-ridge.jpg', 'hilltop-sunset.jpg', 'mountain-path.jpg', 'dandelion.jpg', 'coffee.png', 'chelsea.png', 'rocket.jpg'] as const;
const edited = (name: string) => join(folder, name);

beforeAll(async () => {
  for (const [k, name] of SAMPLES.entries()) {
    const path = edited(`${parse(name).name}.jpg`);
    await sharp(join(projectRoot(), 'public', 'samples', name)).resize(320).jpeg().toFile(path);
    // Programs name sidecars in two ways.
    writeFileSync(k % 2 ? `${path}.xmp` : edited(`${parse(name).name}.xmp`), writeXmp({ Exposure2012: 0.4 + 0.02 * k, GrainAmount: 20, Vibrance: 15 }));
  }
  writeFileSync(edited('notes.jpg'), 'no photo at all');
}, 60_000);

describe('a hand', () => {
  it('is learnt from a folder of photos and sidecars, and edits a photo that was not among them', async () => {
    const { said, warned } = await evoroom('style', 'learn', folder, '--out', edited('mine.json'));
    expect(said).toMatch(/learnt from 7 edits/);
    const [, without, withIt] = /: ([\d.]+) % without the style, ([\d.]+) % with it/.exec(said) ?? [];
    expect(Number(withIt)).toBeLessThan(Number(without));
    expect(warned).toMatch(/notes\.jpg: /);
    await evoroom('style', 'apply', join(projectRoot(), 'public', 'samples', 'astronaut.png'), '--style', edited('mine.json'), '--xmp', edited('out.xmp'), '--out', edited('out.jpg'));
    const { settings } = readXmp(readFileSync(edited('out.xmp'), 'utf8'));
    expect(Number(settings['GrainAmount'])).toBeCloseTo(20, -1);
    expect(Math.abs(Number(settings['Vibrance']) - 15)).toBeLessThan(6);
    expect(Math.abs(Number(settings['Exposure2012']) - 0.46)).toBeLessThan(0.25);
    expect((await sharp(edited('out.jpg')).metadata()).width).toBe(512);
  }, 120_000);

  it('is not read from anything else', async () => {
    writeFileSync(edited('other.json'), '{"version": 1}');
    await expect(evoroom('style', 'apply', edited('coffee.jpg'), '--style', edited('other.json'), '--out', edited('x.jpg'))).rejects.toThrow(/expected a style as "style learn" writes it/);
    await expect(evoroom('style', 'learn', edited('nowhere'), '--out', edited('none.json'))).rejects.toThrow(/the folder cannot be read/);
  });
});
