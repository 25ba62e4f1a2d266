import { rowsOf } from './rows';
import type { Tool } from './types';

const row = rowsOf('white-balance');

export const WHITE_BALANCE: readonly Tool[] = [
  row.choice('WhiteBalance', ['White Balance', '白平衡'], ['Names the light the photo was taken in, so that white objects come out white.', '指定拍摄时的光源，让白色物体还原为白色。'], {
    default: 'As Shot',
    options: [
      ['As Shot', 'As Shot', '原照设置'], ['Auto', 'Auto', '自动'], ['Daylight', 'Daylight', '日光'], ['Cloudy', 'Cloudy', '阴天'], ['Shade', 'Shade', '阴影'],
      ['Tungsten', 'Tungsten', '钨丝灯'], ['Fluorescent', 'Fluorescent', '荧光灯'], ['Flash', 'Flash', '闪光灯'], ['Custom', 'Custom', '自定'],
    ],
  }),
  row.number('Temperature', ['Temperature (Kelvin)', '色温（开尔文）'], ['Sets the colour temperature of the light for a RAW photo: higher numbers make the photo warmer.', '为 RAW 照片设定光源色温：数值越高，画面越暖。'], { min: 2000, max: 50000, default: 5500, step: 50, unit: 'K', photos: 'raw', short: ['Temp', '色温'] }),
  row.number('Tint', ['Tint (RAW)', '色调（RAW）'], ['Takes a green or magenta cast out of a RAW photo: to the right is more magenta.', '为 RAW 照片消除偏绿或偏洋红：向右偏洋红。'], { min: -150, max: 150, photos: 'raw', short: ['Tint', '色调'] }),
  row.number('IncrementalTemperature', ['Temperature', '色温'], ['Warms the photo toward amber to the right, cools it toward blue to the left.', '向右偏暖黄，向左偏冷蓝。'], { photos: 'rendered', short: ['Temp', '色温'] }),
  row.number('IncrementalTint', ['Tint', '色调'], ['Shifts the photo toward magenta to the right, toward green to the left.', '向右偏洋红，向左偏绿。'], { photos: 'rendered' }),
];

type Increments = { readonly IncrementalTemperature: number; readonly IncrementalTint: number };

/**
 * What the named lights mean for a rendered file, which has no Kelvin scale of its own. Taking the camera's rendering as Daylight,
 * each is its distance from the RAW preset (`KELVIN_PRESETS`) of Daylight in mireds (10⁶/K) on a scale where Tungsten (169 mireds) is −100, and half its distance in tint.
 * `Auto` is absent: it depends on the picture.
 */
export const WHITE_BALANCE_PRESETS: Readonly<Record<string, Increments>> = {
  'As Shot': { IncrementalTemperature: 0, IncrementalTint: 0 },
  Daylight: { IncrementalTemperature: 0, IncrementalTint: 0 },
  Cloudy: { IncrementalTemperature: 17, IncrementalTint: 0 },
  Shade: { IncrementalTemperature: 29, IncrementalTint: 0 },
  Tungsten: { IncrementalTemperature: -100, IncrementalTint: -5 },
  Fluorescent: { IncrementalTemperature: -48, IncrementalTint: 6 },
  Flash: { IncrementalTemperature: 0, IncrementalTint: -5 },
};

/** The named lights of a RAW photo, as Lightroom has them. `As Shot` is the photo's own; `Auto` depends on the picture. */
export const KELVIN_PRESETS: Readonly<Record<string, { readonly temperature: number; readonly tint: number }>> = {
  Daylight: { temperature: 5500, tint: 10 },
  Cloudy: { temperature: 6500, tint: 10 },
  Shade: { temperature: 7500, tint: 10 },
  Tungsten: { temperature: 2850, tint: 0 },
  Fluorescent: { temperature: 3800, tint: 21 },
  Flash: { temperature: 5500, tint: 0 },
};

/** 100 on the incremental scale, in mireds: from Daylight to Tungsten. */
const FULL_MIREDS = 1e6 / 2850 - 1e6 / 5500;

/** A light in Kelvin and tint on the scale of a rendered file, by the same rule as `WHITE_BALANCE_PRESETS`; whole and within the sliders. */
export function incrementsFor(temperature: number, tint: number): Increments {
  const onSlider = (value: number): number => Math.min(100, Math.max(-100, Math.round(value))) + 0;
  return { IncrementalTemperature: onSlider((100 * (1e6 / 5500 - 1e6 / temperature)) / FULL_MIREDS), IncrementalTint: onSlider((tint - 10) / 2) };
}
