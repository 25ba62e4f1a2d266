import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readXmp } from '@/lib/develop/codecs';
import { writeDng } from '@/lib/imaging/testing/dng';

const ROOT = resolve(import.meta.dirname, '../..');
const BIN = join(ROOT, 'bin/evoroom.mjs');
const CLI = join(ROOT, 'dist/cli.mjs');
const folder = mkdtempSync(join(tmpdir(), 'evoroom-cli-'));
const file = (name: string) => join(folder, name);
const photo = file('photo.jpg');

type Outcome = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs the command as a script does: in another folder, its streams in pipes. */
const evoroom = (...args: readonly string[]): Outcome => call(CLI, args);
const call = (script: string, args: readonly string[]): Outcome => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '' }, maxBuffer: 1 << 26 });
  return { code: status, out: stdout, err: stderr };
};

beforeAll(async () => {
  // A dull grey-green scene with light and shade, so that there is something to retouch.
  const [width, height] = [480, 320];
  const data = Buffer.from(Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const light = 40 + (90 * (height - y)) / height + 12 * Math.sin(x / 9) * Math.cos(y / 7);
    return [light + 6, light + 10 * Math.sin(x / 60), light - 8 + (y < 120 ? 24 : 0)];
  }).flat().map((value) => Math.max(0, Math.min(255, Math.round(value)))));
  await sharp(data, { raw: { width, height, channels: 3 } }).jpeg({ quality: 92 }).toFile(photo);
  // Builds what is stale; from here on the built file itself runs.
  expect(call(BIN, ['--version'])).toMatchObject({ code: 0 });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('evoroom', () => {
  it('says its version and how to use it', () => {
    expect(call(BIN, ['--version'])).toEqual({ code: 0, out: `${(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version}\n`, err: '' });
    expect(evoroom('--help').out).toMatch(/edit.*\n.*replay.*\n.*render.*\n.*convert.*\n.*embed.*\n.*tools.*\n.*measure.*\n.*evaluate/);
    expect(evoroom('edit', '--help').out).toContain('--max-steps');
  });

  it.each([[['polish', 'photo.jpg']], [['edit', 'photo.jpg', 'warmer', '--seed', '-1']], [['edit', 'photo.jpg', 'warmer', '--out', 'photo.jpg']]])('answers %j with exit code 2, one clear message and no file', (args) => {
    const before = readdirSync(folder);
    const { code, out, err } = evoroom(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^evoroom: .{8,}/);
    expect(err).not.toContain('    at ');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('answers a file that is no photo with exit code 1 and its name', () => {
    writeFileSync(file('page.jpg'), '<html>not a photo at all, only its name says so</html>');
    const { code, out, err } = evoroom('measure', 'page.jpg');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^evoroom: page\.jpg: \S.*\n$/);
  });
});

describe('evoroom tools', () => {
  it('ends quietly when its reader goes away', async () => {
    const child = spawn(process.execPath, [CLI, 'tools', '--json'], { cwd: folder });
    let err = '';
    child.stderr.on('data', (chunk) => { err += String(chunk); });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((done) => { child.on('close', done); });
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});

describe('evoroom render', () => {
  it('renders with JSON or XMP settings at a size and says what it does not know', async () => {
    writeFileSync(file('look.json'), JSON.stringify({ Exposure2012: '+1.00', Dehaze: 400, FutureTool: 1 }));
    const { code, out, err } = evoroom('render', 'photo.jpg', 'look.json', '--out', 'look.png', '--size', '240');
    expect({ code, out }).toEqual({ code: 0, out: '→ look.png\n' });
    expect(err.trim().split('\n')).toEqual([expect.stringMatching(/Dehaze.*100/), expect.stringMatching(/FutureTool/)]);
    const { width, height, format } = await sharp(file('look.png')).metadata();
    expect({ width, height, format }).toEqual({ width: 240, height: 160, format: 'png' });
  });

  it('makes the photo brighter when the settings say so', async () => {
    writeFileSync(file('up.json'), '{"Exposure2012": 1}');
    writeFileSync(file('none.json'), '{}');
    const mean = async (name: string): Promise<number> => { const { channels } = await sharp(file(name)).stats(); return channels[0]?.mean ?? 0; };
    expect(evoroom('render', 'photo.jpg', 'up.json', '--out', 'up.png').code).toBe(0);
    expect(evoroom('render', 'photo.jpg', 'none.json', '--out', 'none.png').code).toBe(0);
    expect(await mean('up.png')).toBeGreaterThan((await mean('none.png')) + 20);
    expect((await sharp(file('none.png')).raw().toBuffer()).equals(await sharp(photo).raw().toBuffer())).toBe(true);
  });
});

describe('a RAW photo on the command line', () => {
  const dng = () => writeFileSync(file('photo.dng'), writeDng(240, 160, (x, y) => {
    const light = 0.05 + (0.5 * (160 - y)) / 160 + 0.03 * Math.sin(x / 9);
    return [0.45 * light, light, 0.69 * light];
  }, { matrices: [{ illuminant: 21, fromXyz: [0.5733, -0.0911, -0.0629, -0.7967, 1.5987, 0.2055, -0.305, 0.4013, 0.7048] }], neutral: [0.45, 1, 0.69] }));

  it('is rendered without settings, and with the Kelvin of a sidecar', async () => {
    dng();
    expect(evoroom('render', 'photo.dng', '--out', 'raw.png')).toEqual({ code: 0, out: '→ raw.png\n', err: '' });
    const { width, height } = await sharp(file('raw.png')).metadata();
    expect([width, height]).toEqual([240, 160]);
    writeFileSync(file('warm-raw.json'), '{"Temperature": 8000}');
    expect(evoroom('render', 'photo.dng', 'warm-raw.json', '--out', 'raw-warm.png')).toMatchObject({ code: 0, err: '' });
    const red = async (name: string) => { const { channels: [r, , b] } = await sharp(file(name)).stats(); return (r?.mean ?? 0) / (b?.mean ?? 1); };
    expect(await red('raw-warm.png')).toBeGreaterThan((await red('raw.png')) * 1.2);
  }, 60_000);

  it('is edited by the agent, from what it starts with', () => {
    dng();
    expect(evoroom('edit', 'photo.dng', 'brighter', '--out', 'raw-bright.jpg', '--xmp', 'raw-bright.xmp').code).toBe(0);
    expect(readXmp(readFileSync(file('raw-bright.xmp'), 'utf8')).settings).toMatchObject({ Sharpness: 40, ColorNoiseReduction: 25 });
  }, 60_000);

  it('is what Kelvin is for: a rendered photo says that it does not move', () => {
    writeFileSync(file('kelvin.json'), '{"Temperature": 8000}');
    expect(evoroom('render', 'photo.jpg', 'kelvin.json', '--out', 'kelvin.png').err).toMatch(/Temperature and Tint are for RAW photos/);
  });
});

describe('evoroom convert', () => {
  const LOOK = { Exposure2012: 0.5, Contrast2012: 0, ToneCurvePV2012: [[0, 6], [255, 250]], FutureTool: { a: ['1', 'b'] }, MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionName: 'Top', LocalDehaze: 0.2, CorrectionMasks: [{ What: 'Mask/Gradient', MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, ZeroX: 0.5, ZeroY: 0.6, FullX: 0.5, FullY: 0.2 }] }] };

  it('goes round through every format without loss, quietly but for what it does not know', () => {
    writeFileSync(file('round.json'), JSON.stringify(LOOK));
    const route = ['round.json', 'r.xmp', 'r.lrtemplate', 'r.lua', 'back.json'];
    for (const [i, from] of route.slice(0, -1).entries()) {
      const to = route[i + 1] ?? '';
      const { code, out, err } = evoroom('convert', from, to);
      expect({ code, out }, to).toEqual({ code: 0, out: `→ ${to}\n` });
      expect(err.trim().split('\n'), to).toEqual([expect.stringMatching(/FutureTool/)]);
    }
    const back = JSON.parse(readFileSync(file('back.json'), 'utf8')) as Record<string, unknown>;
    expect(back).toMatchObject({ Exposure2012: 0.5, Contrast2012: 0, ToneCurvePV2012: LOOK.ToneCurvePV2012, FutureTool: LOOK.FutureTool, MaskGroupBasedCorrections: LOOK.MaskGroupBasedCorrections });
    expect(readFileSync(file('r.lrtemplate'), 'utf8')).toMatch(/^s = \{[\s\S]*settings = \{/);
  });

  it('names a preset, the same one every time', () => {
    expect(evoroom('convert', 'round.json', 'named.xmp', '--name', 'Evening 夕').code).toBe(0);
    expect(evoroom('convert', 'named.xmp', 'named.lrtemplate').code).toBe(0);
    expect(evoroom('convert', 'named.lrtemplate', 'again.xmp').code).toBe(0);
    const [named, again] = [readXmp(readFileSync(file('named.xmp'), 'utf8')), readXmp(readFileSync(file('again.xmp'), 'utf8'))];
    expect(named.meta).toMatchObject({ preset: true, name: 'Evening 夕', uuid: expect.stringMatching(/^[0-9A-F]{32}$/) });
    expect(again).toMatchObject({ meta: { name: 'Evening 夕', uuid: named.meta.uuid }, stated: named.stated });
  });

  it('reads the settings that a photo carries, and puts settings into one', () => {
    writeFileSync(file('warm.json'), '{"Exposure2012": 0.7, "Vibrance": 20}');
    expect(evoroom('embed', 'photo.jpg', 'warm.json', '--out', 'carries.jpg')).toEqual({ code: 0, out: '→ carries.jpg\n', err: '' });
    expect(evoroom('convert', 'carries.jpg', 'out.xmp')).toEqual({ code: 0, out: '→ out.xmp\n', err: '' });
    expect(readXmp(readFileSync(file('out.xmp'), 'utf8')).settings).toEqual({ Exposure2012: 0.7, Vibrance: 20 });
    for (const args of [['photo.jpg', 'warm.json', '--out', 'one.png'], ['photo.jpg', 'carries.jpg', '--out', 'two.png'], ['carries.jpg', '--embedded', '--out', 'three.png']]) expect(evoroom('render', ...args)).toMatchObject({ code: 0, err: '' });
    const [one, two, three] = ['one.png', 'two.png', 'three.png'].map((name) => readFileSync(file(name)));
    expect(one && two && three && one.equals(two) && two.equals(three)).toBe(true);
  });

  it('writes the colour part as a .cube table, says what stays behind, and takes it in again as a look', () => {
    writeFileSync(file('colour.json'), '{"Exposure2012": 0.7, "Vibrance": 20, "GrainAmount": 30}');
    const { code, err } = evoroom('convert', 'colour.json', 'colour.cube');
    expect(code).toBe(0);
    expect(err.trim().split('\n')).toEqual([expect.stringMatching(/colour\.cube: GrainAmount.*colour table/)]);
    expect(evoroom('convert', 'colour.cube', 'table.xmp').code).toBe(0);
    expect(readXmp(readFileSync(file('table.xmp'), 'utf8')).settings).toMatchObject({ Look: { Name: 'colour' } });
    expect(evoroom('render', 'photo.jpg', 'colour.cube', '--out', 'through-table.png').code).toBe(0);
  });

  it('notes what was applied in the picture, and does not take it for something to apply', () => {
    expect(evoroom('render', 'photo.jpg', 'warm.json', '--out', 'noted.jpg', '--embed')).toMatchObject({ code: 0, err: '' });
    expect(evoroom('convert', 'noted.jpg', 'noted.json')).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(readFileSync(file('noted.json'), 'utf8'))).toMatchObject({ Exposure2012: 0.7, Vibrance: 20 });
    expect(evoroom('render', 'noted.jpg', '--embedded', '--out', 'twice.jpg').err).toMatch(/already in the picture/);
  });
});

describe('evoroom measure', () => {
  it('gives the same numbers every time, in JSON without a word beside it', () => {
    const [first, second] = [evoroom('measure', 'photo.jpg', '--json'), evoroom('measure', 'photo.jpg', '--json')];
    expect(first).toEqual(second);
    expect(first.err).toBe('');
    const { luma, regions } = JSON.parse(first.out) as { luma: { mean: number }; regions: Record<string, unknown> };
    expect(luma.mean).toBeGreaterThan(20);
    expect(luma.mean).toBeLessThan(60);
    expect(regions).toHaveProperty('whole');
    expect(evoroom('measure', 'photo.jpg').out).toContain('brightness');
  });
});

describe('evoroom edit', () => {
  it('writes picture, sidecar and trajectory, tells the story on stdout and shows no progress in a pipe', async () => {
    const { code, out, err } = evoroom('edit', 'photo.jpg', 'brighter and warmer', '--out', 'a.jpg', '--xmp', 'a.xmp', '--trajectory', 'a.json', '--seed', '7');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^1\. /m);
    expect(out).toMatch(/^→ a\.jpg\n→ a\.xmp\n→ a\.json$/m);
    expect(out).not.toContain('\r');
    expect((await sharp(file('a.jpg')).metadata()).width).toBe(480);
    const { settings } = readXmp(readFileSync(file('a.xmp'), 'utf8'));
    expect(Object.keys(settings).length).toBeGreaterThan(0);
    const told = JSON.parse(readFileSync(file('a.json'), 'utf8')) as { version: number; photo: { sha256: string }; request: { instruction: string; seed: number }; events: readonly { type: string }[] };
    expect(told).toMatchObject({ format: 'evoroom-trajectory', version: 2, photo: { name: 'photo.jpg', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }, request: { instruction: 'brighter and warmer', seed: 7 } });
    expect(told.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['plan', 'tool_call', 'observation', 'evaluation', 'done']));
  });

  it('takes a photo that shows how it should look, and says which in the trajectory', () => {
    expect(evoroom('edit', 'photo.jpg', 'brighter', '--like', 'photo.jpg', '--trajectory', 'like.json').code).toBe(0);
    expect(JSON.parse(readFileSync(file('like.json'), 'utf8'))).toMatchObject({ request: { reference: { name: 'photo.jpg', photoId: 'photo.jpg' } } });
    expect(evoroom('edit', 'photo.jpg', 'brighter', '--like', 'gone.jpg')).toMatchObject({ code: 1, err: expect.stringContaining('gone.jpg') });
  });

  it('gives the same picture and settings for the same seed', () => {
    const once = evoroom('edit', 'photo.jpg', 'brighter and warmer', '--out', 'b.jpg', '--xmp', 'b.xmp', '--seed', '7');
    expect(once.code).toBe(0);
    expect(readFileSync(file('b.xmp'), 'utf8')).toBe(readFileSync(file('a.xmp'), 'utf8'));
    expect(readFileSync(file('b.jpg')).equals(readFileSync(file('a.jpg')))).toBe(true);
  });

  it('renders its sidecar to the picture that it wrote', () => {
    expect(evoroom('render', 'photo.jpg', 'a.xmp', '--out', 'again.jpg').code).toBe(0);
    expect(readFileSync(file('again.jpg')).equals(readFileSync(file('a.jpg')))).toBe(true);
  });

  it('understands Chinese, and names its picture when nothing is named', () => {
    const { code, out } = evoroom('edit', 'photo.jpg', '整体更通透一点', '--max-steps', '2');
    expect(code).toBe(0);
    expect(out).toMatch(/[\u4e00-\u9fff]/);
    expect(out).toContain('→ photo-edited.jpg');
  });

  it('stops at Ctrl-C with 130 and leaves no half picture', async () => {
    const child = spawn(process.execPath, [CLI, 'edit', 'photo.jpg', 'cinematic, moody, teal and orange', '--out', 'stopped.jpg'], { cwd: folder });
    child.stdout.once('data', () => child.kill('SIGINT'));
    const code = await new Promise((done) => { child.on('close', done); });
    expect(code).toBe(130);
    expect(readdirSync(folder).filter((name) => name.includes('stopped'))).toEqual([]);
  });
});

describe('evoroom evaluate', () => {
  it('scores a result from 1 to 5 with reasons, and the one that follows the instruction higher', () => {
    writeFileSync(file('down.json'), '{"Exposure2012": -2.5}');
    expect(evoroom('render', 'photo.jpg', 'down.json', '--out', 'down.jpg').code).toBe(0);
    const score = (result: string) => JSON.parse(evoroom('evaluate', 'photo.jpg', result, 'brighter and warmer', '--json').out) as { aesthetics: number; instruction: number; overall: number; reasons: string[] };
    const [good, bad] = [score('a.jpg'), score('down.jpg')];
    for (const value of [good.aesthetics, good.instruction, good.overall]) expect(value).toBeGreaterThanOrEqual(1);
    for (const value of [good.aesthetics, good.instruction, good.overall]) expect(value).toBeLessThanOrEqual(5);
    expect(good.reasons.length).toBeGreaterThan(0);
    expect(good.instruction).toBeGreaterThan(bad.instruction);
  });
});
