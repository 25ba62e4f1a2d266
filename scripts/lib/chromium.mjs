import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { bin, run, SetupError } from './setup.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath() {
  for (const name of NAMES) {
    try {
      return execFileSync(process.platform === 'win32' ? 'where' : 'which', [name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().split('\n')[0]?.trim();
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

/** Path of a Chromium: an installed one, else from apt as root, else Playwright's download. */
export async function ensureChromium() {
  const installed = process.env.EVOROOM_CHROMIUM || onPath() || (await playwrightsOwn());
  if (installed) return installed;
  console.log('Installing Chromium for the end-to-end tests …');
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await run('apt-get', ['update', '-qq']).catch(() => {});
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env: { DEBIAN_FRONTEND: 'noninteractive' } }).catch(() => {});
    const path = onPath();
    if (path) return path;
  }
  await run(process.execPath, [bin('@playwright/test/cli.js'), 'install', 'chromium']).catch((cause) => {
    throw new SetupError(`No Chromium was found and none could be installed. Install one (for instance \`apt install chromium\`) or set EVOROOM_CHROMIUM to its path.\n${cause.message}`);
  });
  const path = await playwrightsOwn();
  if (!path) throw new SetupError('Playwright installed no Chromium. Set EVOROOM_CHROMIUM to the path of one.');
  return path;
}
