import { expect, test } from 'vitest';
import { isDue } from './nightly';

const at = (day: number, hours: number, minutes = 0) => new Date(2026, 10, day, hours, minutes);

test('training is due at its hour, once, and a short while after for a server that was off', () => {
  expect(isDue('03:00', undefined, at(25, 2, 59))).toBe(false);
  expect(isDue('03:00', undefined, at(25, 3))).toBe(true);
  expect(isDue('03:00', at(25, 3), at(25, 3, 1))).toBe(false);
  expect(isDue('03:00', at(24, 3), at(25, 4, 30))).toBe(true);
  expect(isDue('03:00', at(24, 3), at(25, 14))).toBe(false);
  // One begun by night before the hour does not count for it.
  expect(isDue('03:00', at(25, 2, 30), at(25, 3))).toBe(true);
  expect(isDue('23:30', at(24, 23, 30), at(26, 0, 10))).toBe(true);
  expect(isDue('23:30', at(25, 23, 30), at(26, 0, 10))).toBe(false);
});
