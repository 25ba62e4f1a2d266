import { expect, test } from 'vitest';
import { fileName } from './exports';

test.each([
  ['A warm evening', 'A warm evening.jpg'],
  ['../../etc/passwd', 'etc passwd.jpg'],
  ['a<b>:"c"|?*\u0000d', 'a b c d.jpg'],
  [' . ', 'photo.jpg'],
])('the name of a file holds nothing that a file system does not take: %j', (name, file) => {
  expect(fileName(name, 'jpg')).toBe(file);
});

test('a long name of a file ends with a whole character', () => {
  const file = fileName(`${'a'.repeat(119)}🌄🌄`, 'jpg');
  expect(file).toBe(`${'a'.repeat(119)}🌄.jpg`);
  // As a header needs it; half a character has no such form.
  expect(encodeURIComponent(file)).toContain('%F0%9F%8C%84');
});
