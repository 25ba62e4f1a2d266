import { afterAll, describe, expect, it } from 'vitest';
import { readSettings, writeSettings, type TextFormatId } from '@/lib/develop/codecs';
import { times, type Matrix, type Vector } from '@/lib/develop/pipeline/primaries';
import { normalise } from '@/lib/develop/settings';
import { meanDeltaE } from '@/lib/develop/testing/delta-e';
import { develop } from '@/lib/develop/testing/harness';
import type { DevelopSettings } from '@/lib/develop/types';
import { decode } from '../decode';
import { probe } from '../probe';
import { writeDng } from '../testing/dng';
import { TestFolder } from '../testing/files';

const folder = new TestFolder();
afterAll(() => folder.remove());

const COOL: Matrix = [0.5733, -0.0911, -0.0629, -0.7967, 1.5987, 0.2055, -0.305, 0.4013, 0.7048];
const WARM: Matrix = [0.65, -0.12, -0.05, -0.72, 1.52, 0.21, -0.27, 0.39, 0.62];
/** XYZ: skin, foliage, sky, brick, sand, three greys. */
const PATCHES: readonly Vector[] = [[0.38, 0.35, 0.26], [0.11, 0.14, 0.07], [0.18, 0.19, 0.36], [0.14, 0.1, 0.06], [0.5, 0.52, 0.4], [0.855, 0.9, 0.98], [0.171, 0.18, 0.196], [0.0095, 0.01, 0.0109]];
const SIDE = 24;
const path = folder.write('chart.dng', writeDng(PATCHES.length * SIDE, 64, (x, y) => times(COOL, PATCHES[Math.floor(x / SIDE)]!).map((v) => v * (0.35 + y / 100)) as unknown as Vector, {
  matrices: [{ illuminant: 17, fromXyz: WARM }, { illuminant: 21, fromXyz: COOL }], neutral: [0.52, 1, 0.74],
}));
const info = await probe(path);
const photo = await decode(path);

const BALANCES: readonly DevelopSettings[] = [
  { IncrementalTemperature: 30, IncrementalTint: -10 }, { IncrementalTemperature: -45 }, { IncrementalTint: 35 }, { Temperature: 4200, Tint: 5, IncrementalTemperature: 20 },
  { Temperature: 7500, Tint: 12, IncrementalTemperature: -25, IncrementalTint: 8, Exposure2012: 0.4 }, { WhiteBalance: 'Cloudy' }, { WhiteBalance: 'Tungsten', Contrast2012: 15 }, { WhiteBalance: 'Flash' },
].map((document) => normalise(document).settings);
const FORMATS: readonly TextFormatId[] = ['xmp', 'preset', 'lrtemplate', 'lua'];

describe('the white balance of a RAW photo in files for other programs', () => {
  it.each(BALANCES)('is in Kelvin, without increments, and looks the same: %o', (settings) => {
    const wanted = develop(photo, settings);
    const named = settings['WhiteBalance'];
    for (const format of FORMATS) {
      const { text, issues } = writeSettings(settings, format, { photo: info });
      expect(text, format).not.toMatch(/Incremental/);
      expect(text, format).toMatch(/Temperature *= *"?\d{4,5}/);
      expect(text, format).toMatch(/\bTint *= *"?[-+]?\d/);
      expect(text, format).toMatch(new RegExp(`WhiteBalance *= *"${named ?? 'Custom'}"`));
      expect(issues.map(({ name, kind }) => [name, kind])).toEqual(named === undefined ? ['IncrementalTemperature', 'IncrementalTint'].filter((name) => settings[name] !== undefined).map((name) => [name, 'translated']) : []);
      const back = readSettings(text, info).settings;
      expect(meanDeltaE(wanted, develop(photo, back))).toBeLessThan(1);
      // Written again into itself, it is the same file.
      if (format !== 'preset') expect(writeSettings(back, format, { photo: info, previous: text }).text, format).toBe(text);
    }
  });

  it('takes increments out of the file that the settings came from', () => {
    const texts = { xmp: writeSettings({ IncrementalTemperature: 30, Exposure2012: 1 }, 'xmp').text, lua: writeSettings({ IncrementalTemperature: 30, Exposure2012: 1 }, 'lua').text };
    for (const format of ['xmp', 'lua'] as const) {
      const previous = texts[format];
      const { settings } = readSettings(previous, info);
      const { text } = writeSettings(settings, format, { photo: info, previous });
      expect(text).not.toMatch(/Incremental/);
      expect(text).toMatch(/Temperature *= *"?\d{4,5}/);
    }
  });

  const OWN: readonly DevelopSettings[] = [{}, { WhiteBalance: 'Auto' }, { WhiteBalance: 'As Shot', Temperature: 5000, Tint: 3 }];
  it.each(OWN)('stays the photo\'s own where it is: %o', (settings) => {
    const { text, issues } = writeSettings(settings, 'xmp', { photo: info });
    expect(text).toBe(writeSettings(settings, 'xmp', { photo: { width: info.width, height: info.height, orientation: info.orientation } }).text);
    expect(issues).toEqual([]);
  });

  it('is what the document says in our own format, and in files without a photo or beside a rendered one', () => {
    const settings = { IncrementalTemperature: 30 };
    expect(readSettings(writeSettings(settings, 'json', { photo: info }).text).settings).toEqual(settings);
    expect(readSettings(writeSettings(settings, 'xmp').text).settings).toEqual(settings);
    expect(readSettings(writeSettings(settings, 'xmp', { photo: { width: 300, height: 200, orientation: 1 } }).text).settings).toEqual(settings);
  });

  it('put back to a default, a value is put back in a table that was there before', () => {
    const previous = writeSettings({ Exposure2012: 1, Contrast2012: 10 }, 'lua', { photo: info }).text;
    expect(readSettings(writeSettings({ Contrast2012: 10 }, 'lua', { photo: info, previous }).text, info).settings).toEqual({ Contrast2012: 10 });
  });
});
