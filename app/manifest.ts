import type { MetadataRoute } from 'next';
import { cookies, headers } from 'next/headers';
import { loadMessages } from '@/components/i18n/catalogue';
import { chooseLocale, LANGUAGE_TAG, LOCALE_COOKIE } from '@/components/i18n/locale';

/** What a phone or desktop needs to install the studio; described in the visitor's language. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = chooseLocale(jar.get(LOCALE_COOKIE)?.value, head.get('accept-language'));
  const { library } = await loadMessages(locale);
  return {
    id: '/',
    name: 'Evoroom',
    short_name: 'Evoroom',
    description: library.promise,
    lang: LANGUAGE_TAG[locale],
    start_url: '/',
    scope: '/',
    display: 'standalone',
    orientation: 'any',
    background_color: '#161616',
    theme_color: '#161616',
    categories: ['photo', 'productivity'],
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
