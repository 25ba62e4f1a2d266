import { z } from 'zod';

/** Values as models write them: numbers in quotes, points as records, one thing where a list is wanted. */
const numeric = /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/;
export const num = z.preprocess((value) => (typeof value === 'string' && numeric.test(value) ? Number(value) : value), z.number('Expected a number'));
export const whole = num.pipe(z.number().transform(Math.round));
export const flag = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean());
export const words = (most: number) => z.string().transform((text) => text.trim().slice(0, most));
export const listOf = <T extends z.ZodType>(item: T, most: number, least = 0) => z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(item).min(least, 'Expected at least one').max(most));

/** Fractions of the picture; a little beyond its edge is a place too, pixels and thousandths are not. */
const FRACTION = 'Expected fractions of the picture, 0…1, not pixels';
const coordinate = num.pipe(z.number().min(-1, FRACTION).max(2, FRACTION));

const record = z.object({ x: num, y: num }).transform(({ x, y }) => [x, y]);
export const point = z.preprocess((value) => record.safeParse(value).data ?? value, z.tuple([coordinate, coordinate], 'Expected [x, y]'));
export const points = z.preprocess((value) => (Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number') ? [value] : value), z.array(point).min(1).max(500));
export const box = z.tuple([coordinate, coordinate, coordinate, coordinate], 'Expected [left, top, right, bottom]')
  .refine(([left, top, right, bottom]) => right > left && bottom > top, 'Expected [left, top, right, bottom] with right > left and bottom > top');
export type Point = readonly [x: number, y: number];
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** What was wrong, in one line. */
export const problemOf = (error: z.ZodError): string =>
  error.issues.slice(0, 3).map(({ path, message }) => `${path.length > 0 ? `${path.map(String).join('.').slice(0, 60)}: ` : ''}${message}`).join('; ').slice(0, 400);
