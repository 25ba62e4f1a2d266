import { expect, it } from 'vitest';
import { firstLayer } from './first-picture';
import { widthsOf } from './zoom';

it('offers the sizes that a picture has, each with its own width', () => {
  expect(widthsOf({ width: 6000, height: 4000 }, 1600)).toEqual([{ edge: 640, width: 640 }, { edge: 1280, width: 1280 }, { edge: 1600, width: 1600 }]);
  expect(widthsOf({ width: 4000, height: 6000 }, 1600).map(({ width }) => width)).toEqual([427, 853, 1067]);
  expect(widthsOf({ width: 900, height: 600 }, 1600).map(({ edge }) => edge)).toEqual([640, 1280]);
});

it('is the smallest for a browser that does not choose, and tells the others the place that it is fitted into', () => {
  const layer = firstLayer('hash', { width: 4000, height: 6000 }, (edge) => `/picture?edge=${edge}`);
  expect(layer).toMatchObject({ key: 'hash', url: '/picture?edge=640', choice: { srcSet: '/picture?edge=640 427w, /picture?edge=1280 853w, /picture?edge=1600 1067w' } });
  expect(layer?.choice?.sizes).toContain('0.6667');
});
