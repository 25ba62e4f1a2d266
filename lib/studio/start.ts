import { ConfigError } from '@/lib/config';
import { MigrationError } from '@/lib/store/migrate';
import { closeStudio, studio } from './server';

/** How long open connections may take to end after a signal. */
const PATIENCE_MS = 10_000;

/** Opens the studio: checks the environment, brings the database up to date, takes up runs. Ends the process when it cannot work at all. */
export async function startServer(): Promise<void> {
  try {
    await studio();
  } catch (error) {
    console.error(error instanceof ConfigError || error instanceof MigrationError ? error.message : error);
    process.exit(1);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, leave);
}

/** Next ends the process once its connections are closed; letting the followers go makes that soon. A stuck upload must not keep it. */
function leave(): void {
  void closeStudio().catch(console.error);
  setTimeout(() => process.exit(0), PATIENCE_MS).unref();
}
