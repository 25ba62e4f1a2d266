import { describe, expect, it } from 'vitest';
import { normalise } from '../settings';
import { readSettings } from './index';

/**
 * Files made to hurt: each must be refused with a reason, or read, in seconds at most. Whatever is quadratic (or worse) in the
 * sizes used here takes minutes to hours, so that the bound can be generous on a busy machine.
 */
const BOUND_MS = 120_000;
const MEGABYTE = 1024 * 1024;

const xmp = (attributes: string, inside = ''): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" ${attributes}>${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`;
const repeat = (count: number, one: (i: number) => string): string => Array.from({ length: count }, (_, i) => one(i)).join('');

type Outcome = string | readonly string[];

const FILES: readonly (readonly [name: string, text: () => string, outcome: Outcome])[] = [
  ['an entity bomb', () => `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${repeat(30, (i) => `<!ENTITY b${i} "&a;&a;&a;&a;&a;&a;&a;&a;">`)}]>${xmp('crs:Name="&b29;"')}`, 'malformed-xml'],
  ['an external entity', () => `<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">${xmp('')}`, 'malformed-xml'],
  ['100 MB of XML text', () => xmp('', `<crs:Name>${'x'.repeat(100 * MEGABYTE)}</crs:Name>`), 'too-large'],
  ['100 MB in one JSON string', () => `{"Name": "${'x'.repeat(100 * MEGABYTE)}"}`, 'too-large'],
  ['100 MB in one Lua string', () => `return { Name = "${'x'.repeat(100 * MEGABYTE)}" }`, 'too-large'],
  ['XML nested 100 000 deep', () => xmp('', repeat(100_000, () => '<crs:a>')), 'too-large'],
  ['JSON nested 100 000 deep', () => `{"a":${'['.repeat(100_000)}`, 'too-large'],
  ['JSON records nested 100 000 deep and closed', () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'too-large'],
  ['Lua nested 100 000 deep', () => `return ${'{'.repeat(100_000)}${'}'.repeat(100_000)}`, 'too-large'],
  ['Lua keys nested 100 000 deep', () => `return ${'{['.repeat(100_000)}`, 'too-large'],
  ['a tag with 200 000 attributes', () => xmp(repeat(200_000, (i) => `crs:A${i}="1" `)), ['A0']],
  ['a tag with the same attribute again and again', () => xmp(repeat(200_000, () => 'crs:A="1" ')), 'malformed-xml'],
  ['a million attributes', () => xmp(repeat(1_000_000, (i) => `a${i}="" `)), 'too-large'],
  ['a thousand namespaces at one place', () => xmp(repeat(1000, (i) => `xmlns:n${i}="u" `)), 'too-large'],
  ['a namespace declared by each of 100 000 elements', () => xmp('', repeat(100_000, () => '<crs:a xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"/>')), ['a']],
  ['a number of a million digits', () => xmp(`crs:Exposure2012="${'1'.repeat(MEGABYTE)}x"`), []],
  ['a JSON number of a million digits', () => `{"Exposure2012": ${'1'.repeat(MEGABYTE)}x}`, 'malformed-json'],
  ['a Lua number of a million digits', () => `return { Exposure2012 = ${'1'.repeat(MEGABYTE)}x }`, 'lua-code'],
  ['a value of a million spaces', () => `{"Exposure2012": "${' '.repeat(MEGABYTE)}x", "Sharpness": "1${' '.repeat(MEGABYTE)}"}`, ['Sharpness']],
  ['a boolean before a million spaces', () => `{"ConvertToGrayscale": "true${' '.repeat(MEGABYTE)}x"}`, []],
  ['a curve of a million points', () => `{"ToneCurvePV2012": [${repeat(100_000, (i) => `${i},${i},`)}0,0]}`, []],
  ['a curve point of a million spaces', () => xmp('', `<crs:ToneCurvePV2012><rdf:Seq><rdf:li>0,${' '.repeat(MEGABYTE)}0,</rdf:li></rdf:Seq></crs:ToneCurvePV2012>`), []],
  ['a million unclosed comments', () => `return ${'--[['.repeat(MEGABYTE)}`, 'malformed-lua'],
  ['a million short comments', () => `return ${'--\n'.repeat(MEGABYTE)}{}`, []],
  ['a million escapes', () => `return { Name = "${'\\065'.repeat(MEGABYTE)}" }`, []],
  ['a million words before the value', () => `see ${'[('.repeat(MEGABYTE)} {"Texture": 1}`, ['Texture']],
  ['a million open braces in prose', () => 'see { '.repeat(MEGABYTE), 'malformed-json'],
  ['a million quotes', () => `{${"'".repeat(MEGABYTE)}`, 'malformed-json'],
  ['a million commas', () => `{${','.repeat(MEGABYTE)}}`, 'malformed-json'],
  ['a million unknown names', () => `{${repeat(400_000, (i) => `"u${i}":1,`)}}`, 'too-large'],
  ['masks in masks in masks', () => `{"MaskGroupBasedCorrections": [${'{"CorrectionMasks": [{"What": "Mask/Aggregate", "Masks": ['.repeat(20_000)}`, 'too-large'],
  ['a loop in Lua', () => 's = { } while true do end', 'lua-code'],
  ['a table that holds itself in Lua', () => 's = { } s.s = s', 'lua-code'],
  ['a string repeated by Lua', () => 's = { a = ("x"):rep(1e9) }', 'lua-code'],
  ['half a surrogate and a zero byte', () => '{"Name": "\\ud800\\u0000", "Texture": 2}', ['Texture']],
];

describe('a hostile file', () => {
  it.each(FILES)('%s is read or refused in bounded time', { timeout: BOUND_MS }, (_, make, outcome) => {
    const text = make();
    let result: Outcome;
    try {
      const { settings, issues } = readSettings(text);
      result = Object.keys(settings);
      expect(issues.length).toBeLessThanOrEqual(501);
      if (Array.isArray(outcome)) expect(result).toEqual(expect.arrayContaining([...outcome]));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'SettingsFileError') throw error;
      result = (error as Error & { code: string }).code;
      expect(error.message.length).toBeLessThan(400);
      expect(result).toBe(outcome);
    }
  });

  it('leaves nothing behind on the prototype of objects', () => {
    for (const text of ['{"__proto__": {"polluted": 1}}', 'return { ["__proto__"] = { polluted = 1 } }', xmp('crs:__proto__="1"'), xmp('', '<crs:__proto__><rdf:Description crs:polluted="1"/></crs:__proto__>')])
      try { readSettings(text); } catch { /* refused is well */ }
    expect({}).not.toHaveProperty('polluted');
    expect(normalise({ MaskGroupBasedCorrections: [JSON.parse('{"CorrectionMasks": [{"__proto__": {"polluted": 1}}]}')] }).settings).not.toHaveProperty('polluted');
  });
});
