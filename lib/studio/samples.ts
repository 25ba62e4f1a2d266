import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Locale } from '@/lib/develop/types';
import type { Studio } from './context';
import { notFound } from './errors';
import { takeIn } from './photos';
import type { SampleView } from './types';

const sample = z.object({
  id: z.string(),
  file: z.string().regex(/^[\w.-]+$/),
  title: z.object({ en: z.string(), zh: z.string() }),
  credit: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});

const folder = (studio: Studio) => join(studio.config.root, 'public', 'samples');

async function samples(studio: Studio) {
  return z.array(sample).parse(JSON.parse(await readFile(join(folder(studio), 'samples.json'), 'utf8')));
}

/** Photos to begin with. */
export async function listSamples(studio: Studio, locale: Locale): Promise<readonly SampleView[]> {
  return (await samples(studio)).map(({ id, title, credit, width, height }) => ({ id, title: title[locale], credit, src: `/samples/small/${id}.jpg`, width, height }));
}

/** A session of a sample photo, taken in like any upload. Returns its id. */
export async function createFromSample(studio: Studio, workspaceId: string, sampleId: string, locale: Locale): Promise<string> {
  const found = (await samples(studio)).find(({ id }) => id === sampleId);
  if (!found) throw notFound('sample');
  return takeIn(studio, workspaceId, { source: createReadStream(join(folder(studio), found.file)), name: found.file, title: found.title[locale], locale });
}
