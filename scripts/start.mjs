// `npm start`: from a fresh clone to a running studio.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { bin, ensureInstalled, main, root, SetupError } from './lib/setup.mjs';

/** Ends with a clear message when the port is taken, before anything is started. */
function checkPort(port, host) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(error.code === 'EADDRINUSE' ? new SetupError(`Port ${port} is in use. Stop what uses it, or choose another: PORT=${Number(port) + 1} npm start`) : error));
    probe.listen(Number(port), host, () => probe.close(resolve));
  });
}

async function health(url) {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5000) });
    return { answered: true, ...(await response.json()) };
  } catch {
    return { answered: false, ready: false };
  }
}

/** Where the operator sets up models. After the hash, the key stays in the browser: no server or proxy log ever has it. */
function settingsLink(url) {
  if (process.env.OPERATOR_KEY) return `Models: ${url}/settings (sign in with OPERATOR_KEY)`;
  const file = join(resolve(root, process.env.DATA_DIR || 'data'), 'operator-key');
  return existsSync(file) ? `Models: ${url}/settings#key=${readFileSync(file, 'utf8').trim()}` : undefined;
}

await main(async () => {
  const port = process.env.PORT || '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) throw new SetupError(`Expected PORT to be a number from 1 to 65535 but received ${port}.`);
  const host = process.env.HOST || '0.0.0.0';
  await checkPort(port, host);
  await ensureInstalled();
  const { buildParts } = await import('./build.mjs');
  await buildParts();

  const child = spawn(process.execPath, [bin('next/dist/bin/next'), 'start', '-p', port, '-H', host], {
    cwd: root,
    env: { ...process.env, EVOROOM_ROOT: root, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', PORT: port },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Next's own banner would drown the one line that matters; what the server logs later passes through.
  let ready = false;
  child.stdout.on('data', (chunk) => { if (ready) process.stdout.write(chunk); });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : (code ?? 1)));

  const url = `http://localhost:${port}`;
  let state = await health(url);
  for (let tries = 0; !state.ready && tries < 240; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    state = await health(url);
  }
  ready = true;
  if (state.ready) {
    console.log(`Evoroom is ready on ${url}`);
    const link = settingsLink((process.env.PUBLIC_URL || url).replace(/\/+$/, ''));
    if (link) console.log(link);
  }
  else if (state.answered) console.error(`Evoroom runs on ${url} but is not ready: ${JSON.stringify(state)}`);
  else console.error('The server did not answer within a minute; its messages are above.');
});
