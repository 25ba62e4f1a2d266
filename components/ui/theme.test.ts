import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { chooseTheme, THEME_COLOUR } from './theme';

it('names the ground that the style sheet paints', () => {
  const css = readFileSync(join(import.meta.dirname, '../../app/tokens.css'), 'utf8');
  const canvases = [...css.matchAll(/--canvas: (#[0-9a-f]{6});/g)].map((match) => match[1]);
  expect(canvases).toEqual([THEME_COLOUR.dark, THEME_COLOUR.light]);
});

it('is dark unless chosen otherwise', () => {
  expect([chooseTheme('light'), chooseTheme('dark'), chooseTheme(undefined), chooseTheme('mauve')]).toEqual(['light', 'dark', 'dark', 'dark']);
});
