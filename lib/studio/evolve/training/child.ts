import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

export type Command = { readonly file: string; readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>>; /** Files that are of no use once it has ended. */ readonly scratch?: readonly string[] };
export type Ending = { readonly kind: 'done' } | { readonly kind: 'killed' } | { readonly kind: 'failed'; /** The last that it said. */ readonly words: string };

/** Ends the program when its server is gone, however that ended: what is resumable is taken up by the next one and must not run twice. Its threads read this, too, and have an input of their own. */
export const WITH_ITS_SERVER = `data:text/javascript,${encodeURIComponent("import { isMainThread } from 'node:worker_threads'; if (isMainThread) { process.stdin.on('end', () => process.exit(143)).resume(); process.stdin.unref?.(); }")}`;

/** How much of what a program says last is kept, characters. */
const LAST_WORDS = 2_000;
/** Between asking it to end and making it, ms. */
const PATIENCE_MS = 10_000;

/** A Node program beside the server, at the lowest priority: whoever edits a photo comes first. */
export function startChild({ file, args, env }: Command): { readonly ended: Promise<Ending>; readonly stop: () => void } {
  const child = spawn(process.execPath, ['--import', WITH_ITS_SERVER, file, ...args], { stdio: ['pipe', 'ignore', 'pipe'], env: { ...process.env, ...env } });
  let words = '', isStopped = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => { words = (words + text).slice(-LAST_WORDS); });
  // Its end is told below; a pipe that breaks with it is no news.
  child.stdin.on('error', () => {});
  if (child.pid !== undefined) {
    try {
      setPriority(child.pid, constants.priority.PRIORITY_LOW);
    } catch {
      // Gone already, or not allowed here: then it works at the server's own priority.
    }
  }
  const ended = new Promise<Ending>((resolve) => {
    child.once('error', (error) => resolve({ kind: 'failed', words: error.message }));
    child.once('close', (code) => resolve(code === 0 ? { kind: 'done' } : isStopped ? { kind: 'killed' } : { kind: 'failed', words: words.trim() }));
  });
  const stop = () => {
    isStopped = true;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
  };
  return { ended, stop };
}
