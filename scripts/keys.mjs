// `npm run keys-docs`: writes docs/KEYS.md from the table that the studio's keyboard works with.
import { join } from 'node:path';
import { bundle } from './build.mjs';
import { ensureInstalled, main, run } from './lib/setup.mjs';

await main(async () => {
  await ensureInstalled();
  const out = join('dist', 'keys.mjs');
  await bundle('scripts/keys/docs.ts', out);
  await run(process.execPath, [out], { show: true });
});
