import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readSettings } from './index';

/** A module's structure: numbers as floats, texts `i…` as integers. */
const bytes = (values: readonly (number | string)[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => (typeof value === 'string' ? view.setInt32(4 * i, Number(value.slice(1)), true) : view.setFloat32(4 * i, value, true)));
  return new Uint8Array(view.buffer);
};
const hex = (values: readonly (number | string)[]): string => Buffer.from(bytes(values)).toString('hex');
const packed = (values: readonly (number | string)[]): string => `gz09${Buffer.from(zlibSync(bytes(values))).toString('base64')}`;

const item = (operation: string, params: string, { version = 5, enabled = 1, num = 0, priority = 0 } = {}): string =>
  `<rdf:li darktable:num="${num}" darktable:operation="${operation}" darktable:enabled="${enabled}" darktable:modversion="${version}" darktable:params="${params}" darktable:multi_priority="${priority}"/>`;
const sidecar = (items: readonly string[], end = 99): string =>
  `<?xml version="1.0"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:darktable="http://darktable.sf.net/" darktable:xmp_version="5" darktable:history_end="${end}"><darktable:history><rdf:Seq>${items.join('')}</rdf:Seq></darktable:history></rdf:Description></rdf:RDF></x:xmpmeta>`;

const EXPOSURE = ['i0', 0, 1.2, 50, -4, 'i0'];
const balance = (changes: Readonly<Record<number, number>>): readonly number[] => Array.from({ length: 33 }, (_, i) => changes[i] ?? 0);

describe('a sidecar of darktable', () => {
  it('comes out as the nearest sliders, and says what is close and what is left out', () => {
    const { settings, issues, meta } = readSettings(sidecar([
      item('rawprepare', '00'), item('temperature', hex([2, 1, 1.5, 0])), item('sigmoid', hex([1.5]), { version: 2 }),
      item('exposure', hex(EXPOSURE), { version: 6 }),
      item('colorbalancergb', packed(balance({ 1: 0.1, 2: 210, 8: 40, 7: 0.05, 19: 0.1, 29: 0.25, 31: 0.15 }))),
      item('crop', hex([0.1, 0.05, 0.9, 0.95, 'i-1', 'i-1']), { version: 1 }),
      item('toneequal', hex([1, 2])),
    ]));
    expect(meta.format).toBe('darktable');
    expect(settings).toMatchObject({ Exposure2012: 0.5, Saturation: 10, Vibrance: 25, Contrast2012: 15, SplitToningShadowHue: 210, SplitToningShadowSaturation: 10, SplitToningHighlightHue: 40, SplitToningHighlightSaturation: 5, HasCrop: true });
    expect(settings['CropLeft']).toBeCloseTo(0.1, 6);
    const named = (kind: string) => issues.filter((issue) => issue.kind === kind).map((issue) => issue.name);
    expect(named('translated')).toEqual(['exposure', 'colorbalancergb', 'crop', 'sigmoid']);
    expect(named('invalid')).toEqual(['temperature', 'toneequal']);
  });

  it('counts the history up to its end, the last entry of a module, what is switched on, and adds up instances', () => {
    const { settings } = readSettings(sidecar([
      item('exposure', hex(['i0', 0, 3, 50, -4]), { num: 0 }), item('exposure', hex(['i0', 0, 0.5, 50, -4]), { num: 1 }), item('exposure', hex(['i0', 0, 0.25, 50, -4]), { num: 2, priority: 1 }),
      item('hazeremoval', hex([0.3, 0.2]), { num: 3, version: 1, enabled: 0 }), item('vibrance', hex([40]), { num: 4, version: 2 }),
    ], 4));
    expect(settings).toEqual({ Exposure2012: 0.75 });
  });

  it('is never hurt by what stands in it', () => {
    const bomb = `gz99${Buffer.from(zlibSync(new Uint8Array(4 * 1024 * 1024))).toString('base64')}`;
    for (const params of ['zz', '', 'gz01!!!!', 'gz01AAAA', hex([Number.NaN, Number.NaN, Number.NaN]), bomb, '0'.repeat(1_000_001)]) {
      const { settings } = readSettings(sidecar([item('exposure', params), item('constructor', params), item('vibrance', hex([7]), { version: 2 })]));
      expect(settings).toEqual({ Vibrance: 7 });
    }
  });
});

describe('a profile of RawTherapee', () => {
  const PROFILE = '[Version]\nAppVersion=5.11\nVersion=351\n\n[Exposure]\nAuto=false\nCompensation=0.5\nContrast=12\nSaturation=-8\nBlack=0\n\n[White Balance]\nEnabled=true\nSetting=Custom\nTemperature=5200\nGreen=1.02\n\n[Vibrance]\nEnabled=true\nPastels=20\n\n[Dehaze]\nEnabled=false\nStrength=50\n\n[Wavelet]\nEnabled=true\n\n[Crop]\nEnabled=true\nX=100\nY=50\nW=400\nH=200\n';

  it('comes out as the nearest sliders, and says what is close and what is left out', () => {
    const { settings, issues, meta } = readSettings(PROFILE, { width: 1000, height: 500, orientation: 1 });
    expect(meta.format).toBe('pp3');
    expect(settings).toEqual({ Exposure2012: 0.5, Contrast2012: 12, Saturation: -8, Vibrance: 20, Temperature: 5200, CropLeft: 0.1, CropTop: 0.1, CropRight: 0.5, CropBottom: 0.5, HasCrop: true });
    expect(issues.filter(({ kind }) => kind === 'invalid').map(({ name }) => name)).toEqual(['Wavelet']);
  });

  it('keeps its crop back where the photo is not known', () => {
    const { settings, issues } = readSettings(PROFILE);
    expect(settings).not.toHaveProperty('CropLeft');
    expect(issues.filter(({ kind }) => kind === 'invalid').map(({ name }) => name)).toEqual(['Crop', 'Wavelet']);
  });
});
