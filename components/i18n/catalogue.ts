import type { Locale } from '@/lib/develop/types';
import type { Messages } from './messages/en';

const CATALOGUES: Readonly<Record<Locale, () => Promise<Messages>>> = {
  en: async () => (await import('./messages/en')).en,
  zh: async () => (await import('./messages/zh')).zh,
};

/** Each catalogue is its own chunk: a visitor downloads the language that is shown. */
export function loadMessages(locale: Locale): Promise<Messages> {
  return CATALOGUES[locale]();
}
