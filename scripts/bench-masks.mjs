// `npm run bench:masks [-- --photos FOLDER] [--only TEXT]`: builds what finds masks, then measures it against outlines made by hand.
import { join } from 'node:path';
import { buildParts } from './build.mjs';
import { ensureInstalled, main, root, run } from './lib/setup.mjs';

await main(async () => {
  await ensureInstalled();
  await buildParts(['wasm', 'workers']);
  const { build } = await import('esbuild');
  await build({
    entryPoints: { masks: join(root, 'bench', 'masks', 'main.ts'), 'masks-once': join(root, 'bench', 'masks', 'once.ts') },
    outdir: join(root, 'dist', 'bench'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
    tsconfig: join(root, 'tsconfig.json'),
  });
  await run(process.execPath, [join('dist', 'bench', 'masks.mjs'), ...process.argv.slice(2)], { show: true });
});
