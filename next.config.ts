import type { NextConfig } from 'next';
import type { RouteHas } from 'next/dist/lib/load-custom-routes';

const development = process.env.NODE_ENV === 'development';

// Everything comes from here. Next's inline scripts need 'unsafe-inline' unless every page is rendered per request with a nonce.
const CONTENT_SECURITY_POLICY = [
  `default-src 'self'`,
  `script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'${development ? ` 'unsafe-eval'` : ''}`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' blob: data:`,
  `worker-src 'self' blob:`,
  `connect-src 'self'${development ? ' ws:' : ''} blob: data:`,
  `object-src 'none'`,
  `base-uri 'self'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
].join('; ');

// `scripts/build.mjs` packs scripts and styles once, smaller than a server packs them for each visitor.
const packed = process.env.EVOROOM_PACKED === '1';
const TAKES_BROTLI: RouteHas[] = [{ type: 'header', key: 'accept-encoding', value: '.*\\bbr\\b.*' }];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks types; a first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Native or worker-spawning packages must be loaded from node_modules, not bundled.
  serverExternalPackages: ['sharp', 'piscina', '@prisma/client', '@prisma/adapter-libsql', '@libsql/client', 'libsql'],
  rewrites: async () => ({
    beforeFiles: packed ? [{ source: '/_next/static/chunks/:file(.+\\.(?:js|css))', has: TAKES_BROTLI, destination: '/_next/static/chunks/:file.br' }] : [],
    afterFiles: [],
    fallback: [],
  }),
  headers: async () => [
    ...(packed ? (['js', 'css'] as const) : []).map((kind) => ({ source: `/_next/static/chunks/:file(.+\\.${kind})`, has: TAKES_BROTLI, headers: [{ key: 'Content-Encoding', value: 'br' }, { key: 'Content-Type', value: kind === 'js' ? 'application/javascript; charset=UTF-8' : 'text/css; charset=UTF-8' }, { key: 'Vary', value: 'Accept-Encoding' }] })),
    {
      // Pages of edit links bring a stricter policy of their own (app/share/respond.ts), and one of them may stand in a frame; a link's card is shown elsewhere.
      source: '/((?!share/|embed/|api/shared/[^/]+/card).*)',
      headers: [
        { key: 'Content-Security-Policy', value: CONTENT_SECURITY_POLICY },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        // The address of an edit link is its key: it goes to no other site.
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
      ],
    },
    { source: '/api/shared/:token/card', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }, { key: 'X-Robots-Tag', value: 'noindex' }] },
  ],
  // Messages come parsed (components/i18n/compiled.ts).
  turbopack: { resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  experimental: {
    serverActions: { bodySizeLimit: '1mb' },
  },
};

export default config;
