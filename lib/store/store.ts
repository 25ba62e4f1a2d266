import { join } from 'node:path';
import type { Config } from '@/lib/config';
import { LocalBlobs } from './blobs';
import { openDatabase, type Database } from './database';
import { RenderCache } from './render-cache';

/** Everything that persists. */
export type Store = {
  readonly db: Database;
  readonly blobs: LocalBlobs;
  readonly renders: RenderCache;
  close(): Promise<void>;
};

export async function openStore(config: Pick<Config, 'root' | 'dataDir' | 'cacheBytes'>): Promise<Store> {
  const db = await openDatabase(config.dataDir, join(config.root, 'prisma', 'migrations'));
  const blobs = new LocalBlobs(config.dataDir);
  const renders = new RenderCache(join(config.dataDir, 'renders'), config.cacheBytes);
  await Promise.all([blobs.open(), renders.open()]);
  return { db, blobs, renders, close: () => db.$disconnect() };
}
