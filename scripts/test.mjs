// `npm test`: everything, on a fresh clone. The last line is `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, ensureInstalled, main, root, run } from './lib/setup.mjs';
import { ensureChromium } from './lib/chromium.mjs';

const node = process.execPath;
const reports = join(root, 'test-results');

const total = { passed: 0, failed: 0 };

/** One check that passes or fails as a whole. */
async function check(title, command, args, env) {
  const started = performance.now();
  try {
    await run(command, args, { env });
    total.passed++;
    console.log(`✓ ${title} (${Math.round((performance.now() - started) / 1000)} s)`);
    return true;
  } catch (error) {
    total.failed++;
    console.error(`✗ ${title}\n${error instanceof Error ? error.message : error}`);
    return false;
  }
}

const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/** Runs a test runner that writes a JSON report; a runner that dies without one counts as a failure. */
async function suite(title, args, file, count, env) {
  const started = performance.now();
  let crashed = false;
  await run(node, args, { show: true, env }).catch(() => { crashed = true; });
  const report = readReport(file);
  const result = report ? count(report) : { passed: 0, failed: 1 };
  if (crashed && result.failed === 0) result.failed = 1;
  total.passed += result.passed;
  total.failed += result.failed;
  console.log(`${result.failed === 0 ? '✓' : '✗'} ${title}: ${result.passed} passed, ${result.failed} failed (${Math.round((performance.now() - started) / 1000)} s)`);
}

/** The optional runtime of operators' models, so that its tests run too. Without it they are skipped and say so. */
async function ensureOnnxRuntime() {
  if (existsSync(join(root, 'node_modules', 'onnxruntime-node'))) return;
  const range = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).peerDependencies['onnxruntime-node'];
  // --save-prod: npm leaves optional peers out even when they are named. Its install script would fetch what only graphics cards need.
  const args = ['install', '--no-save', '--save-prod', '--ignore-scripts', '--no-audit', '--no-fund', `onnxruntime-node@${range}`];
  await run('npm', args, { env: { ONNXRUNTIME_NODE_INSTALL: 'skip' } }).catch((error) => {
    console.warn(`onnxruntime-node could not be installed; no ONNX model is run in these tests.\n${error instanceof Error ? error.message : error}`);
  });
}

await main(async () => {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  await ensureInstalled();
  await ensureOnnxRuntime();
  const chromium = await ensureChromium();
  const { buildParts } = await import('./build.mjs');
  await buildParts(['wasm', 'prisma', 'workers', 'cli']);

  await check('build of the studio', node, ['scripts/build.mjs']);
  await check('types', 'npm', ['run', 'typecheck']);
  await check('lint and import directions', node, [bin('oxlint/bin/oxlint'), '--deny-warnings']);

  const units = join(reports, 'unit.json');
  await suite('unit and engine tests', [bin('vitest/vitest.mjs'), 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${units}`], units,
    (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests + report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length }));

  const journeys = join(reports, 'e2e.json');
  await suite('end-to-end tests', [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], journeys,
    (report) => ({ passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky + report.errors.length }),
    { PLAYWRIGHT_JSON_OUTPUT_NAME: journeys, EVOROOM_CHROMIUM: chromium });

  console.log(`${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
});
