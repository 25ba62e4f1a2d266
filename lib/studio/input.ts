import { z } from 'zod';

/** An id as a request names it. Ours are shorter; what is longer is none. */
export const idInput = z.string().min(1).max(200);

/** Ids of photos that something is done to at once, each of them once. */
export const photosInput = (most: number) =>
  z.array(idInput).min(1, 'Expected at least one photo').max(most, `Expected at most ${most} photos`).transform((ids) => [...new Set(ids)]);
