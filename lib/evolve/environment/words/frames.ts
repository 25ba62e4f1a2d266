import type { Locale } from '@/lib/develop/types';
import type { Wording } from './wishes';

/** How many wishes a frame holds: `{a}`, `{b}`, `{c}`. */
export const wishesIn = (frame: string): number => (frame.includes('{c}') ? 3 : frame.includes('{b}') ? 2 : 1);

/** Sentences around wishes. Those to test with are in no training sentence. */
export const FRAMES: Readonly<Record<Locale, Wording>> = {
  en: {
    train: ['{a}', '{a}', 'Please {a}', '{a}, please', '{a} and {b}', '{a} and {b}', 'Please {a} and {b}', '{a}. Also {b}.', '{a}, {b} and {c}', 'Can you {a} and {b}?'],
    test: ['Could you {a}?', 'I would like you to {a}', '{a}, then {b}', 'Could you {a} and also {b}?', '{a}, and after that {b}', '{a}; {b}; {c}'],
  },
  zh: {
    train: ['{a}', '{a}', '请{a}', '帮我{a}', '{a}，{b}', '{a}，{b}', '请{a}，{b}', '{a}，并且{b}', '{a}，{b}，{c}', '帮我{a}，还有{b}'],
    test: ['麻烦{a}', '我想{a}', '先{a}，然后{b}', '麻烦{a}，同时{b}', '{a}，另外{b}', '先{a}，接着{b}，最后{c}'],
  },
};

/** Degree words, gentle to strong; the empty one is a plain request. */
export const DEGREES: Readonly<Record<Locale, Wording>> = {
  en: { train: ['', '', 'slightly', 'a bit', 'a lot', 'noticeably'], test: ['', '', 'a touch', 'somewhat', 'considerably'] },
  zh: { train: ['', '', '稍微', '轻微', '明显', '大幅'], test: ['', '', '略微', '适当', '显著'] },
};
