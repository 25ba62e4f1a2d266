import { expect, test } from 'vitest';
import type { SharedView } from '@/lib/studio/types';
import { frameData } from './frames';
import { sizesOf } from './sizes';

const step = (settings = {}): SharedView['steps'][number] => ({ id: '1', author: 'user', title: '', patch: {}, settings, hash: 'h', baseId: null, thought: '' });
const shared = (...steps: SharedView['steps']): SharedView => ({ name: '', byline: '', locale: 'en', allows: { picture: false, settings: false, remix: false, original: false }, photo: { width: 3000, height: 2000, space: 'srgb', format: 'jpeg' }, steps, instructions: [] });
const frame = (settings = {}) => frameData('tok', shared(step(), step(settings)), step(settings), { alt: '', caption: '' });
const style = (css: string) => Object.fromEntries(css.split(';').map((rule) => rule.split(':') as [string, string]));

test('the untouched photo lies exactly behind a picture that shows the same', () => {
  expect(style(frame({ Exposure2012: 1 }).before)).toEqual({ left: '0%', top: '0%', width: '100%', height: '100%', 'transform-origin': '0 0', transform: 'matrix(1,0,0,1,0,0)' });
});

test('and around a crop of it', () => {
  const cropped = frame({ HasCrop: true, CropLeft: 0.25, CropRight: 0.75, CropTop: 0.5, CropBottom: 1 });
  expect([cropped.width, cropped.height]).toEqual([1500, 1000]);
  const { left, top, width, height } = style(cropped.before);
  for (const [found, wanted] of [[left, -50], [top, -100], [width, 200], [height, 200]] as const) expect(Number.parseFloat(String(found))).toBeCloseTo(wanted, 0);
});

test('sources say their true widths, and never more than the picture has', () => {
  const widths = (settings: object) => [...frame(settings).srcset.matchAll(/ (\d+)w/g)].map((match) => Number(match[1]));
  expect(widths({})).toEqual([480, 800, 1280, 1600, 2048, 2560]);
  expect(widths({ HasCrop: true, CropLeft: 0.4, CropRight: 0.6, CropTop: 0, CropBottom: 0.5 })).toEqual([288, 480, 600]);
});

test('a tall picture is asked for as wide as it stands', () => {
  expect(sizesOf({ width: 1000, height: 2000 })).toBe('(min-width: 900px) min(62vw, calc(72vh * 0.500)), min(100vw, calc(50vh * 0.500))');
});
