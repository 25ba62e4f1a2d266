import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { createClient, type Client, type Config, type InStatement, type Transaction } from '@libsql/client';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { PrismaClient, type Prisma } from './generated/client';
import { migrate } from './migrate';

export type Database = PrismaClient;
/** The database, or a transaction in it. */
export type Tx = Prisma.TransactionClient;

/** Runs a transaction on the client's one connection. Prisma's adapter holds its lock until the end of it, so nothing else slips in. */
function begin(client: Client): Transaction {
  let open = true;
  const end = async (statement: 'COMMIT' | 'ROLLBACK') => {
    open = false;
    await client.execute(statement);
  };
  return {
    execute: (statement: InStatement) => client.execute(statement),
    batch: async (statements) => {
      const results = [];
      for (const statement of statements) results.push(await client.execute(statement));
      return results;
    },
    executeMultiple: (script) => client.executeMultiple(script),
    commit: () => end('COMMIT'),
    rollback: () => end('ROLLBACK'),
    close: () => {
      if (open) void end('ROLLBACK');
    },
    get closed() {
      return !open;
    },
  };
}

function connect(config: Config): Client {
  const client = createClient(config);
  const transaction = async () => {
    // Immediate: a transaction that reads first and writes later can never find the database locked half-way.
    await client.execute('BEGIN IMMEDIATE');
    return begin(client);
  };
  return Object.assign(client, { transaction });
}

/** libSQL's own client opens a connection per transaction and never closes it; this one keeps a single connection. */
class SingleConnection extends PrismaLibSql {
  override createClient(config: Config): Client {
    return connect(config);
  }
}

/** Opens (and creates, and brings up to date) `evoroom.db` in the data folder. */
export async function openDatabase(dataDir: string, migrations: string): Promise<Database> {
  mkdirSync(dataDir, { recursive: true });
  const settings: Config = { url: `file:${join(dataDir, 'evoroom.db')}`, timeout: 5000 };
  const client = createClient(settings);
  try {
    await client.execute('PRAGMA journal_mode=WAL');
    await migrate(client, migrations);
  } finally {
    client.close();
  }
  return new PrismaClient({ adapter: new SingleConnection(settings), transactionOptions: { maxWait: 15_000, timeout: 30_000 } });
}
