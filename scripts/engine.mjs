// `npm run golden [-- --accept]`, `npm run engine-docs`, `npm run engine-compare` and `npm run retouch-docs`: programs of scripts/engine, bundled and run.
import { join } from 'node:path';
import { buildParts, bundle } from './build.mjs';
import { ensureInstalled, main, run, SetupError } from './lib/setup.mjs';

const PROGRAMS = ['golden', 'docs', 'compare', 'retouch'];
const [program, ...rest] = process.argv.slice(2);

await main(async () => {
  if (!PROGRAMS.includes(program ?? '')) throw new SetupError(`Expected ${PROGRAMS.join(', ')} but received ${program}.`);
  await ensureInstalled();
  await buildParts(program === 'compare' ? ['wasm', 'workers'] : ['wasm']);
  const out = join('dist', 'engine', `${program}.mjs`);
  await bundle(`scripts/engine/${program}.ts`, out);
  try {
    await run(process.execPath, [out, ...rest], { show: true });
  } catch {
    process.exitCode = 1;
  }
});
