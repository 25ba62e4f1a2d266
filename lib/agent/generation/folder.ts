import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode, probe } from '@/lib/imaging';
import type { RenderPhoto } from '@/lib/imaging/renderer';
import type { Provenance } from '../types';
import type { Base, Shelf } from './shelf';

/** Bases as files of a folder: `<id>.png`, and `<id>.json` with how it came to be. For hosts without a store. */
export function folderShelf(folder: string, photo: RenderPhoto): Shelf {
  const idOf = (stepId: string): string => `${stepId.replace(/[^\w.-]/g, '_')}.base`;
  const paths = (id: string) => ({ picture: join(folder, `${id}.png`), story: join(folder, `${id}.json`) });
  const open = async (id: string): Promise<Base | undefined> => {
    if (!/^[\w.-]+$/.test(id)) return undefined;
    const { picture, story } = paths(id);
    const text = await readFile(story, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const info = await probe(picture);
    const { camera } = photo.info;
    return { id, photo: { id: `${photo.id} ${id}`, path: picture, info: { ...info, ...(camera && { camera }) } }, provenance: JSON.parse(text) as Provenance };
  };
  return {
    open,
    find: (stepId) => open(idOf(stepId)),
    async add(stepId, pixels, provenance) {
      const id = idOf(stepId);
      const kept = await open(id);
      if (kept) return kept;
      const { picture, story } = paths(id);
      await mkdir(folder, { recursive: true });
      // The story last: without it the picture does not count.
      await writeFile(picture, await encode(pixels, { format: 'png' }));
      await writeFile(`${story}.part`, `${JSON.stringify(provenance, null, 2)}\n`);
      await rename(`${story}.part`, story);
      return { id, photo: { id: `${photo.id} ${id}`, path: picture, info: { ...(await probe(picture)), ...(photo.info.camera && { camera: photo.info.camera }) } }, provenance };
    },
  };
}
