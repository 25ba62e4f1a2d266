import { cookies, headers } from 'next/headers';
import { config } from '@/lib/config';
import { isSecure, newWorkspaceId, signWorkspace, verifyWorkspace, WORKSPACE_COOKIE, workspaceCookie } from './workspace';

/** The workspace of the browser that asks, if it has one. */
export async function currentWorkspace(): Promise<string | undefined> {
  return verifyWorkspace((await cookies()).get(WORKSPACE_COOKIE)?.value, config().secret);
}

/** The workspace of the browser that asks; a browser without one gets one. Only where a cookie can be set: actions and route handlers. */
export async function ensureWorkspace(): Promise<string> {
  const known = await currentWorkspace();
  if (known) return known;
  const id = newWorkspaceId();
  const { secret, publicUrl } = config();
  (await cookies()).set(WORKSPACE_COOKIE, signWorkspace(id, secret), workspaceCookie(isSecure(publicUrl, await headers())));
  return id;
}
