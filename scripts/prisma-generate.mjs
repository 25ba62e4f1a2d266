// Writes the Prisma client to lib/store/generated. Works without network.
import { bin, main, run } from './lib/setup.mjs';

await main(() =>
  run(process.execPath, [bin('prisma/build/index.js'), 'generate', '--no-hints'], {
    // `generate` never runs the schema engine, yet downloads it unless it is told of a file that exists.
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  }),
);
