import { createHmac, timingSafeEqual } from 'node:crypto';
import { newId } from '@/lib/store/ids';

export const WORKSPACE_COOKIE = 'evoroom-workspace';

const ID = /^[\w-]{22}$/;

const signature = (id: string, secret: string) => createHmac('sha256', secret).update(`workspace:v1:${id}`).digest();

/** The cookie's value for a workspace: its id and an HMAC-SHA256 over it. */
export function signWorkspace(id: string, secret: string): string {
  return `${id}.${signature(id, secret).toString('base64url')}`;
}

/** The workspace a cookie names, or undefined when the cookie is absent, malformed or not signed by us. */
export function verifyWorkspace(cookie: string | undefined, secret: string): string | undefined {
  const [id = '', mac = '', ...rest] = (cookie ?? '').split('.');
  if (rest.length > 0 || !ID.test(id)) return undefined;
  const given = Buffer.from(mac, 'base64url');
  const right = signature(id, secret);
  return given.length === right.length && timingSafeEqual(given, right) && mac === right.toString('base64url') ? id : undefined;
}

export const newWorkspaceId = newId;

/** How the cookie is set. 400 days is the longest that browsers keep one. */
export function workspaceCookie(secure: boolean) {
  return { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: 400 * 86_400 } as const;
}

/** Whether the browser reaches us by https, as far as the address we were told or a proxy in front of us says. */
export function isSecure(publicUrl: string | undefined, headers: Headers): boolean {
  if (publicUrl !== undefined) return publicUrl.startsWith('https:');
  return headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
}
