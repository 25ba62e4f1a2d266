import type { Usage } from '@/lib/agent/types';

/**
 * Why the embedded tutor wrote a lesson in the model's place. `unreadable`: no reflection in form, or one that names none of the sliders that were
 * measured to be to blame; `timeout`, `unreachable`, `refused`: the server; `no-picture`: the photo could not be rendered; `enough`: more lessons
 * than it may be asked for; `given-up`: several failed in a row before it, or all the time was used.
 */
export const FALLBACKS = ['unreadable', 'timeout', 'unreachable', 'refused', 'no-picture', 'enough', 'given-up'] as const;
export type Fallback = (typeof FALLBACKS)[number];

/** Who wrote the lessons of a training. */
export type TutorAccount = {
  readonly model: string;
  /** Lessons that the model wrote, and those that it was to write and the embedded tutor did. */
  readonly written: number;
  readonly embedded: number;
  readonly fallbacks: Readonly<Partial<Record<Fallback, number>>>;
  /** Of all requests, repeated ones too. */
  readonly usage?: Usage;
};

const WORDS: Readonly<Record<Fallback, string>> = {
  unreadable: 'answered with nothing that could be used', timeout: 'took too long', unreachable: 'could not be reached', refused: 'refused', 'no-picture': 'a picture could not be made',
  enough: 'was asked as often as it may be', 'given-up': 'was given up after several failures',
};

/** "gpt wrote 52 lessons, the embedded tutor 8 (5 took too long, 3 refused)". */
export function accountText({ model, written, embedded, fallbacks, usage }: TutorAccount): string {
  const reasons = FALLBACKS.flatMap((reason) => (fallbacks[reason] ? [`${fallbacks[reason]} × ${WORDS[reason]}`] : []));
  const spent = usage && `; ${usage.requests} requests, ${usage.input + usage.output} tokens${usage.dollars === undefined ? '' : `, $${usage.dollars.toFixed(2)}`}`;
  return `${model} wrote ${written} of ${written + embedded} lessons${embedded === 0 ? '' : `, the embedded tutor ${embedded} (${reasons.join(', ')})`}${spent ?? ''}`;
}
