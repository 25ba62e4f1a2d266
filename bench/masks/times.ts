import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '@/lib/imaging/paths';
import { sharp } from '@/lib/imaging/vips';
import { PARTS } from '@/lib/imaging/vision/keys';

/** Milliseconds of the first question in a process and of later ones (median of three, other photos); peak memory in MB after the first and the fourth photo. */
export type Asked = { readonly cold: number; readonly warm: number; readonly first: number; readonly last: number };

/** Public samples enlarged to 24 MP: what is in a photo decides how much has to be looked at, not where it was taken. */
const PHOTOS = [['portrait', 'astronaut.png', 4000, 6000], ['landscape', 'hilltop-sunset.jpg', 6000, 4000]] as const;
const ASKED = [['subject, sky, people', ['subject', 'sky', 'people']], ['the same and all parts of people', ['subject', 'sky', 'people', ...PARTS.map((part) => `people/${part}`)]], ['sky', ['sky']]] as const;

/** A table in Markdown. */
export async function times(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evoroom-masks-'));
  try {
    const rows: string[] = [];
    for (const [name, file, width, height] of PHOTOS) {
      const photo = join(folder, `${name}.jpg`);
      await sharp(join(projectRoot(), 'public', 'samples', file)).resize(width, height, { fit: 'cover' }).jpeg({ quality: 92 }).toFile(photo);
      for (const [what, keys] of ASKED) {
        const { stdout } = await promisify(execFile)(process.execPath, [join(projectRoot(), 'dist', 'bench', 'masks-once.mjs'), photo, ...keys]);
        const { cold, warm, first, last } = JSON.parse(stdout) as Asked;
        rows.push(`| ${name} | ${what} | ${(cold / 1000).toFixed(2)} | ${(warm / 1000).toFixed(2)} | ${first.toFixed(0)} | ${last.toFixed(0)} |`);
      }
    }
    return `JPEG of 24 MP on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), from the file to the masks. Cold: the first question of a process, which starts the threads and reads the
networks. Warm: the median of the next three photos. Memory is the whole process's peak.

| photo | asked for | cold, s | warm, s | peak after one photo, MB | after four, MB |
|---|---|---|---|---|---|
${rows.join('\n')}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
