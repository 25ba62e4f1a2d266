import { describe, expect, it } from 'vitest';
import { readSettings } from '@/lib/develop/codecs';
import { applyPatch, normalise } from '@/lib/develop/settings';
import { changesIn, importPatch, issueGroups, usualMode } from './import-summary';

const current = normalise({ Exposure2012: 0.5, Contrast2012: 20, Texture: 10 }).settings;
const { stated, issues } = readSettings('{"Contrast2012": 0, "Vibrance": 15, "FutureTool": 1, "OtherTool": 2, "Dehaze": 500}');

describe('what an import changes', () => {
  it('lays a preset over what is there: only what it says, its zeros included', () => {
    const patch = importPatch(current, stated, 'add');
    expect(applyPatch(current, patch)).toMatchObject({ Exposure2012: 0.5, Texture: 10, Vibrance: 15, Dehaze: 100 });
    expect(applyPatch(current, patch)).not.toHaveProperty('Contrast2012');
  });

  it('puts a sidecar in the place of what is there', () => {
    expect(applyPatch(current, importPatch(current, stated, 'replace'))).toEqual(applyPatch({}, stated));
  });

  it('is nothing where the picture has the settings already', () => {
    expect(importPatch(current, { Exposure2012: 0.5, Dehaze: 0 }, 'add')).toEqual({});
    expect(changesIn(current, {}, 'en')).toEqual([]);
  });

  it('is said in words, in both languages', () => {
    expect(changesIn(current, importPatch(current, { Vibrance: 15, Contrast2012: 0 }, 'add'), 'en')).toEqual(['Contrast 0', 'Vibrance +15']);
    expect(changesIn(current, importPatch(current, { Vibrance: 15 }, 'add'), 'zh')[0]).toMatch(/[\u4e00-\u9fff].*15/);
  });

  it('is usually added for a preset, and taken instead for a photo’s own settings', () => {
    expect([usualMode({ preset: true }), usualMode({ preset: false })]).toEqual(['add', 'replace']);
  });
});

describe('issues of a file', () => {
  it('are told by kind, each thing once, by its label', () => {
    expect(issueGroups(issues, 'en')).toEqual([{ kind: 'clamped', names: ['Dehaze'], more: 0 }, { kind: 'unknown', names: ['FutureTool', 'OtherTool'], more: 0 }]);
    const masks = ['LocalTint', 'LocalTint', 'LocalDehaze'].map((name, i) => ({ name: `MaskGroupBasedCorrections[${i}].${name}`, kind: 'clamped' as const, message: '' }));
    expect(issueGroups(masks, 'en')[0]?.names).toHaveLength(2);
  });

  it('are cut short where there are too many to read', () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ name: `U${i}`, kind: 'unknown' as const, message: '' }));
    expect(issueGroups(many, 'zh')).toEqual([{ kind: 'unknown', names: ['U0', 'U1', 'U2', 'U3', 'U4', 'U5'], more: 14 }]);
  });
});
