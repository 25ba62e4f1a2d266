import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { projectRoot } from '@/lib/imaging/paths';
import { EXIT, Interrupted, exitCodeOf, messageOf } from './errors';
import { createProgram } from './program';
import { createTerminal } from './terminal';

// `evoroom tools | head` closes the pipe early: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code === 'EPIPE') process.exit(EXIT.ok); else throw error; });

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.on(name, () => {
    // The second time the user means it.
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    interruption.abort(new Interrupted('interrupted'));
  });

const terminal = createTerminal(process.stdout, process.stderr, process.env);
const { version } = JSON.parse(await readFile(join(projectRoot(), 'package.json'), 'utf8')) as { readonly version: string };

// What a command waits for is not always a reason for Node to stay (a compilation of WebAssembly is none: nodejs/node#36616); the command is.
const awake = setInterval(() => undefined, 60_000);
try {
  await createProgram(terminal, version, interruption.signal).parseAsync();
} catch (error) {
  // commander has already said what was wrong.
  if (!(error instanceof CommanderError)) terminal.warn(messageOf(error));
  process.exitCode = exitCodeOf(error);
} finally {
  clearInterval(awake);
}
