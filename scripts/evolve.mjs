// `npm run evolve -- all --seed 1`: the program of lib/evolve/program, bundled and run.
import { join } from 'node:path';
import { buildParts } from './build.mjs';
import { ensureInstalled, main, run } from './lib/setup.mjs';

await main(async () => {
  await ensureInstalled();
  await buildParts(['wasm', 'workers', 'evolve']);
  const out = join('dist', 'evolve', 'main.mjs');
  try {
    await run(process.execPath, [out, ...process.argv.slice(2)], { show: true });
  } catch {
    process.exitCode = 1;
  }
});
