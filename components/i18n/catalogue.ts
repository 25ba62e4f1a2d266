import type { Locale } from '@/lib/develop/types';
import type { Messages } from './messages/en';

const CATALOGUES: Readonly<Record<Locale, () => Promise<Messages>>> = {
  en: async () => (await import('./messages/en')).en,
  zh: async () => (await import('./messages/zh')).zh,
};

/** As written. Pages take `compiledMessages`. */
export function loadMessages(locale: Locale): Promise<Messages> {
  return CATALOGUES[locale]();
}
