import { LANGUAGE_TAG } from '../i18n/locale';
import type { SharedView } from '@/lib/studio/types';
import { madeWith, page, preferences } from './document';
import { html, type Html } from './html';
import { icon, logo } from './icons';
import { story } from './story';
import { viewer } from './viewer';
import type { PageWords } from './words';

/** The pages of an edit link. Each is one document; `document.ts` holds what they share. */

export type Shown = { readonly token: string; readonly shared: SharedView; readonly words: PageWords };

/** How others announce the link: in the language of the photo, whoever asks. */
function card({ token, shared, words }: Shown, origin: string): Html {
  const steps = shared.steps.length - 1;
  const description = shared.byline === '' ? words.t('description', { steps }) : words.t('descriptionBy', { by: shared.byline, steps });
  const image = `${origin}/api/shared/${token}/card`;
  const properties = {
    'og:type': 'article', 'og:site_name': 'Evoroom', 'og:title': shared.name, 'og:description': description, 'og:locale': shared.locale === 'zh' ? 'zh_CN' : 'en_US', 'og:url': `${origin}/share/${token}`,
    'og:image': image, 'og:image:type': 'image/jpeg', 'og:image:width': '1200', 'og:image:height': '630', 'og:image:alt': `${words.t('before')} | ${words.t('after')}`,
  };
  const names = { description, 'twitter:card': 'summary_large_image', 'twitter:title': shared.name, 'twitter:description': description, 'twitter:image': image };
  return html`${Object.entries(properties).map(([name, content]) => html`<meta property="${name}" content="${content}">`)}${Object.entries(names).map(([name, content]) => html`<meta name="${name}" content="${content}">`)}`;
}

function takeAlong({ token, shared, words: { t } }: Shown): Html | false {
  const { allows } = shared;
  const gifts = [allows.picture && (['picture', t('getPicture')] as const), allows.settings && (['settings', t('getSettings')] as const), allows.original && (['original', t('getOriginal')] as const)].filter((gift) => gift !== false);
  if (gifts.length === 0 && !allows.remix) return false;
  return html`<section class="take" aria-labelledby="take"><h2 id="take">${t('take')}</h2>
${allows.remix && html`<form method="post" action="/api/shared/${token}/remix"><button class="button solid">${icon('remix')}${t('remix')}</button><p class="quiet fine">${t('remixHint')}</p></form>`}
${gifts.length > 0 && html`<ul class="gifts">${gifts.map(([gift, label]) => html`<li><a class="button" href="/api/shared/${token}/download/${gift}" download>${icon('download')}${label}</a></li>`)}</ul>`}</section>`;
}

/** @param announcing words in the language of the photo */
export function sharePage(shown: Shown, announcing: PageWords, origin: string): string {
  const { token, shared, words } = shown;
  const { t } = words;
  const lang = LANGUAGE_TAG[shared.locale];
  const compares = shared.steps.length > 1;
  return page({
    kind: 'share', words, title: t('title', { name: shared.name }), head: card({ ...shown, words: announcing }, origin),
    body: html`<a class="skip" href="#story">${t('skip')}</a><header class="top"><div class="name"><h1 lang="${lang}">${shared.name}</h1>${shared.byline !== '' && html`<p class="quiet" lang="${lang}">${t('by', { by: shared.byline })}</p>`}</div>${preferences(words)}</header>
<main class="page">${viewer(token, shared, words)}<div class="words"><section aria-labelledby="story"><h2 id="story" tabindex="-1">${t('story')}</h2>
${compares && html`<div class="step opening" data-step="${shared.steps.length - 1}" data-opening><h3>${t('finished')}</h3><p class="thought quiet">${t('finishedHint')}</p></div>`}
${story(shared, words)}</section>${takeAlong(shown)}<footer>${madeWith(words)}</footer></div></main>`,
  });
}

export function embedPage({ token, shared, words }: Shown): string {
  const { t } = words;
  return page({
    kind: 'embed', words, title: t('title', { name: shared.name }),
    body: html`<main>${viewer(token, shared, words)}</main><footer class="under"><h1 class="name" lang="${LANGUAGE_TAG[shared.locale]}">${shared.name}${shared.byline !== '' && ` · ${t('by', { by: shared.byline })}`}</h1><a class="brand" href="/share/${token}" target="_blank" rel="noopener">${logo()}<span>${t('openStory')}</span></a></footer>`,
  });
}

const middle = (body: Html): Html => html`<main class="middle">${logo(28)}${body}</main>`;

/** Asks for the password and tells nothing else: it is the same for every link. */
export function lockedPage(words: PageWords, problem?: 'wrong' | 'tooMany'): string {
  const { t } = words;
  return page({
    kind: 'locked', words, title: t('locked.title'),
    body: middle(html`<h1>${icon('lock', 20)} ${t('locked.title')}</h1><form method="post" class="unlock"><label for="password">${t('locked.text')}</label><input id="password" name="password" type="password" required maxlength="200" autocomplete="current-password" autofocus aria-label="${t('locked.label')}"${problem && html` aria-invalid="true" aria-describedby="problem"`}>${problem && html`<p id="problem" role="alert" class="danger">${t(`locked.${problem}`)}</p>`}<button class="button solid">${t('locked.open')}</button></form>${preferences(words)}`),
  });
}

/** In another site's page nobody is asked for a password. */
export function lockedEmbed(token: string, words: PageWords): string {
  const { t } = words;
  return page({ kind: 'locked', words, title: t('locked.title'), body: middle(html`<p>${icon('lock')} ${t('locked.embedded')}</p><a class="button" href="/share/${token}" target="_blank" rel="noopener">${t('locked.open')}</a>`) });
}

/** A wrong token, one that was revoked and one whose time is over look the same. */
export function gonePage(words: PageWords): string {
  const { errors } = words;
  return page({ kind: 'gone', words, title: errors('share.title'), body: middle(html`<h1>${errors('share.title')}</h1><p class="quiet">${errors('share.text')}</p><a class="button" href="/">${errors('home')}</a>${preferences(words)}`) });
}
