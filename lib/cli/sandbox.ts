import { once } from 'node:events';
import { startSandbox } from '@/lib/evolve/server';
import { Interrupted } from './errors';
import type { Terminal } from './terminal';

export type SandboxOptions = { readonly port: number; readonly host: string; readonly workers?: number; readonly photos?: string; readonly token?: string; readonly edge?: number; readonly queue?: number };

/** Serves rollouts until it is told to stop. The token may also come from SANDBOX_TOKEN, where no list of processes shows it. */
export async function sandbox({ token = process.env['SANDBOX_TOKEN'] || undefined, ...options }: SandboxOptions, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const server = await startSandbox({ ...options, ...(token !== undefined && { token }) });
  try {
    terminal.say(`The sandbox answers at ${server.url} with ${server.workers} threads and ${server.photos} photos${token === undefined ? ', to programs on this machine' : ''}. Ctrl-C ends it.`);
    if (!signal.aborted) await once(signal, 'abort');
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    await server.close();
  }
}
