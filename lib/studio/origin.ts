/**
 * Whether a browser sends a request from another site's page. Server actions have Next's own check; route handlers that change
 * something have this one. Requests without an `Origin` are no browser's.
 */
export function isForeign(headers: Headers, publicUrl: string | undefined): boolean {
  const origin = headers.get('origin');
  if (origin === null) return headers.get('sec-fetch-site') === 'cross-site';
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  try {
    return new URL(origin).host !== host && origin !== (publicUrl && new URL(publicUrl).origin);
  } catch {
    return true;
  }
}
