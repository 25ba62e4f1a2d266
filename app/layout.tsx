import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { GeistSans } from 'geist/font/sans';
import { compiledMessages } from '@/components/i18n/compiled';
import { chooseLocale, LANGUAGE_TAG, LOCALE_COOKIE } from '@/components/i18n/locale';
import { Providers } from '@/components/providers';
import { chooseTheme, THEME_COLOUR, THEME_COOKIE } from '@/components/ui/theme';
import './globals.css';

export const metadata: Metadata = { applicationName: 'Evoroom', formatDetection: { telephone: false } };

/** The colour of the browser's own bars goes with the theme. */
export async function generateViewport(): Promise<Viewport> {
  return {
    width: 'device-width',
    initialScale: 1,
    viewportFit: 'cover',
    interactiveWidget: 'resizes-content',
    themeColor: THEME_COLOUR[chooseTheme((await cookies()).get(THEME_COOKIE)?.value)],
  };
}

/** The clock of this request: relative times are told from it on the server and at first in the browser. */
async function requestTime(): Promise<number> {
  return Date.now();
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = chooseLocale(jar.get(LOCALE_COOKIE)?.value, head.get('accept-language'));
  const messages = await compiledMessages(locale);
  return (
    <html lang={LANGUAGE_TAG[locale]} data-theme={chooseTheme(jar.get(THEME_COOKIE)?.value)} className={GeistSans.variable}>
      <body>
        <Providers locale={locale} messages={messages} now={await requestTime()}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
