import { randomUUID } from 'node:crypto';
import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadEngine } from '@/lib/develop/engine';
import { engineWasmPath, renderWorkerPath } from '@/lib/imaging/paths';
import type { Studio } from './context';

export type Health = { readonly ready: boolean; readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly message?: string }>> };

const CHECKS: Readonly<Record<string, (studio: Studio) => Promise<unknown>>> = {
  database: ({ store }) => store.db.workspace.count(),
  data: async ({ config }) => {
    const file = join(config.dataDir, `.health-${randomUUID()}`);
    await writeFile(file, '');
    await rm(file);
  },
  engine: async () => loadEngine(await readFile(engineWasmPath())),
  worker: () => access(renderWorkerPath()),
};

/** Whether the studio can do its work, and what keeps it from it. */
export async function healthOf(studio: Studio): Promise<Health> {
  const entries = await Promise.all(Object.entries(CHECKS).map(async ([name, check]) => {
    try {
      await check(studio);
      return [name, { ok: true }] as const;
    } catch (error) {
      return [name, { ok: false, message: error instanceof Error ? error.message : String(error) }] as const;
    }
  }));
  return { ready: entries.every(([, { ok }]) => ok), checks: Object.fromEntries(entries) };
}
