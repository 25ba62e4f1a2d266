import { defineConfig, devices } from '@playwright/test';

const executablePath = process.env.EVOROOM_CHROMIUM || undefined;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  // Nothing here says how fast anything is, but where a journey measures it: a machine that is busy with something else is only slow.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  // Two cores: a second browser would only slow the first one's renders.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath,
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
