import { describe, expect, it } from 'vitest';
import { planIn, titleOf } from './plan';

const titles = (think: string, locale: 'en' | 'zh' = 'en') => planIn(think, locale).map(({ title }) => title);

describe('the plan in a first thought', () => {
  it.each<[string, readonly string[]]>([
    ['Flat. Step 1: Lift the light by 0.3 stops. Step 2: Shape it. Then evaluate.', ['Lift the light by 0.3 stops', 'Shape it']],
    ['Plan:\n- **Step 1: Foundational Tone & Color** (Temperature, Exposure)\n- **Step 2 (Light & Shadow):** masks', ['Foundational Tone & Color (Temperature, Exposure)', 'Light & Shadow']],
    ['Step 1: Base\nStep 2: Sky\nStep 3: Skin', ['Base', 'Sky', 'Skin']],
    ['I will warm it.', ['Foundational tone and colour', 'Light shaping with local masks']],
    ['Step 2: Calm the sky.', ['Foundational tone and colour', 'Calm the sky']],
  ])('%j', (think, expected) => {
    expect(titles(think)).toEqual(expected);
  });

  it('is read in Chinese', () => {
    expect(titles('画面偏暗。第一步：提亮整体；第二步：压暗天空。', 'zh')).toEqual(['提亮整体', '压暗天空']);
    expect(titles('步骤1：校正白平衡\n步骤2（光影）：人像提亮', 'zh')).toEqual(['校正白平衡', '光影']);
    expect(titles('调暖一点。', 'zh')).toEqual(['基础影调与色彩', '局部蒙版塑造光影']);
  });

  it('has titles of a bounded length', () => {
    const items = titles(`Step 1: ${'very '.repeat(1000)}long\n${'Step 2 '.repeat(5000)}`);
    expect(Math.max(...items.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });
});

it('a step is called by its corrections when it is about them alone', () => {
  const sky = { MaskGroupBasedCorrections: [{ CorrectionName: 'Calmer sky' }, { CorrectionName: 'Warm face' }, { CorrectionName: 'Calmer sky' }] };
  expect(titleOf(sky, 'Light')).toBe('Calmer sky, Warm face');
  expect(titleOf({ ...sky, Exposure2012: 1 }, 'Light')).toBe('Light');
});
