import type { DevelopSettings, Locale } from '@/lib/develop/types';
import { toolOf } from '@/lib/develop/tools';
import { CARD, cardOf } from '@/lib/imaging/card';
import { photoUnder } from '@/lib/store/bases';
import { settingsOf } from '@/lib/store/steps';
import type { Studio } from './context';
import { notFound } from './errors';
import { cached, renderable, type Picture } from './renders';
import { openLink } from './shared';

const WORDS: Readonly<Record<Locale, { readonly before: string; readonly after: string }>> = { en: { before: 'Before', after: 'After' }, zh: { before: '修图前', after: '修图后' } };

const FRAMING = new Set(['crop', 'transform']);

/** The untouched look in the frame of the finished picture, so that the halves meet. */
function inFrameOf(before: DevelopSettings, after: DevelopSettings): DevelopSettings {
  const framing = (settings: DevelopSettings, wanted: boolean) => Object.entries(settings).filter(([name]) => FRAMING.has(toolOf(name)?.family ?? '') === wanted);
  return Object.fromEntries([...framing(before, false), ...framing(after, true)]);
}

/** The picture that a link is announced with. A link with a password has none: its page tells nothing either. */
export async function cardPicture(studio: Studio, token: string, signal?: AbortSignal): Promise<Picture> {
  const { link, branch } = await openLink(studio, token);
  const [first, last] = [branch[0], branch.at(-1)];
  if (!first || !last || link.passwordHash !== null) throw notFound('picture');
  const locale: Locale = link.locale === 'zh' ? 'zh' : 'en';
  const key = `${studio.engineTag} card 1 ${link.session.photo.sha256} ${first.settingsHash} ${last.baseId ?? ''} ${last.settingsHash} ${locale}`;
  const data = await cached(studio, key, async (working) => {
    const { photo } = link.session;
    const under = await photoUnder(studio.store.db, link.session, last);
    const options = { longEdge: 2 * CARD.height, signal: working };
    const after = await studio.renderer.render(renderable(studio, under), settingsOf(last), options);
    const before = await studio.renderer.render(renderable(studio, photo), inFrameOf(settingsOf(first), settingsOf(last)), options);
    return cardOf(before, after, WORDS[locale]);
  }, signal);
  return { data, type: 'image/jpeg', etag: `"${studio.engineTag}-card-${first.settingsHash}-${last.settingsHash}-${locale}"` };
}
