import { describe, expect, it } from 'vitest';
import { dragged, fractionOf, keyed, quantise, valueAt } from './slider-math';
import { changeView, labelOf, parseNumber } from './words';

const exposure = { min: -5, max: 5, step: 0.01 };
const contrast = { min: -100, max: 100, step: 1 };

describe('a slider', () => {
  it('takes only values of its step, without binary dust', () => {
    expect(quantise(0.1 + 0.2, exposure)).toBe(0.3);
    expect(quantise(1e9, contrast)).toBe(100);
    expect(quantise(-0.4, contrast)).toBe(0);
  });
  it('turns places into values and back', () => {
    expect(valueAt(0.75, contrast)).toBe(50);
    expect(fractionOf(50, contrast)).toBe(0.75);
    expect(valueAt(2, contrast)).toBe(100);
  });
  it('runs in even steps of light for Kelvin', () => {
    const kelvin = { min: 2000, max: 50000, step: 50, unit: 'K' };
    for (const value of [2000, 3200, 5500, 6500, 50000]) expect(valueAt(fractionOf(value, kelvin), kelvin)).toBe(value);
    expect(fractionOf(5500, kelvin)).toBeGreaterThan(0.6);
    // A drag of a tenth of the track is the same number of mireds everywhere.
    const mireds = (from: number) => 1e6 / from - 1e6 / dragged(from, 10, 100, kelvin, false);
    expect(mireds(3000)).toBeCloseTo(mireds(6000), 6);
    expect(dragged(40000, 500, 100, kelvin, false)).toBeCloseTo(50000, 6);
  });
  it('moves slower with Shift', () => {
    expect(dragged(0, 50, 100, contrast, false)).toBe(100);
    expect(dragged(0, 50, 100, contrast, true)).toBeCloseTo(12);
  });
  it('answers the keys, ten steps with Shift', () => {
    expect(keyed(0, 'ArrowRight', false, exposure)).toBe(0.01);
    expect(keyed(0, 'ArrowLeft', true, contrast)).toBe(-10);
    expect(keyed(99, 'PageUp', false, contrast)).toBe(100);
    expect(keyed(0, 'End', false, exposure)).toBe(5);
    expect(keyed(0, 'a', false, exposure)).toBeUndefined();
  });
});

describe('a value in words', () => {
  it('is read as people type it', () => {
    expect(parseNumber(' +0,35 ')).toBe(0.35);
    expect(parseNumber('−20')).toBe(-20);
    expect(parseNumber('5500 K')).toBe(5500);
    expect(parseNumber('-3,5°')).toBe(-3.5);
    expect(parseNumber('')).toBeUndefined();
    expect(parseNumber('1e5')).toBeUndefined();
    expect(parseNumber('-')).toBeUndefined();
  });
  it('names parameters in the user’s language and says what changed', () => {
    expect(labelOf('Exposure2012', 'en')).toBe('Exposure');
    expect(labelOf('Exposure2012', 'zh')).toMatch(/曝光/);
    expect(labelOf('NoSuchThing', 'en')).toBe('NoSuchThing');
    expect(changeView({ name: 'Exposure2012', from: null, to: 0.5 }, 'en')).toEqual({ from: '0.00', to: '+0.50', track: { start: 0.5, end: 0.55 } });
    expect(changeView({ name: 'ConvertToGrayscale', from: null, to: true }, 'zh')).toMatchObject({ to: '开' });
    expect(changeView({ name: 'ToneCurvePV2012', from: null, to: [[0, 0], [255, 200]] }, 'en').track).toBeUndefined();
  });
});
