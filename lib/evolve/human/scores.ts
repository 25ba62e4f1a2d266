import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { EvolveError } from '../errors';
import { KINDS, type Kind, type Level } from './distortions';

/** What people said of one distorted photo: the mean of some 35 opinions, 0..9 in TID2013. */
export type Opinion = { readonly photo: string; readonly kind: Kind; readonly level: Level; readonly mos: number };

const LARGEST = 4 * 1024 * 1024;

const row = z.object({
  // A name, never a path: it is looked up in the folder of photos.
  photo: z.string().regex(/^[\w-]{1,64}(\.(png|jpe?g|bmp|tiff?|webp))?$/i).transform((name) => name.replace(/\.\w+$/, '')),
  distortion: z.enum(KINDS),
  level: z.coerce.number().int().min(1).max(5).transform((level) => level as Level),
  mos: z.coerce.number().min(0).max(9),
});

/** Reads a table with the columns photo, distortion, level, mos; other distortions are left out. */
export async function readOpinions(path: string): Promise<readonly Opinion[]> {
  const size = await stat(path).then((file) => file.size, () => undefined);
  if (size === undefined) throw new EvolveError('scores-missing', `There is no file of scores at ${path}. Name a CSV with the columns photo, distortion, level, mos.`);
  if (size > LARGEST) throw new EvolveError('scores-unreadable', `The file of scores is larger than ${LARGEST / 1024 / 1024} MB.`);
  return parseOpinions(await readFile(path, 'utf8'));
}

export function parseOpinions(text: string): readonly Opinion[] {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim() !== '');
  const columns = head.split(',').map((name) => name.trim().toLowerCase());
  for (const name of ['photo', 'distortion', 'level', 'mos']) if (!columns.includes(name)) throw new EvolveError('scores-unreadable', `The scores have no column "${name}". Expected photo, distortion, level, mos.`);
  return lines.flatMap((line, index): readonly Opinion[] => {
    const cells = line.split(',');
    const fields = Object.fromEntries(columns.map((name, column) => [name, cells[column]?.trim() ?? '']));
    if (!KINDS.some((kind) => kind === fields['distortion'])) return [];
    const read = row.safeParse(fields);
    if (!read.success) throw new EvolveError('scores-unreadable', `Line ${index + 2} of the scores cannot be read: ${read.error.issues[0]?.message ?? 'not a score'}.`);
    const { photo, distortion, level, mos } = read.data;
    return [{ photo, kind: distortion, level, mos }];
  });
}

/** 0..9 to the 1..5 of ratings. */
export const ratingOf = (mos: number): number => 1 + (4 * mos) / 9;
