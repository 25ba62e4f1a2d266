import { defineConfig } from 'prisma/config';

// Read by the Prisma command line only. The server opens the same file itself and applies the migrations at start.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: `file:${process.env.DATA_DIR ?? './data'}/evoroom.db` },
});
