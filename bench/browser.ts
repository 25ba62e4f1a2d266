import { execFileSync } from 'node:child_process';

/** An installed Chromium, or undefined. */
export function browserPath(): string | undefined {
  if (process.env.EVOROOM_CHROMIUM) return process.env.EVOROOM_CHROMIUM;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim();
    } catch {
      // Not this one.
    }
  }
  return undefined;
}
