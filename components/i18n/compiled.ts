import compile from 'icu-minify/compile';
import type { Locale } from '@/lib/develop/types';
import formatMessage from 'use-intl/format-message';
import { loadMessages } from './catalogue';
import type { Messages } from './messages/en';

type Words = { readonly [key: string]: string | Words };

const parsed = (words: Words): object => Object.fromEntries(Object.entries(words).map(([key, value]) => [key, typeof value === 'string' ? compile(value) : parsed(value)]));
/** What goes to a page is plain objects; the parser's have no prototype. */
const plain = (words: object): Messages => JSON.parse(JSON.stringify(words)) as Messages;

const known = new Map<Locale, Promise<Messages>>();

/**
 * The catalogue as pages use it: parsed here, so that no page loads a parser of ICU messages. Formatters that this build aliases to `format-only`
 * (next.config.ts) take nothing else; elsewhere the raw messages are what they take.
 */
export function compiledMessages(locale: Locale): Promise<Messages> {
  const made = known.get(locale) ?? loadMessages(locale).then((messages) => ('raw' in formatMessage && formatMessage.raw === false ? plain(parsed(messages)) : messages));
  known.set(locale, made);
  return made;
}
