import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderShelf, sourceOf, type Shelf } from '@/lib/agent/generation';
import type { RunEvent } from '@/lib/agent/types';
import { writeSource } from '@/lib/develop/codecs';
import type { DevelopSettings } from '@/lib/develop/types';
import type { RenderPhoto } from '@/lib/imaging';
import type { ExportOptions } from '@/lib/imaging/renderer';

/** What a run ended with: settings, and what they lie on when that is not the photo. */
export type Result = { readonly settings: DevelopSettings; readonly base?: string };

/** The folder beside a trajectory where its bases lie. */
export const basesFolder = (trajectory: string): string => `${trajectory.replace(/\.json(\.gz)?$/i, '')}.bases`;

/** A shelf for one command: beside the trajectory when there is one, else gone with `remove`. */
export async function shelfFor(trajectory: string | undefined, photo: RenderPhoto): Promise<{ readonly shelf: Shelf; readonly remove: () => Promise<void> }> {
  if (trajectory !== undefined) return { shelf: folderShelf(basesFolder(trajectory), photo), remove: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), 'evoroom-bases-'));
  return { shelf: folderShelf(folder, photo), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** What the observation of a step had. */
export const resultOf = ({ settings, base }: Extract<RunEvent, { type: 'observation' }>): Result => ({ settings, ...(base !== undefined && { base }) });

/** The picture to render for a result, and what its file has to say: the camera's data of the original, and that an image model had a hand in it. */
export async function pictureOf({ base }: Result, shelf: Shelf, photo: RenderPhoto): Promise<{ readonly photo: RenderPhoto; readonly says: Pick<ExportOptions, 'metadata' | 'xmp'> } | undefined> {
  if (base === undefined) return { photo, says: { metadata: true } };
  const made = await shelf.open(base);
  return made && { photo: made.photo, says: { metadata: { from: photo.path }, xmp: writeSource(sourceOf(made.provenance)) } };
}
