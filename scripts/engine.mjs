// `npm run golden [-- --accept]` and `npm run engine-docs`: programs of scripts/engine, bundled and run.
import { join } from 'node:path';
import { buildParts, bundle } from './build.mjs';
import { ensureInstalled, main, run, SetupError } from './lib/setup.mjs';

const [program, ...rest] = process.argv.slice(2);

await main(async () => {
  if (program !== 'golden' && program !== 'docs') throw new SetupError(`Expected golden or docs but received ${program}.`);
  await ensureInstalled();
  await buildParts(['wasm']);
  const out = join('dist', 'engine', `${program}.mjs`);
  await bundle(`scripts/engine/${program}.ts`, out);
  try {
    await run(process.execPath, [out, ...rest], { show: true });
  } catch {
    process.exitCode = 1;
  }
});
