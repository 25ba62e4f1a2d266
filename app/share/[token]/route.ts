import { lockedPage, sharePage } from '@/components/share/pages';
import { wordsIn } from '@/components/share/words';
import { config } from '@/lib/config';
import { codeOf, StudioError } from '@/lib/studio/errors';
import { isForeign } from '@/lib/studio/origin';
import { passCookie, passCookieName } from '@/lib/studio/password';
import { studio } from '@/lib/studio/server';
import { sharedView, unlock } from '@/lib/studio/shared';
import { isSecure } from '@/lib/studio/workspace';
import { addressOf, answerPage, formOf, originOf, passOf, sendPage } from '../respond';

type Context = RouteContext<'/share/[token]'>;

/** What an edit link shows. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  return answerPage('nobody', async (words) => {
    const shared = await sharedView(await studio(), token, await passOf(token));
    return sendPage(sharePage({ token, shared, words }, await wordsIn(shared.locale), await originOf()));
  }, (words) => sendPage(lockedPage(words), { status: 403 }));
}

const PROBLEMS = { 'wrong-password': 'wrong', 'too-many-attempts': 'tooMany' } as const;

/** Takes the password of a link; the right one is remembered in a cookie. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  return answerPage('nobody', async (words) => {
    const { secure, open } = await opener(request, token);
    try {
      const pass = await open();
      const { maxAge, sameSite, path } = passCookie(secure);
      return new Response(null, { status: 303, headers: { location: `/share/${token}`, 'cache-control': 'no-store', 'set-cookie': `${passCookieName(token)}=${pass}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=${sameSite}${secure ? '; Secure' : ''}` } });
    } catch (error) {
      const problem = (['wrong-password', 'too-many-attempts'] as const).find((code) => codeOf(error) === code);
      if (!problem) throw error;
      return sendPage(lockedPage(words, PROBLEMS[problem]), { status: problem === 'wrong-password' ? 403 : 429 });
    }
  }, (words) => sendPage(lockedPage(words), { status: 403 }));
}

async function opener(request: Request, token: string) {
  if (isForeign(request.headers, config().publicUrl)) throw new StudioError('locked', 'A password is taken only from the link’s own page.');
  const password = (await formOf(request)).get('password') ?? '';
  return {
    secure: isSecure(config().publicUrl, request.headers),
    open: async () => unlock(await studio(), token, password, await addressOf()),
  };
}
