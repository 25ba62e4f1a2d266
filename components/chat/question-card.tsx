'use client';

import { CircleHelp, WandSparkles } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Question } from '@/lib/agent/types';
import { talkEn } from '../i18n/messages/talk.en';
import { talkZh } from '../i18n/messages/talk.zh';
import { Button } from '../ui/button';

type Props = { readonly question: Question; /** It still waits for an answer. */ readonly open: boolean; readonly onAnswer: (text: string) => void };

/** In the language of the question, which is the user's. */
const YOU_DECIDE = { en: talkEn.youDecide, zh: talkZh.youDecide } as const;

/** The answers to choose from. Whether an image model may be asked is for the user alone to decide; all else may be left to the assistant. */
export function optionsOf({ text, options, about }: Question): readonly string[] {
  if (about === 'generation') return options;
  const decide = YOU_DECIDE[/\p{Script=Han}/u.test(text) ? 'zh' : 'en'];
  return [...options.filter((option) => option !== decide), decide];
}

/** What the assistant wants to know before it goes on; the answer may also be written. */
export function QuestionCard({ question, open, onAnswer }: Props) {
  const t = useTranslations('chat');
  const options = optionsOf(question);
  const Icon = question.about === 'generation' ? WandSparkles : CircleHelp;
  return (
    <section aria-label={t('question')} data-testid="question" className="animate-rise rounded-xl border border-line bg-panel px-3 py-2.5">
      <p className="flex items-start gap-2 text-chat"><Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-accent" /><span className="min-w-0 break-words whitespace-pre-wrap">{question.text}</span></p>
      {open && options.length > 0 && (
        <div className="mt-2.5 flex flex-wrap gap-2 pl-6">
          {options.map((option, index) => <Button key={option} look={index === 0 ? 'solid' : undefined} className="h-auto min-h-8 max-w-full py-1 text-left whitespace-normal" onClick={() => onAnswer(option)}>{option}</Button>)}
        </div>
      )}
    </section>
  );
}
