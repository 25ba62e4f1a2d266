// `npm run bench [-- --runs N] [--program-runs N] [--quick]`: builds what is measured, then measures; writes docs/BENCHMARKS.md.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildParts, bundle } from './build.mjs';
import { ensureInstalled, main, root, run } from './lib/setup.mjs';

await main(async () => {
  await ensureInstalled();
  await buildParts();
  // Each by itself, as programs are: built together they would load what only the others need.
  for (const name of readdirSync(join(root, 'bench')).filter((name) => name === 'main.ts' || name.endsWith('-once.ts'))) {
    await bundle(join(root, 'bench', name), join(root, 'dist', 'bench', name.replace(/ts$/, 'mjs')));
  }
  await run(process.execPath, [join('dist', 'bench', 'main.mjs'), ...process.argv.slice(2)], { show: true });
});
