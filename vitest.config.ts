import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: ['scripts/test-setup.mjs'],
    // Two cores: more files at once only makes rendering tests fight each other.
    maxWorkers: 2,
    // Nothing here says how fast anything is: a machine that is busy with something else is only slow.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    // Its ES modules, which hold the gradients, cannot be loaded by Node as they are.
    server: { deps: { inline: [/tfjs-core\/dist\/(?!tf-core\.node)/] } },
  },
});
