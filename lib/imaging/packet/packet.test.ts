import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeXmp } from '@/lib/develop/codecs';
import { combineFields, normalise } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import { embedPacket, readEmbedded, readPacket } from './index';

const EXIFTOOL = resolve(import.meta.dirname, '../../../node_modules/exiftool-vendored.pl/bin/exiftool');
const hasExiftool = existsSync(EXIFTOOL) && spawnSync('perl', [EXIFTOOL, '-ver']).status === 0;
const exiftool = (...args: readonly string[]): string => execFileSync('perl', [EXIFTOOL, ...args], { encoding: 'utf8' });
const RAW = resolve(import.meta.dirname, '../../../../shared/raw/nikon-d2h.nef');

const folder = mkdtempSync(join(tmpdir(), 'evoroom-packet-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string): string => join(folder, name);

const SETTINGS = normalise({ Exposure2012: 0.5, Contrast2012: -12, ToneCurvePV2012: [[0, 4], [255, 250]], FutureTool: '夕 & "x"' }).settings;
/** A brush of so many dabs that its packet is larger than a segment of a JPEG file. */
const PAINTED: DevelopSettings = normalise({
  Exposure2012: 0.25,
  MaskGroupBasedCorrections: [{ What: 'Correction', LocalExposure2012: 0.1, CorrectionMasks: [{ What: 'Mask/Paint', ...combineFields('add'), Radius: 0.02, Flow: 1, CenterWeight: 0, Dabs: Array.from({ length: 6000 }, (_, i) => `d ${(i / 6000).toFixed(6)} 0.500000`) }] }],
}).settings;

const FORMATS = ['jpeg', 'png', 'tiff'] as const;
const picture = () => sharp({ create: { width: 40, height: 30, channels: 3, background: '#7a5' } });
const pixelsOf = async (path: string): Promise<Buffer> => sharp(path).raw().toBuffer();

beforeAll(async () => {
  for (const format of FORMATS) await picture().withExif({ IFD0: { Artist: 'A. Tester' } })[format]().toFile(file(`plain.${format}`));
});

describe.each(FORMATS)('a packet in %s', (format) => {
  it('is read as it was written, and nothing else in the file changes', async () => {
    const before = readFileSync(file(`plain.${format}`));
    const xmp = writeXmp(SETTINGS);
    writeFileSync(file(`own.${format}`), embedPacket(before, xmp));
    expect(await readPacket(file(`plain.${format}`))).toBeUndefined();
    expect((await readEmbedded(file(`own.${format}`)))?.settings).toEqual(SETTINGS);
    expect(await pixelsOf(file(`own.${format}`))).toEqual(await pixelsOf(file(`plain.${format}`)));
    expect((await sharp(file(`own.${format}`)).metadata()).exif).toEqual((await sharp(file(`plain.${format}`)).metadata()).exif);
    // libvips finds it as well.
    expect((await sharp(file(`own.${format}`)).metadata()).xmp?.toString()).toContain(xmp.trimEnd());
  });

  it('takes the place of the one before', async () => {
    const twice = embedPacket(embedPacket(readFileSync(file(`plain.${format}`)), writeXmp({ Texture: 1 })), writeXmp(SETTINGS));
    writeFileSync(file(`twice.${format}`), twice);
    expect((await readEmbedded(file(`twice.${format}`)))?.settings).toEqual(SETTINGS);
    if (format !== 'tiff') expect(twice.toString('latin1').match(/camera-raw-settings/g)).toHaveLength(1);
  });

  it('may be larger than a segment of JPEG', async () => {
    writeFileSync(file(`large.${format}`), embedPacket(readFileSync(file(`plain.${format}`)), writeXmp(PAINTED)));
    const read = await readEmbedded(file(`large.${format}`));
    expect(read?.settings).toEqual(PAINTED);
    expect(await pixelsOf(file(`large.${format}`))).toEqual(await pixelsOf(file(`plain.${format}`)));
    // Joined from two parts it is one packet again, which can be put back.
    expect(embedPacket(readFileSync(file(`large.${format}`)), read?.packet ?? '').length).toBeGreaterThan(100_000);
  });

  it.skipIf(!hasExiftool)('agrees with exiftool value by value (skipped where perl is not installed)', async () => {
    writeFileSync(file(`tool.${format}`), embedPacket(readFileSync(file(`plain.${format}`)), writeXmp(SETTINGS)));
    const [read] = JSON.parse(exiftool('-j', '-n', '-struct', '-XMP-crs:all', '-Artist', '-warning', file(`tool.${format}`))) as Record<string, unknown>[];
    expect(read).toMatchObject({ Exposure2012: '+0.50', Contrast2012: -12, ToneCurvePV2012: ['0, 4', '255, 250'], HasSettings: true });
    // libvips writes no camera fields to TIFF.
    if (format !== 'tiff') expect(read).toMatchObject({ Artist: 'A. Tester' });
    expect(read).not.toHaveProperty('Warning');
    const [large] = JSON.parse(exiftool('-j', '-n', '-m', '-struct', '-XMP-crs:all', '-warning', file(`large.${format}`))) as { MaskGroupBasedCorrections: { CorrectionMasks: { Dabs: string[] }[] }[]; Exposure2012: string }[];
    expect(large?.Exposure2012).toBe('+0.25');
    expect(large?.MaskGroupBasedCorrections[0]?.CorrectionMasks[0]?.Dabs).toHaveLength(6000);
    expect(large).not.toHaveProperty('Warning');
    // And the other way: exiftool writes, we read.
    exiftool('-overwrite_original', '-XMP-crs:Exposure2012=-1.25', '-XMP-dc:Title=kept', file(`tool.${format}`));
    expect((await readEmbedded(file(`tool.${format}`)))?.settings).toEqual({ ...SETTINGS, Exposure2012: -1.25 });
    expect(await readPacket(file(`tool.${format}`))).toContain('kept');
  });
});

describe('a packet elsewhere', () => {
  it.each(['webp', 'avif'] as const)('is found in %s, written by libvips', async (format) => {
    await picture().withXmp(writeXmp(SETTINGS))[format]().toFile(file(`photo.${format}`));
    expect((await readEmbedded(file(`photo.${format}`)))?.settings).toEqual(SETTINGS);
    expect(() => embedPacket(readFileSync(file(`photo.${format}`)), '')).toThrow(expect.objectContaining({ code: 'unsupported-format' }));
  });

  it('is found in BigTIFF, and put there', async () => {
    for (const [name, bigtiff] of [['classic', false], ['big', true]] as const) {
      await picture().tiff({ bigtiff }).toFile(file(`${name}.tiff`));
      const own = file(`${name}-own.tiff`);
      writeFileSync(own, embedPacket(readFileSync(file(`${name}.tiff`)), writeXmp(SETTINGS)));
      expect((await readEmbedded(own))?.settings).toEqual(SETTINGS);
      expect(await pixelsOf(own)).toEqual(await pixelsOf(file(`${name}.tiff`)));
    }
  });

  it('of settings that are already in the picture says so', async () => {
    writeFileSync(file('applied.jpg'), embedPacket(readFileSync(file('plain.jpeg')), writeXmp(SETTINGS, { applied: true })));
    expect((await readEmbedded(file('applied.jpg')))?.meta.applied).toBe(true);
    expect((await readEmbedded(file('own.jpeg')))?.meta.applied).toBeUndefined();
  });

  it('that has no develop settings, or is broken, counts as none', async () => {
    for (const [i, xmp] of ['<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>', '<camera-raw-settings', '<!DOCTYPE x [<!ENTITY a "camera-raw-settings">]><x>&a;</x>'].entries()) {
      writeFileSync(file(`none${i}.jpg`), embedPacket(readFileSync(file('plain.jpeg')), xmp));
      expect(await readEmbedded(file(`none${i}.jpg`))).toBeUndefined();
    }
  });

  it('in a damaged or hostile file is left alone', async () => {
    const whole = embedPacket(readFileSync(file('plain.tiff')), writeXmp(SETTINGS));
    const jpeg = readFileSync(file('large.jpeg'));
    // Offsets and counts that point anywhere; files cut off anywhere.
    for (let i = 0; i < 40; i++) {
      const bytes = Buffer.from(i % 2 ? whole : jpeg);
      for (let k = 0; k < 8; k++) bytes.writeUInt32LE((i * 2654435761 + k * 40503) >>> 0, 4 + ((i * 37 + k * 101) % (bytes.length - 8)));
      writeFileSync(file('hurt.bin'), bytes.subarray(0, 64 + ((i * 7919) % bytes.length)));
      await expect(readPacket(file('hurt.bin')).then(() => 'read', (error: Error) => error.name)).resolves.toMatch(/^(read|PhotoError)$/);
    }
  });

  it.skipIf(!existsSync(RAW) || !hasExiftool)('goes into RAW without moving what its maker put there (skipped without ../shared/raw)', async () => {
    const raw = readFileSync(RAW);
    writeFileSync(file('own.nef'), embedPacket(raw, writeXmp(SETTINGS)));
    expect((await readEmbedded(file('own.nef')))?.settings).toEqual(SETTINGS);
    const tags = (path: string) => exiftool('-a', '-G1', '-s', '--XMP:all', '--System:all', '--ExifTool:all', '-api', 'Compact=', path).replace(/^.*(XMPToolkit|ApplicationNotes).*$/gm, '').trim();
    expect(tags(file('own.nef'))).toBe(tags(RAW));
    expect(readFileSync(file('own.nef')).subarray(8, raw.length).equals(raw.subarray(8))).toBe(true);
  });
});
