import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, correctionsOf, normalise } from '../settings';
import { TOOLS, type Tool } from '../tools';
import type { DevelopSettings, JsonValue } from '../types';
import { readSettings, readXmp, writeJson, writeXmp } from './index';
import { elementsOf, fieldsOf } from './rdf';
import { parseXml, type XmlNode } from './xml';

const PRESETS = resolve(import.meta.dirname, '../../../../shared/presets');
const presets = existsSync(PRESETS) ? readdirSync(PRESETS).filter((name) => name.endsWith('.xmp')) : [];

/** Every crs field of a file as raw values, in the order of the file. */
const rawFields = (text: string): readonly (readonly [string, JsonValue])[] => {
  const search = (nodes: readonly XmlNode[]): readonly (readonly [string, JsonValue])[] =>
    nodes.flatMap((node) => (node.kind !== 'element' ? [] : node.local === 'RDF' ? elementsOf(node).flatMap(fieldsOf) : search(node.children)));
  return search(parseXml(text));
};

const SIDECAR = `\ufeff<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <!-- kept -->
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="image/jpeg"/>
  <rdf:Description rdf:about="" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
    crs:Version="15.4" crs:ProcessVersion="11.0" crs:Exposure2012="+0.35" crs:FutureTool="a &lt; b &amp; &#x4e2d;" crs:Contrast2012="-12" crs:LensProfileEnable="1">
   <crs:Shadows2012>+28</crs:Shadows2012>
   <crs:ToneCurvePV2012Red><rdf:Seq><rdf:li>0, 12</rdf:li><rdf:li>255, 240</rdf:li></rdf:Seq></crs:ToneCurvePV2012Red>
   <crs:Look rdf:parseType="Resource"><crs:Name>Adobe Color</crs:Name><crs:Amount>0.5</crs:Amount></crs:Look>
   <crs:MaskGroupBasedCorrections><rdf:Seq><rdf:li rdf:parseType="Resource">
     <crs:What>Correction</crs:What><crs:CorrectionAmount>1</crs:CorrectionAmount><crs:LocalExposure2012>-0.125</crs:LocalExposure2012>
     <crs:CorrectionMasks><rdf:Seq>
       <rdf:li crs:What="Mask/Image" crs:MaskSubType="2" crs:MaskBlendMode="0" crs:MaskInverted="false" crs:MaskValue="1"/>
       <rdf:li><rdf:Description crs:What="Mask/RangeMask" crs:MaskBlendMode="1" crs:MaskInverted="true" crs:MaskValue="0">
         <crs:CorrectionRangeMask crs:Version="3" crs:Type="2" crs:Invert="false" crs:LumRange="0.400000 0.500000 1.000000 1.000000"/></rdf:Description></rdf:li>
     </rdf:Seq></crs:CorrectionMasks></rdf:li></rdf:Seq></crs:MaskGroupBasedCorrections>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;

describe('readXmp', () => {
  it('reads attributes, elements, curves, masks and structures in any form', () => {
    const { settings, issues, meta } = readXmp(SIDECAR);
    expect(settings).toMatchObject({ Exposure2012: 0.35, Contrast2012: -12, Shadows2012: 28, LensProfileEnable: true, FutureTool: 'a < b & 中', ToneCurvePV2012Red: [[0, 12], [255, 240]], Look: { Name: 'Adobe Color', Amount: 0.5 } });
    expect(correctionsOf(settings)).toMatchObject([{ LocalExposure2012: -0.125, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 2 }, { What: 'Mask/RangeMask', CorrectionRangeMask: { LumRange: [0.4, 0.5, 1, 1] } }] }]);
    expect(issues.filter((issue) => issue.kind === 'unknown').map((issue) => issue.name)).toEqual(['FutureTool']);
    expect(meta).toEqual({ format: 'xmp', preset: false, processVersion: '11.0', version: '15.4' });
  });

  it('finds the settings whatever the prefix is called', () => {
    expect(readXmp(SIDECAR.replaceAll('crs:', 'raw:').replace('xmlns:crs=', 'xmlns:raw=')).settings).toEqual(readXmp(SIDECAR).settings);
  });

  it('translates older process versions and says so', () => {
    const { settings, issues } = readXmp(SIDECAR.replace('ProcessVersion="11.0" crs:Exposure2012="+0.35"', 'ProcessVersion="5.7" crs:Exposure="+0.50" crs:Brightness="+70" crs:FillLight="30" crs:HighlightRecovery="40" crs:Clarity="+20"').replace('Contrast2012', 'Contrast').replace(/<crs:Shadows2012>.*<\/crs:Shadows2012>/, ''));
    expect(settings).toMatchObject({ Exposure2012: 0.7, Shadows2012: 30, Highlights2012: -40, Clarity2012: 20, Contrast2012: -37 });
    expect(issues.filter((issue) => issue.kind === 'translated').map((issue) => issue.name)).toEqual(['Exposure', 'Brightness', 'Contrast', 'HighlightRecovery', 'FillLight', 'Clarity']);
  });

  it('says when there is nothing to read', () => {
    expect(readXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>')).toMatchObject({ settings: {}, issues: [{ kind: 'invalid' }] });
    expect(() => readXmp('<html><body>no</body></html>')).toThrow(expect.objectContaining({ code: 'not-xmp' }));
  });
});

describe('hostile XML', () => {
  it.each([
    ['an entity bomb', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'],
    ['an external entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
    ['an entity of its own', '<x>&nbsp;</x>'],
    ['a bare ampersand', '<x>a & b</x>'],
    ['a character that XML forbids', '<x>&#0;</x>'],
    ['crossed tags', '<a><b></a></b>'],
    ['an open tag', '<a><b>'],
    ['an unquoted value', '<a b=c/>'],
    ['a repeated attribute', '<a b="1" b="2"/>'],
    ['a prefix from nowhere', '<q:a/>'],
  ])('%s is refused', (_, text) => {
    expect(() => parseXml(text)).toThrow(expect.objectContaining({ code: 'malformed-xml' }));
  });

  // Anything quadratic would take hours.
  it('cannot exhaust the stack or the clock', { timeout: 120_000 }, () => {
    expect(() => parseXml('<a>'.repeat(100_000))).toThrow(expect.objectContaining({ code: 'too-large' }));
    for (const text of [`<a ${' '.repeat(500_000)}`, `<a b="${'x'.repeat(500_000)}`, `<a>${'&lt;'.repeat(200_000)}</a>`, `<${'a'.repeat(500_000)}`, `<a>${'<b/>'.repeat(50_000)}</a>`])
      try { parseXml(text); } catch { /* either is well */ }
  });

  it('never fails in any other way, whatever the bytes', () => {
    const piece = fc.constantFrom('<', '>', '/', '<a', '</a>', '="', '"', '&', '&amp;', '<?', '?>', '<!--', '-->', '<![CDATA[', ']]>', 'x', ':', ' ', 'crs:Exposure2012', '\0');
    fc.assert(fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      try { readSettings(pieces.join('')); } catch (error) { expect(error).toHaveProperty('name', 'SettingsFileError'); }
    }), { numRuns: 500 });
  });
});

/** A value other than the default for each tool that this version writes as one value. */
const sample = (tool: Tool): fc.Arbitrary<JsonValue> => {
  switch (tool.kind) {
    case 'number': return fc.integer({ min: Math.ceil(tool.min / tool.step), max: Math.min(Math.floor(tool.max / tool.step), 1e6) }).map((n) => Math.round(n * tool.step * 1e6) / 1e6);
    case 'boolean': return fc.boolean();
    case 'enum': return fc.constantFrom(...tool.options.map((option) => option.value));
    case 'curve': return fc.constant([[0, 4], [120, 131.5], [255, 250]]);
    default: return fc.constant('Adobe Color & <Co> "x" 中');
  }
};
const documents = fc.array(fc.constantFrom(...TOOLS.filter((tool) => tool.scope === 'global')).chain((tool) => sample(tool).map((value) => [tool.name, value] as const)), { maxLength: 20 })
  .map((entries): DevelopSettings => normalise(Object.fromEntries(entries)).settings);

describe('writeXmp', () => {
  it('writes what readXmp reads, for any settings', () => {
    fc.assert(fc.property(documents, (settings) => { expect(readXmp(writeXmp(settings)).settings).toEqual(settings); }));
  });

  it('rewrites a file from one document to another', () => {
    fc.assert(fc.property(documents, documents, (from, to) => { expect(readXmp(writeXmp(to, { previous: writeXmp(from) })).settings).toEqual(to); }));
  });

  it('spells numbers as Lightroom does', () => {
    const text = writeXmp(normalise({ Exposure2012: 0.5, Contrast2012: -12, Shadows2012: 28, SharpenRadius: 1.4, Sharpness: 40, Temperature: 5200, ConvertToGrayscale: true, AutoLateralCA: true, CropAngle: -0.8, CropTop: 0.012345, PerspectiveRotate: -1.5, IncrementalTemperature: 7 }).settings);
    for (const spelling of ['Exposure2012="+0.50"', 'Contrast2012="-12"', 'Shadows2012="+28"', 'SharpenRadius="+1.4"', 'Sharpness="40"', 'Temperature="5200"', 'ConvertToGrayscale="True"', 'AutoLateralCA="1"', 'CropAngle="-0.8"', 'CropTop="0.012345"', 'HasCrop="True"', 'PerspectiveRotate="-1.5"', 'WhiteBalance="Custom"', 'IncrementalTemperature="+7"', 'ProcessVersion="11.0"'])
      expect(text).toContain(`crs:${spelling}`);
  });

  it('gives a file back untouched when nothing changed', () => {
    expect(writeXmp(readXmp(SIDECAR).settings, { previous: SIDECAR })).toBe(SIDECAR);
  });

  it('rewrites only what changed, in its place', () => {
    const { settings } = readXmp(SIDECAR);
    const text = writeXmp(applyPatch(settings, { Exposure2012: -1, Shadows2012: null, Dehaze: 9, ToneCurvePV2012Red: null, FutureTool: null }), { previous: SIDECAR });
    expect(text).toContain('<!-- kept -->');
    expect(text).toContain('dc:format="image/jpeg"');
    const before = rawFields(SIDECAR).filter(([name]) => name !== 'FutureTool').map(([name]) => name);
    expect(rawFields(text).map(([name]) => name).filter((name) => name !== 'Dehaze')).toEqual(before);
    expect(Object.fromEntries(rawFields(text))).toMatchObject({ Exposure2012: '-1.00', Shadows2012: '0', Dehaze: '+9', ToneCurvePV2012Red: ['0, 0', '255, 255'], Contrast2012: '-12' });
    expect(readXmp(text).settings['MaskGroupBasedCorrections']).toEqual(settings['MaskGroupBasedCorrections']);
  });

  it('brings an older file up to date so that both readings agree', () => {
    const older = SIDECAR.replace('ProcessVersion="11.0" crs:Exposure2012="+0.35"', 'ProcessVersion="5.7" crs:Exposure="+0.50"');
    const now = applyPatch(readXmp(older).settings, { Texture: 5 });
    const text = writeXmp(now, { previous: older });
    expect(text).toContain('crs:ProcessVersion="11.0"');
    expect(readXmp(text).settings).toMatchObject({ Exposure2012: now['Exposure2012'], Texture: 5 });
  });

  it('cannot be made to write markup by names or values', () => {
    const text = writeXmp({ 'x"/><evil': 1, Look: { 'a b': 1, Name: '"><script>\u0000' } });
    expect(text).not.toMatch(/<evil|<script/);
    expect(readXmp(text).settings).toEqual({ Look: { Name: '"><script>' } });
  });
});

describe('readSettings', () => {
  it('tells XMP from JSON by what the file holds', () => {
    expect(readSettings(`\n ${SIDECAR.slice(1)}`).settings).toEqual(readXmp(SIDECAR).settings);
    expect(readSettings('{"crs:Exposure2012": "+0.35"}')).toMatchObject({ settings: { Exposure2012: 0.35 }, meta: { format: 'json' } });
    expect(readSettings(writeJson({ Texture: 4, Dehaze: 3 })).settings).toEqual({ Dehaze: 3, Texture: 4 });
  });

  it.each([['', 'empty'], ['  \n', 'empty'], ['{"a":', 'malformed-json'], ['[1]', 'malformed-json'], ['hello', 'malformed-json'], ['<a>', 'malformed-xml']])('refuses %j with a reason', (text, code) => {
    expect(() => readSettings(text)).toThrow(expect.objectContaining({ code }));
  });
});

describe.skipIf(presets.length === 0)('presets that Lightroom wrote (skipped without ../shared/presets)', () => {
  it('are all here', () => expect(presets).toHaveLength(32));

  it.each(presets)('%s comes through without loss', (name) => {
    const text = readFileSync(resolve(PRESETS, name), 'utf8');
    const { settings, issues, meta } = readXmp(text);
    expect(meta.preset).toBe(true);
    expect(issues.filter((issue) => issue.kind !== 'unrendered')).toEqual([]);
    expect(writeXmp(settings, { previous: text })).toBe(text);

    const raw = rawFields(text);
    const moved = writeXmp(applyPatch(settings, { Exposure2012: 1.25, GrainSeed: 7 }), { previous: text });
    expect(rawFields(moved).filter(([key]) => key !== 'Exposure2012' && key !== 'GrainSeed')).toEqual(raw.filter(([key]) => key !== 'Exposure2012'));

    // Written anew, every value that is not at its default is spelled as Lightroom spelled it; a look's amount has no, or six, decimals.
    const spelled = (key: string, value: unknown) => (key === 'Look' ? { ...(value as object), Amount: Number((value as { Amount: string }).Amount) } : value);
    const anew = writeXmp(settings);
    expect(readXmp(anew).settings).toEqual(settings);
    const written = Object.fromEntries(rawFields(anew));
    for (const [key, value] of raw) if (written[key] !== undefined && !['MaskGroupBasedCorrections', 'Version', 'ProcessVersion'].includes(key)) expect(spelled(key, written[key]), key).toEqual(spelled(key, value));
  });
});
