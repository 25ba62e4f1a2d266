import { NextResponse, type NextRequest } from 'next/server';
import { config as studioConfig } from '@/lib/config';
import { isSecure, newWorkspaceId, signWorkspace, verifyWorkspace, WORKSPACE_COOKIE, workspaceCookie } from '@/lib/studio/workspace';

// Pages only. A page gives the browser its workspace before it can upload several photos at once, each of which would otherwise
// make one; API bodies stay out of here because what passes through a proxy is buffered.
export const config = { matcher: ['/', '/evolve', '/s/:path*'] };

/** Gives a browser its workspace at its first visit and keeps the cookie young at every later one. */
export function proxy(request: NextRequest): NextResponse {
  const response = NextResponse.next();
  if (request.method !== 'GET') return response;
  const { secret, publicUrl } = studioConfig();
  const id = verifyWorkspace(request.cookies.get(WORKSPACE_COOKIE)?.value, secret) ?? newWorkspaceId();
  response.cookies.set(WORKSPACE_COOKIE, signWorkspace(id, secret), workspaceCookie(isSecure(publicUrl, request.headers)));
  return response;
}
