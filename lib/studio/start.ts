import { ConfigError } from '@/lib/config';
import { MigrationError } from '@/lib/store/migrate';
import { closeStudio, studio } from './server';

/** Opens the studio: checks the environment, brings the database up to date, takes up runs. Ends the process when it cannot work at all. */
export async function startServer(): Promise<void> {
  try {
    await studio();
  } catch (error) {
    console.error(error instanceof ConfigError || error instanceof MigrationError ? error.message : error);
    process.exit(1);
  }
  // Next ends the process itself once its connections are closed; letting the followers go makes that soon.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void closeStudio().catch(console.error));
}
