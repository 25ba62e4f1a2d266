// Builds what the running studio needs, each part only when its inputs changed. `--only a,b` builds those parts.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { bin, main, root, run, SetupError, whenStale } from './lib/setup.mjs';

const node = process.execPath;

/** Packages of a file or two that every program needs at once: Node takes longer to find them than to run them. */
const INLINED = ['fflate', 'exif-reader'];

const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * Node reads a CommonJS module twice when an ES module imports it, first to find the names that it exports; some of what sharp depends on is long. Required, all of
 * it is read once.
 */
const SHARP_REQUIRED = {
  name: 'sharp-required',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^sharp$/ }, ({ path, importer }) => (importer === join(root, 'lib', 'imaging', 'vips.ts') ? { path, namespace: 'required' } : undefined));
    onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({ contents: `import { createRequire } from 'node:module'; export default createRequire(import.meta.url)('${path}');` }));
  },
};

/** The gradients of TensorFlow.js are only in its ES modules, which Node cannot load as they are: they are part of the bundle. Their registry is global, and so are tensors. */
const GRADIENTS_BUNDLED = {
  name: 'gradients-bundled',
  setup({ onResolve }) {
    onResolve({ filter: /^@tensorflow\/tfjs-core\/dist\/register_all_gradients$/ }, ({ path }) => ({ path: join(root, 'node_modules', `${path}.js`) }));
  },
};

/** A TypeScript program for Node as one file; what it imports when it needs it lies in chunks beside. */
export async function bundle(entry, outfile) {
  const { build } = await import('esbuild');
  const { dir, name, ext } = parse(outfile);
  await build({
    entryPoints: { [name]: entry },
    outdir: dir,
    outExtension: { '.js': ext },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // Measurements in a browser drive it by Playwright, which cannot be bundled.
    external: ['@playwright/test', ...Object.keys(dependencies).filter((name) => !INLINED.includes(name))],
    plugins: [SHARP_REQUIRED, GRADIENTS_BUNDLED],
    sourcemap: 'linked',
    logLevel: 'warning',
    tsconfig: 'tsconfig.json',
    // The command line is called from any folder.
    absWorkingDir: root,
  });
}

/** Script and style of the pages that edit links show; both are put into the document itself. */
async function sharedPages() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [{ in: 'components/share/client/main.ts', out: 'page' }, { in: 'components/share/share.css', out: 'page' }],
    outdir: 'dist/share',
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022', 'chrome109', 'safari15.4', 'firefox115'],
    logLevel: 'warning',
    tsconfig: 'tsconfig.json',
    absWorkingDir: root,
  });
}

/** Scripts and styles packed once and as small as can be, beside themselves: next.config.ts sends these to browsers that take brotli. */
async function packStatic() {
  const folder = join(root, '.next', 'static', 'chunks');
  const pack = promisify(brotliCompress);
  for (const name of readdirSync(folder).filter((name) => /\.(js|css)$/.test(name))) {
    writeFileSync(join(folder, `${name}.br`), await pack(readFileSync(join(folder, name)), { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }));
  }
}

export const PARTS = [
  {
    name: 'wasm',
    inputs: ['lib/develop/kernels/assembly', 'scripts/build-wasm.mjs', 'package-lock.json'],
    outputs: ['public/engine/develop.wasm'],
    work: () => run(node, ['scripts/build-wasm.mjs']),
  },
  {
    name: 'prisma',
    inputs: ['prisma/schema.prisma', 'prisma.config.ts', 'scripts/prisma-generate.mjs', 'package-lock.json'],
    outputs: ['lib/store/generated'],
    work: () => run(node, ['scripts/prisma-generate.mjs']),
  },
  {
    name: 'workers',
    inputs: ['lib/develop', 'lib/imaging', 'lib/agent', 'lib/evolve/environment', 'scripts/build.mjs', 'scripts/build-worker-wasm.mjs', 'package-lock.json'],
    outputs: ['dist/render-worker.mjs', 'dist/sandbox-worker.mjs', 'dist/decode-worker.mjs', 'dist/vision-worker.mjs', 'dist/parser-worker.mjs', 'dist/spots-worker.mjs', 'dist/jpeg.wasm', 'dist/vision.wasm', 'dist/evidence.wasm'],
    work: async () => {
      await run(node, ['scripts/build-worker-wasm.mjs']);
      await bundle('lib/imaging/render-worker.ts', 'dist/render-worker.mjs');
      await bundle('lib/evolve/environment/sandbox/worker.ts', 'dist/sandbox-worker.mjs');
      await bundle('lib/imaging/decode-worker.ts', 'dist/decode-worker.mjs');
      await bundle('lib/imaging/vision/vision-worker.ts', 'dist/vision-worker.mjs');
      await bundle('lib/imaging/vision/parser-worker.ts', 'dist/parser-worker.mjs');
      await bundle('lib/imaging/spots-worker.ts', 'dist/spots-worker.mjs');
    },
  },
  {
    name: 'evolve',
    inputs: ['lib/develop', 'lib/imaging', 'lib/agent', 'lib/evolve', 'scripts/build.mjs', 'package-lock.json'],
    outputs: ['dist/evolve/main.mjs'],
    work: () => bundle('lib/evolve/program/main.ts', 'dist/evolve/main.mjs'),
  },
  {
    name: 'share',
    inputs: ['components/share', 'app/tokens.css', 'scripts/build.mjs', 'package-lock.json'],
    outputs: ['dist/share/page.js', 'dist/share/page.css'],
    work: sharedPages,
  },
  {
    name: 'cli',
    inputs: ['lib', 'scripts/build.mjs', 'package-lock.json'],
    outputs: ['dist/cli.mjs'],
    work: () => bundle('lib/cli/main.ts', 'dist/cli.mjs'),
  },
  {
    name: 'next',
    inputs: ['app', 'components', 'lib', 'prisma/schema.prisma', 'instrumentation.ts', 'proxy.ts', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'],
    outputs: ['.next/BUILD_ID'],
    say: 'Building the studio (once per version) …',
    work: async () => {
      await run(node, [bin('next/dist/bin/next'), 'build'], { env: { EVOROOM_PACKED: '1' } });
      await packStatic();
    },
  },
];

/** @param {readonly string[]} [only] names of parts; all when absent */
export async function buildParts(only) {
  const unknown = only?.filter((name) => !PARTS.some((part) => part.name === name)) ?? [];
  if (unknown.length > 0) throw new SetupError(`Expected --only to name ${PARTS.map((part) => part.name).join(', ')} but received ${unknown.join(', ')}.`);
  for (const part of PARTS) {
    if (!only || only.includes(part.name)) await whenStale(part, part.work);
  }
}

if (import.meta.filename === process.argv[1]) {
  const flag = process.argv.indexOf('--only');
  await main(() => buildParts(flag < 0 ? undefined : (process.argv[flag + 1] ?? '').split(',')));
}
