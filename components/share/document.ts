import type { Locale } from '@/lib/develop/types';
import { LANGUAGE_TAG, LOCALES } from '../i18n/locale';
import { assets } from './assets';
import { Html, html } from './html';
import { icon, logo } from './icons';
import type { PageWords } from './words';

export type PageKind = 'share' | 'embed' | 'locked' | 'gone';

type Page = { readonly kind: PageKind; readonly title: string; readonly words: PageWords; readonly head?: Html; readonly body: Html };

/** A document in one piece: style and script stand in it, and nothing is loaded but pictures. Links are for whom they were given to: search engines are not among them. */
export function page({ kind, title, words, head, body }: Page): string {
  const { script, style } = assets();
  return `<!doctype html>${html`<html lang="${LANGUAGE_TAG[words.locale]}" data-theme="light" data-page="${kind}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="robots" content="noindex, nofollow"><meta name="format-detection" content="telephone=no"><meta name="theme-color" content="#ededed"><title>${title}</title><link rel="icon" href="/icon.svg" type="image/svg+xml">${head}<style>${new Html(style)}</style></head><body>${body}<script>${new Html(script)}</script></body></html>`.text}`;
}

/** A language is named in itself, so that whoever landed in the wrong one finds the way back. */
const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', zh: '中文' };

export function preferences({ t, locale }: PageWords): Html {
  return html`<div class="preferences"><div role="group" aria-label="${t('language')}">${LOCALES.map((one) => html`<button type="button" class="link" data-locale="${one}" lang="${LANGUAGE_TAG[one]}" aria-pressed="${one === locale ? 'true' : 'false'}">${LANGUAGE_NAMES[one]}</button>`)}</div><button type="button" class="round" id="wall" aria-label="${t('wall')}" title="${t('wall')}">${icon('wall')}</button></div>`;
}

export const madeWith = ({ t }: PageWords): Html => html`<a class="brand" href="/">${logo()}<span>${t('madeWith')}</span></a>`;
