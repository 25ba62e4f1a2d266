import { cookies, headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import { chunksOf } from '@/app/api/respond';
import { chooseLocale, LOCALE_COOKIE } from '@/components/i18n/locale';
import { assets } from '@/components/share/assets';
import { gonePage } from '@/components/share/pages';
import { wordsIn, type PageWords } from '@/components/share/words';
import { config } from '@/lib/config';
import { codeOf } from '@/lib/studio/errors';
import { passCookieName } from '@/lib/studio/password';
import { isSecure } from '@/lib/studio/workspace';

/** What pages of edit links answer with: documents of their own, under a policy that allows their one script and style and pictures from here. */

type Framing = 'nobody' | 'everyone';

function policy(framing: Framing): string {
  const { scriptSource, styleSource } = assets();
  return [
    `default-src 'none'`, `script-src ${scriptSource}`, `style-src ${styleSource}`, `style-src-attr 'unsafe-inline'`, `img-src 'self' data:`, `connect-src 'self'`, `base-uri 'none'`,
    // In another site's page nothing is sent: no form, no password.
    `form-action ${framing === 'nobody' ? `'self'` : `'none'`}`,
    `frame-ancestors ${framing === 'nobody' ? `'none'` : '*'}`,
  ].join('; ');
}

/** @param framing who may show the document within a page */
export function sendPage(document: string, { status = 200, framing = 'nobody' }: { readonly status?: number; readonly framing?: Framing } = {}): Response {
  return new Response(document, {
    status,
    headers: {
      vary: 'Accept-Language, Cookie',
      'content-type': 'text/html; charset=utf-8',
      // A link that was taken back is gone with the next look, the one by the back button included.
      'cache-control': 'no-store',
      'content-security-policy': policy(framing),
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
      // The address of an edit link is its key: it goes to no other site.
      'referrer-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      'cross-origin-resource-policy': framing === 'nobody' ? 'same-origin' : 'cross-origin',
      ...(framing === 'nobody' && { 'cross-origin-opener-policy': 'same-origin' }),
    },
  });
}

/** Words in the language of the browser that asks. */
export async function visitorWords(): Promise<PageWords> {
  return wordsIn(chooseLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get('accept-language')));
}

/** The cookie of whoever gave the link's password. */
export const passOf = async (token: string): Promise<string | undefined> => (await cookies()).get(passCookieName(token))?.value;

/** Where people reach this studio. */
export async function originOf(): Promise<string> {
  const { publicUrl } = config();
  if (publicUrl !== undefined) return publicUrl;
  const head = await headers();
  const host = head.get('x-forwarded-host') ?? head.get('host') ?? 'localhost';
  return `${isSecure(publicUrl, head) ? 'https' : 'http'}://${host}`;
}

/** The nearest proxy's word; without one the server sets the header itself. */
export const addressOf = async (): Promise<string> => (await headers()).get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';

/** A form's fields fit into this many bytes, or it is none of ours. */
const LARGEST_FORM = 8_192;

/** The fields of a form that was sent; none of one that is too long. Its rest is read and thrown away: an answer in the middle of it would break the connection for what comes next. */
export async function formOf(request: Request): Promise<URLSearchParams> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of chunksOf(request.body)) {
    bytes += piece.byteLength;
    if (bytes <= LARGEST_FORM) pieces.push(piece);
  }
  return new URLSearchParams(bytes <= LARGEST_FORM ? Buffer.concat(pieces).toString('utf8') : '');
}

/** Answers with a page; what is not there gets the one friendly page for it, and what is locked whatever `locked` says. */
export async function answerPage(framing: Framing, work: (words: PageWords) => Promise<Response>, locked: (words: PageWords) => Response): Promise<Response> {
  const words = await visitorWords();
  try {
    return await work(words);
  } catch (error) {
    unstable_rethrow(error);
    if (codeOf(error) === 'not-found') return sendPage(gonePage(words), { status: 404, framing });
    if (codeOf(error) === 'locked') return locked(words);
    throw error;
  }
}
