// `npm run bench [-- --runs N] [--program-runs N] [--quick]`: builds what is measured, then measures; writes docs/BENCHMARKS.md.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildParts } from './build.mjs';
import { ensureInstalled, main, root, run } from './lib/setup.mjs';

await main(async () => {
  await ensureInstalled();
  await buildParts();
  const { build } = await import('esbuild');
  await build({
    entryPoints: readdirSync(join(root, 'bench')).filter((name) => name === 'main.ts' || name.endsWith('-once.ts')).map((name) => join(root, 'bench', name)),
    outdir: join(root, 'dist', 'bench'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
    tsconfig: join(root, 'tsconfig.json'),
  });
  await run(process.execPath, [join('dist', 'bench', 'main.mjs'), ...process.argv.slice(2)], { show: true });
});
