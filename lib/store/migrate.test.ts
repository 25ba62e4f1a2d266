import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Client } from '@libsql/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from './database';
import { migrate, MigrationError } from './migrate';

const OURS = join(process.cwd(), 'prisma', 'migrations');

describe('migrations', () => {
  let folder: string;
  let client: Client;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evoroom-migrate-'));
    cpSync(OURS, join(folder, 'migrations'), { recursive: true });
    client = createClient({ url: `file:${join(folder, 'test.db')}` });
  });
  afterEach(() => {
    client.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const add = (name: string, sql: string) => {
    mkdirSync(join(folder, 'migrations', name), { recursive: true });
    writeFileSync(join(folder, 'migrations', name, 'migration.sql'), sql);
  };
  const run = () => migrate(client, join(folder, 'migrations'));
  const tables = async () => (await client.execute(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)).rows.map((row) => row.name);

  test('are applied once, whatever the number of starts', async () => {
    expect(await run()).toEqual(readdirSync(OURS).filter((name) => /^\d/.test(name)).toSorted());
    const before = await tables();
    expect(await run()).toEqual([]);
    expect(await tables()).toEqual(before);
  });

  test('are recorded as Prisma records them, with the SHA-256 of the file', async () => {
    await run();
    const { rows } = await client.execute('SELECT * FROM _prisma_migrations');
    for (const row of rows) {
      const sql = readFileSync(join(OURS, String(row.migration_name), 'migration.sql'));
      expect(row.checksum).toBe(createHash('sha256').update(sql).digest('hex'));
      expect(row).toMatchObject({ applied_steps_count: 1, rolled_back_at: null, logs: null });
      expect(Number(row.finished_at)).toBeGreaterThan(1_700_000_000_000);
    }
  });

  test('are taken back whole when a statement fails', async () => {
    await run();
    const before = await tables();
    add('20990101000000_broken', 'CREATE TABLE "Half" ("id" TEXT); CREATE TABLE "Half" ("id" TEXT);');
    await expect(run()).rejects.toThrow(MigrationError);
    expect(await tables()).toEqual(before);
    add('20990101000000_broken', 'CREATE TABLE "Half" ("id" TEXT);');
    expect(await run()).toEqual(['20990101000000_broken']);
  });

  test('refuse a database whose migration was edited afterwards', async () => {
    add('20990101000000_more', 'CREATE TABLE "More" ("id" TEXT);');
    await run();
    add('20990101000000_more', 'CREATE TABLE "More" ("id" INTEGER);');
    await expect(run()).rejects.toThrow(/20990101000000_more differs/);
  });

  test('refuse a database of a newer version', async () => {
    add('20990101000000_future', 'CREATE TABLE "Future" ("id" TEXT);');
    await run();
    rmSync(join(folder, 'migrations', '20990101000000_future'), { recursive: true });
    await expect(run()).rejects.toThrow(/newer version/);
  });

  test('make every table and column that the schema names', async () => {
    const db = await openDatabase(folder, OURS);
    // Prisma names each column in its queries: a missing one fails.
    await Promise.all([db.workspace.findMany(), db.photo.findMany(), db.session.findMany(), db.settings.findMany(), db.step.findMany(), db.run.findMany(), db.runEvent.findMany(), db.link.findMany(), db.label.findMany()]);
    await db.$disconnect();
  });
});

describe('the database', () => {
  test('keeps one connection, however many transactions there are', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evoroom-db-'));
    const db = await openDatabase(folder, OURS);
    const files = () => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);
    await db.$transaction(async (tx) => tx.workspace.count());
    const before = files();
    for (let i = 0; i < 50; i++) await db.$transaction(async (tx) => tx.workspace.create({ data: { id: `w${i}` } }));
    expect(files()).toBe(before);
    await db.$disconnect();
    rmSync(folder, { recursive: true, force: true });
  });

  test('takes a failed transaction back whole, while others wait their turn', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evoroom-db-'));
    const db = await openDatabase(folder, OURS);
    const failing = db.$transaction(async (tx) => {
      await tx.workspace.create({ data: { id: 'lost' } });
      throw new Error('no');
    });
    const others = Array.from({ length: 10 }, (_, i) => db.workspace.create({ data: { id: `kept${i}` } }));
    await expect(failing).rejects.toThrow('no');
    await Promise.all(others);
    expect(await db.workspace.count()).toBe(10);
    await db.$disconnect();
    rmSync(folder, { recursive: true, force: true });
  });
});
