import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { projectRoot } from '@/lib/imaging/paths';
import { EvolveError } from '../../errors';
import type { Split } from '../../types';
import { seedOf } from '../../random';
import { SAMPLES } from './subjects';

/** A file that photos are made of. All of them belong to one half. */
export type Original = { readonly id: string; readonly path: string; readonly sha256: string; readonly split: Split; /** Sub-categories, where somebody has said what it shows. */ readonly shows?: readonly string[] };

const PHOTO = /\.(jpe?g|png|webp|avif|tiff?|heic|dng|cr2|cr3|nef|arw|raf|orf|rw2)$/i;
/** Share of a user's photos that is kept for testing. */
const TEST_SHARE = 0.3;

const hashed = async (path: string): Promise<string> => createHash('sha256').update(await readFile(path)).digest('hex');

/** By content, so that a photo stays in its half whatever it is called and whatever joins it. */
const halfOf = (sha256: string): Split => (seedOf('half', sha256) / 2 ** 32 < TEST_SHARE ? 'test' : 'train');

/** The photos that ship, and those of a folder (not its sub-folders). The same file twice counts once. */
export async function originals(folder?: string): Promise<readonly Original[]> {
  const samples = join(projectRoot(), 'public', 'samples');
  const shipped = (await readdir(samples)).filter((name) => PHOTO.test(name)).flatMap((name) => {
    const about = SAMPLES[parse(name).name];
    return about ? [{ id: parse(name).name, path: join(samples, name), split: about.split, shows: about.shows }] : [];
  });
  const list: Original[] = await Promise.all(shipped.sort((a, b) => (a.id < b.id ? -1 : 1)).map(async (one) => ({ ...one, sha256: await hashed(one.path) })));
  if (folder === undefined) return list;
  const known = new Set(list.map(({ sha256 }) => sha256)), names = new Set(list.map(({ id }) => id));
  const there = await readdir(folder).catch((cause: unknown) => { throw new EvolveError('photos-missing', `The folder of photos ${folder} is not there or cannot be read. Name another.`, cause); });
  for (const name of there.filter((one) => PHOTO.test(one)).sort()) {
    const path = join(folder, name), sha256 = await hashed(path);
    if (known.has(sha256)) continue;
    known.add(sha256);
    const plain = parse(name).name.replace(/[^\p{L}\p{N}_-]+/gu, '-');
    const id = names.has(plain) ? `${plain}-${sha256.slice(0, 6)}` : plain;
    names.add(id);
    list.push({ id, path, sha256, split: halfOf(sha256) });
  }
  return list;
}
