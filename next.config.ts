import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or worker-spawning packages must be loaded from node_modules, not bundled.
  serverExternalPackages: ['sharp', 'piscina', '@prisma/client', '@prisma/adapter-libsql', '@libsql/client', 'libsql'],
  experimental: {
    serverActions: { bodySizeLimit: '1mb' },
  },
};

export default config;
