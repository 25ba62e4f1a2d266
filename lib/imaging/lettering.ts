import { join } from 'node:path';
import { projectRoot } from './paths';
import { sharp } from './vips';

/** Words drawn into pictures: Geist comes with the studio, Chinese needs a font of the machine. */

const fontFile = (): string => join(projectRoot(), 'node_modules/geist/dist/fonts/geist-sans/Geist-Medium.ttf');
const FONTS = 'Geist, Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif';
const HAN = /\p{Script=Han}/u;

const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '');

const draw = (text: string, size: number, colour: string) =>
  // At 72 dpi a point is a pixel.
  sharp({ text: { text: `<span foreground="${colour}">${escaped(text)}</span>`, font: `${FONTS} ${size}`, fontfile: fontFile(), rgba: true, dpi: 72 } }).png().toBuffer({ resolveWithObject: true });

let han: Promise<boolean> | undefined;

/** The character for one is a single stroke; the box that stands for a missing character is as tall as it is wide. */
async function knowsHan(): Promise<boolean> {
  const { info } = await draw('一', 64, 'white');
  return info.height < info.width / 2;
}

export type Lettering = { readonly data: Buffer; readonly width: number; readonly height: number };

/** One line of text as a transparent PNG, its ink alone. Undefined where there is nothing to draw, or no font to draw it with. @param size px of the font */
export async function lettering(text: string, size: number, colour = 'white'): Promise<Lettering | undefined> {
  if (text.trim() === '') return undefined;
  han ??= knowsHan();
  if (HAN.test(text) && !(await han)) return undefined;
  const { data, info } = await draw(text.replace(/\s+/g, ' ').trim(), size, colour);
  return { data, width: info.width, height: info.height };
}

/** The same, cut with an ellipsis where it would be wider than `width` px. */
export async function letteringWithin(text: string, size: number, width: number): Promise<Lettering | undefined> {
  let letters = [...text];
  for (;;) {
    const drawn = await lettering(letters.length === [...text].length ? text : `${letters.join('').trimEnd()}…`, size);
    if (!drawn || drawn.width <= width || letters.length <= 1) return drawn;
    letters = letters.slice(0, Math.max(1, Math.min(letters.length - 1, Math.floor((letters.length * width) / drawn.width))));
  }
}
