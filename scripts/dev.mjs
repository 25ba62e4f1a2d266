// `npm run dev`: the studio with hot reload. Kernels and workers are built first; rerun after changing them.
import { bin, ensureInstalled, main, run } from './lib/setup.mjs';

await main(async () => {
  await ensureInstalled();
  const { buildParts } = await import('./build.mjs');
  await buildParts(['wasm', 'prisma', 'workers', 'share', 'cli']);
  await run(process.execPath, [bin('next/dist/bin/next'), 'dev', '-p', process.env.PORT || '3000'], { show: true });
});
