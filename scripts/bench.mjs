// `npm run bench [-- --runs N] [--program-runs N] [--quick]`: builds what is measured, then measures; writes docs/BENCHMARKS.md.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildParts, PROGRAM } from './build.mjs';
import { ensureInstalled, main, root, run } from './lib/setup.mjs';

await main(async () => {
  await ensureInstalled();
  await buildParts();
  const { build } = await import('esbuild');
  await build({
    ...PROGRAM,
    entryPoints: readdirSync(join(root, 'bench')).filter((name) => name === 'main.ts' || name.endsWith('-once.ts')).map((name) => join(root, 'bench', name)),
    outdir: join(root, 'dist', 'bench'),
    outExtension: { '.js': '.mjs' },
  });
  await run(process.execPath, [join('dist', 'bench', 'main.mjs'), ...process.argv.slice(2)], { show: true });
});
