import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAMILIES, GROUPS, incrementsFor, KELVIN_PRESETS, SECTIONS, TOOLS, TONE_CURVE_PRESETS, WHITE_BALANCE_PRESETS, toolOf } from './index';

const TABLE = resolve(import.meta.dirname, '../../../../shared/lightroom-parameters.tsv');

describe('the registry', () => {
  it('names every tool once', () => {
    expect(TOOLS.map((tool) => tool.name)).toEqual([...new Set(TOOLS.map((tool) => tool.name))]);
  });

  it('gives every tool of a scope a label of its own in both languages', () => {
    for (const locale of ['en', 'zh'] as const)
      for (const scope of ['global', 'local', 'mask'] as const) {
        const labels = TOOLS.filter((tool) => tool.scope === scope && tool.rendered).map((tool) => tool.label[locale]);
        expect(labels).toEqual([...new Set(labels)]);
      }
  });

  it.each(TOOLS.map((tool) => [tool.name, tool] as const))('describes %s in one sentence of each language', (_, tool) => {
    for (const text of [tool.label.en, tool.short.en]) expect(text).toMatch(/^\S.*\S$|^\S$/);
    expect(tool.description.en).toMatch(/^[A-Z].{8,140}\.$/);
    expect(tool.description.zh).toMatch(/[\u4e00-\u9fff].{4,80}。$/);
  });

  it('keeps every default inside its range and on a sensible step', () => {
    for (const tool of TOOLS) {
      if (tool.kind === 'number') {
        expect(tool.min, tool.name).toBeLessThan(tool.max);
        expect(tool.default, tool.name).toBeGreaterThanOrEqual(tool.min);
        expect(tool.default, tool.name).toBeLessThanOrEqual(tool.max);
        expect(tool.step, tool.name).toBeGreaterThan(0);
        expect(tool.step, tool.name).toBeLessThan(tool.max - tool.min);
      }
      if (tool.kind === 'enum') expect(tool.options.map((option) => option.value), tool.name).toContain(tool.default);
    }
  });

  it('places every family in exactly one section of the panel, and every group has a heading', () => {
    const placed = SECTIONS.flatMap((section) => section.families);
    expect([...placed].sort()).toEqual([...new Set(TOOLS.map((tool) => tool.family))].sort());
    expect([...placed].sort()).toEqual(FAMILIES.map((family) => family.id).sort());
    for (const tool of TOOLS) if (tool.group) expect(GROUPS[tool.group].zh).toBeTruthy();
  });

  it('lists tools in the order of the panel', () => {
    const order = SECTIONS.flatMap((section) => section.families);
    const seen = [...new Set(TOOLS.map((tool) => tool.family))];
    expect(seen.filter((family) => family !== 'retouch' && family !== 'local' && family !== 'mask'))
      .toEqual(order.filter((family) => family !== 'retouch' && family !== 'local' && family !== 'mask'));
  });

  it('has values behind the names of white balance and curve presets', () => {
    const names = (tool: string) => { const row = toolOf(tool); return row?.kind === 'enum' ? row.options.map((option) => String(option.value)) : []; };
    expect(Object.keys(WHITE_BALANCE_PRESETS).sort()).toEqual(names('WhiteBalance').filter((name) => name !== 'Auto' && name !== 'Custom').sort());
    expect(Object.keys(TONE_CURVE_PRESETS).sort()).toEqual(names('ToneCurveName2012').filter((name) => name !== 'Custom').sort());
  });

  it('means the same light by Kelvin and by increments', () => {
    for (const [name, { temperature, tint }] of Object.entries(KELVIN_PRESETS)) expect(incrementsFor(temperature, tint), name).toEqual(WHITE_BALANCE_PRESETS[name]);
    expect(incrementsFor(50_000, -150)).toEqual({ IncrementalTemperature: 96, IncrementalTint: -80 });
  });

  it.skipIf(!existsSync(TABLE))(`agrees with the table of Lightroom's parameters (skipped without ../shared)`, () => {
    const [, ...lines] = readFileSync(TABLE, 'utf8').trimEnd().split('\n');
    for (const line of lines) {
      const [name = '', , min, max, initial, step, scope] = line.split('\t');
      const tool = toolOf(name);
      expect(tool, name).toBeDefined();
      expect(tool?.scope, name).toBe(scope);
      if (tool?.kind !== 'number') continue;
      if (min) expect(tool.min, name).toBe(Number(min));
      if (max) expect(tool.max, name).toBe(Number(max));
      if (initial) expect(tool.default, name).toBe(Number(initial));
      if (step) expect(tool.step, name).toBe(Number(step));
    }
    expect(lines.length).toBeGreaterThan(150);
  });
});
