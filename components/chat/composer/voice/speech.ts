import type { Locale } from '@/lib/develop/types';

/** The parts of the Web Speech API (https://webaudio.github.io/web-speech-api) that are used here; browsers' own types leave them out. */
export type Recognition = {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: { readonly results: ArrayLike<Heard> }) => void) | null;
  onerror: ((event: { readonly error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
  abort(): void;
};
type Heard = { readonly isFinal: boolean; readonly 0?: { readonly transcript: string } };

/** The browser's recogniser, where it has one. */
export function recogniser(host: object): (new () => Recognition) | undefined {
  const { SpeechRecognition, webkitSpeechRecognition } = host as { readonly SpeechRecognition?: new () => Recognition; readonly webkitSpeechRecognition?: new () => Recognition };
  return SpeechRecognition ?? webkitSpeechRecognition;
}

/** The language to listen for: the interface's, in the user's own variety of it where the browser tells one. */
export function spokenLanguage(locale: Locale, preferred: readonly string[]): string {
  return preferred.find((tag) => tag.toLowerCase().startsWith(`${locale}-`)) ?? { en: 'en-US', zh: 'zh-CN' }[locale];
}

/** What was heard so far, the words that may still change included. */
export function heard(results: ArrayLike<Heard>): string {
  return Array.from(results, (result) => result[0]?.transcript ?? '').join('').replace(/\s+/g, ' ').trim();
}

/** Words said after words written. */
export function joined(before: string, said: string): string {
  if (before === '' || said === '' || /[\s，。！？、]$/.test(before) || /[\u4e00-\u9fff]$/.test(before)) return before + said;
  return `${before} ${said}`;
}

const TROUBLES = { 'not-allowed': 'denied', 'service-not-allowed': 'denied', 'audio-capture': 'noMicrophone', network: 'unreachable', 'no-speech': 'nothingHeard', 'language-not-supported': 'language' } as const;
export type VoiceTrouble = (typeof TROUBLES)[keyof typeof TROUBLES] | 'other';

/** What to tell about an error; nothing about one that the user brought about. */
export function troubleOf(error: string): VoiceTrouble | undefined {
  return error === 'aborted' ? undefined : (Object.entries(TROUBLES).find(([name]) => name === error)?.[1] ?? 'other');
}
