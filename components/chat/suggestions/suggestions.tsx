'use client';

import { Lightbulb } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useOptics } from '../../develop/use-optics';
import { useStudioData, type ShownRun } from '../../studio/context';
import { firstSuggestions, nextSuggestions, tiltOf, type SuggestWords } from './next';

type Props = { readonly onPick: (text: string) => void };

/** Lines are looked for once the picture is there: they are nobody's hurry. */
const PATIENCE_MS = 1_500;

/** What to say first about this photo. */
export function FirstSuggestions({ onPick }: Props) {
  const { session } = useStudioData();
  const words = useWords();
  const locale = useLocale();
  const [patient, setPatient] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  const level = useOptics(patient)?.survey?.upright.level;
  return <Chips texts={firstSuggestions(session.suggestions, tiltOf(level, session.photo), words, locale)} onPick={onPick} />;
}

/** What to say after a run. */
export function NextSuggestions({ run, onPick }: Props & { readonly run: ShownRun }) {
  const { runs } = useStudioData();
  const words = useWords();
  const locale = useLocale();
  return <Chips texts={nextSuggestions(run.state, runs.map(({ instruction }) => instruction), words, locale)} onPick={onPick} />;
}

function useWords(): SuggestWords {
  const t = useTranslations('composer.suggest');
  return useMemo(() => ({ straighten: t('straighten'), less: t('less'), more: t('more') }), [t]);
}

function Chips({ texts, onPick }: Props & { readonly texts: readonly string[] }) {
  const t = useTranslations('chat');
  if (texts.length === 0) return null;
  return (
    <ul aria-label={t('suggestions')} className="flex gap-1.5 max-md:-mx-4 max-md:overflow-x-auto max-md:px-4 max-md:pb-1 md:flex-wrap">
      {texts.map((text) => (
        <li key={text} className="animate-fade max-md:shrink-0">
          <button type="button" onClick={() => onPick(text)} className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-line px-3 py-1 text-left text-ui transition duration-150 hover:bg-hover pointer-coarse:min-h-10">
            <Lightbulb size={12} aria-hidden className="shrink-0 text-accent" />{text}
          </button>
        </li>
      ))}
    </ul>
  );
}
