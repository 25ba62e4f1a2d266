import { cookies, headers } from 'next/headers';
import { config } from '@/lib/config';
import { notFound, StudioError } from './errors';
import { OPERATOR_COOKIE, operatorCookie, signIn, verifyOperator, type Operator } from './operator';
import { studio } from './server';
import { isSecure, newWorkspaceId, signWorkspace, verifyWorkspace, WORKSPACE_COOKIE, workspaceCookie } from './workspace';

/** The workspace of the browser that asks, if it has one. */
export async function currentWorkspace(): Promise<string | undefined> {
  return verifyWorkspace((await cookies()).get(WORKSPACE_COOKIE)?.value, config().secret);
}

/** The workspace of the browser that asks, for what can only be there when it has one. @param what is looked for */
export async function ownWorkspace(what: Parameters<typeof notFound>[0] = 'session'): Promise<string> {
  const workspaceId = await currentWorkspace();
  if (!workspaceId) throw notFound(what);
  return workspaceId;
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

/** The operator, if the browser that asks is signed in. */
export async function currentOperator(): Promise<Operator | undefined> {
  return verifyOperator((await cookies()).get(OPERATOR_COOKIE)?.value, config());
}

export async function theOperator(): Promise<Operator> {
  const operator = await currentOperator();
  if (!operator) throw new StudioError('operator-only', 'Only the operator may see or change this. Sign in on the settings page.');
  return operator;
}

/** Signs the browser in that knows the operator's key. */
export async function signInOperator(key: string): Promise<void> {
  const head = await headers();
  // The nearest proxy's word; without one the server sets the header itself.
  const who = head.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  const value = signIn(key, who, config(), (await studio()).signIns);
  (await cookies()).set(OPERATOR_COOKIE, value, operatorCookie(isSecure(config().publicUrl, head)));
}

export async function signOutOperator(): Promise<void> {
  (await cookies()).delete(OPERATOR_COOKIE);
}
