import { describe, expect, it } from 'vitest';
import { orderOf, scoreIn } from './call';

const call = (text: string) => orderOf({ calls: [text], outside: '' });

describe('a call of the checkpoint', () => {
  it.each<[string, string, object]>([
    ['as published', '{\n  "Temperature": 5200, "Exposure2012": 0.3, "HueAdjustmentRed": -21\n}', { Temperature: 5200, Exposure2012: 0.3, HueAdjustmentRed: -21 }],
    ['in Python', "{'Exposure2012': 0.3, 'ConvertToGrayscale': False, 'ToneCurvePV2012': [(0, 0), (255, 250)],}", { Exposure2012: 0.3, ConvertToGrayscale: false, ToneCurvePV2012: [[0, 0], [255, 250]] }],
    ['with comments, in a fence', '```json\n{"Vibrance": +12, // a little\n "Texture": 5 # skin\n}\n```', { Vibrance: 12, Texture: 5 }],
    ['with full-width punctuation', '｛“Exposure2012”：０．３，“Contrast2012”：−5｝', { Exposure2012: 0.3, Contrast2012: -5 }],
    ['cut off', '{"Exposure2012": 0.3, "Contrast20', { Exposure2012: 0.3 }],
    ['with old and short names', '{"Exposure": 0.3, "crs:Vibrance": 5}', { Exposure2012: 0.3, Vibrance: 5 }],
    ['as a function call', '{"name": "lightroom", "arguments": {"Exposure2012": 0.3}}', { Exposure2012: 0.3 }],
    ['in several objects', '{"Exposure2012": 0.3} and {"Contrast2012": 5}', { Exposure2012: 0.3, Contrast2012: 5 }],
    ['in a list', '[{"Exposure2012": 0.3}, {"Contrast2012": 5}]', { Exposure2012: 0.3, Contrast2012: 5 }],
  ])('is read %s', (_, text, fields) => {
    expect(call(text)).toEqual({ kind: 'settings', fields });
  });

  it('in several tags is one call, its corrections together and their masks spelled out', () => {
    const one = '{"MaskGroupBasedCorrections": [{"CorrectionName": "Sky", "LocalSaturation": 15, "CorrectionMasks": [{"MaskSubType": 2}]}]}';
    const other = '{"MaskGroupBasedCorrections": {"CorrectionName": "Face", "LocalExposure2012": 0.2, "CorrectionMasks": {"What": "Mask/Image", "MaskSubType": 3, "MaskSubCategoryID": 2}}}';
    const order = orderOf({ calls: [one, other], outside: '' });
    expect(order.kind === 'settings' && order.fields['MaskGroupBasedCorrections']).toMatchObject([
      { CorrectionName: 'Sky', CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 2 }] }, { CorrectionName: 'Face', CorrectionMasks: [{ What: 'Mask/Image', MaskSubCategoryID: 2 }] },
    ]);
  });

  it('without tags counts when it is one', () => {
    expect(orderOf({ calls: [], outside: 'I do this: {"Exposure2012": 0.3}' })).toMatchObject({ kind: 'settings' });
    expect(orderOf({ calls: [], outside: 'I would brighten it.' })).toEqual({ kind: 'none' });
  });

  it.each(['This is an AIGC-based image editing task; the original instructions will be preserved.', 'AIGC based image editing; instructions preserved', '这是一个基于AIGC的图像编辑任务，将保留原始指令。'])('for an image model is known by its sentence: %s', (text) => {
    expect(call(text)).toEqual({ kind: 'aigc' });
  });

  it('with thousands of corrections or places is refused', () => {
    const many = (name: string, item: object) => call(JSON.stringify({ Exposure2012: 0.1, [name]: Array.from({ length: 100 }, () => item) }));
    expect(many('MaskGroupBasedCorrections', { LocalExposure2012: 1, CorrectionMasks: [] })).toMatchObject({ kind: 'problem', text: expect.stringContaining('at most 16') });
    expect(many('RetouchAreas', {})).toMatchObject({ kind: 'problem', text: expect.stringContaining('RetouchAreas has 100 items') });
  });

  it('that cannot be read says why', () => {
    expect(call('brighten the photo')).toMatchObject({ kind: 'problem', text: expect.stringContaining('could not be read') });
    expect(call('{}')).toMatchObject({ kind: 'problem' });
  });
});

describe('a score', () => {
  const tagged = { think: '', calls: [], outside: '' };
  it.each<[string, number | undefined]>([
    ['{"Overall assessment score": "4.56"}', 4.56], ["{'Overall assessment score': 4}", 4], ['{"score": 7.5, "analysis": "…"}', 3.75], ['8/10', 4], ['综合评分：3.2', 3.2], ['Overall assessment score: "0"', 1], ['very good', undefined], ['{"score": 40}', undefined],
  ])('%s is %s', (answer, score) => {
    expect(scoreIn({ ...tagged, answer })).toBe(score);
  });
  it('is found without tags too, but not in any number of a thought', () => {
    expect(scoreIn({ ...tagged, outside: 'Overall assessment score: 4.1' })).toBe(4.1);
    expect(scoreIn({ ...tagged, think: 'I lift exposure by 0.3.' })).toBeUndefined();
  });
});
