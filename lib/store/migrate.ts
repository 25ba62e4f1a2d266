import { createHash, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@libsql/client';

/** The database cannot be brought to this version's shape. Nothing was changed. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly code = 'migration';
}

// The table that `prisma migrate` keeps, column by column, so that it agrees with what the server did.
const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
);`;

export type Migration = { readonly name: string; readonly sql: string; /** SHA-256 hex of the file. */ readonly checksum: string };

/** The migrations of a folder in order of their names: `<timestamp>_<name>/migration.sql`. */
async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory() && /^\d+_\w+$/.test(entry.name)).map((entry) => entry.name).sort();
  return Promise.all(names.map(async (name) => {
    const bytes = await readFile(join(folder, name, 'migration.sql'));
    return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
  }));
}

/** Applies what is missing, each migration whole or not at all, and says which. */
export async function migrate(client: Client, folder: string): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  await client.execute(TABLE);
  const { rows } = await client.execute('SELECT "migration_name" AS name, "checksum" AS checksum FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL');
  const applied = new Map(rows.map((row) => [String(row.name), String(row.checksum)]));
  for (const name of applied.keys()) {
    if (!migrations.some((migration) => migration.name === name)) {
      throw new MigrationError(`The database was written by a newer version of Evoroom (it has the migration ${name}). Update Evoroom, or restore an older backup.`);
    }
  }
  const done: string[] = [];
  for (const migration of migrations) {
    const checksum = applied.get(migration.name);
    if (checksum === undefined) {
      await apply(client, migration);
      done.push(migration.name);
    } else if (checksum !== migration.checksum) {
      throw new MigrationError(`The migration ${migration.name} differs from the one this database was made with. Restore the original file; changes need a new migration.`);
    }
  }
  return done;
}

async function apply(client: Client, migration: Migration): Promise<void> {
  const now = Date.now();
  const record = `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "started_at", "applied_steps_count")
    VALUES ('${randomUUID()}', '${migration.checksum}', ${now}, '${migration.name}', ${now}, 1);`;
  // Foreign keys cannot be switched inside a transaction, and tables that are rebuilt need them off.
  await client.execute('PRAGMA foreign_keys=off');
  try {
    await client.executeMultiple(`BEGIN IMMEDIATE;\n${migration.sql}\n;${record}\nCOMMIT;`);
  } catch (cause) {
    throw new MigrationError(`The migration ${migration.name} failed and was taken back whole. The database is as it was.`, { cause });
  } finally {
    await client.execute('PRAGMA foreign_keys=on');
  }
}
