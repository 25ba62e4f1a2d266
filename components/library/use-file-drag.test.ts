import { expect, it } from 'vitest';
import { filesIn } from './use-file-drag';

const picture = new File(['…'], 'image.png', { type: 'image/png' });
/** What a browser hands over: words by type, and files beside them. */
const transfer = (words: Readonly<Record<string, string>>, files: readonly File[] = [picture]) => ({ files, items: [], getData: (type: string) => words[type] ?? '' }) as unknown as DataTransfer;
const pasted = (words: Readonly<Record<string, string>>) => filesIn({ clipboardData: transfer(words) });

it('takes words of an office program as words, though their picture comes with them', () => {
  expect(pasted({
    'text/plain': 'Warmer, please',
    'text/html': '<html><head><style><!-- p { margin: 0 } --></style></head><body><!--StartFragment--><p class="MsoNormal">Warmer, please</p><!--EndFragment--></body></html>',
  })).toEqual([]);
});

it('takes pictures as files, whatever names and addresses come with them', () => {
  expect(pasted({})).toEqual([picture]);
  expect(pasted({ 'text/plain': 'IMG_0042.jpg' })).toEqual([picture]);
  expect(pasted({ 'text/html': '<meta charset="utf-8"><img src="https://photos.example/a.jpg" alt="A tree">' })).toEqual([picture]);
  expect(pasted({ 'text/plain': 'https://photos.example/a.jpg', 'text/html': '<img src="https://photos.example/a.jpg">' })).toEqual([picture]);
  expect(pasted({ 'text/plain': ' \r\n', 'text/html': '<style>p { color: red }</style><p class="MsoNormal"><img src="file:///clip.png">&nbsp;</p>' })).toEqual([picture]);
});

it('takes what is dropped, with words or without', () => {
  expect(filesIn({ dataTransfer: transfer({ 'text/plain': 'A tree', 'text/html': '<a href="/a">A tree</a>' }) })).toEqual([picture]);
  expect(filesIn({ clipboardData: null })).toEqual([]);
});
