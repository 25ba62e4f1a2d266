'use client';

import { Mic, MicOff } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useStudioStore } from '../../../studio/context';
import { IconButton } from '../../../ui/button';
import { toast } from '../../../ui/toast';
import { heard, joined, recogniser, spokenLanguage, troubleOf, type Recognition } from './speech';

const never = () => () => undefined;

/** Writes down what is said. What is heard stands in the field while it is said, and is sent by nobody but the user. Not there where the browser cannot listen. */
export function VoiceButton({ onDone }: { readonly onDone: () => void }) {
  const t = useTranslations('composer');
  const locale = useLocale();
  const store = useStudioStore();
  const canListen = useSyncExternalStore(never, () => recogniser(window) !== undefined, () => false);
  const [listening, setListening] = useState(false);
  const active = useRef<Recognition | null>(null);
  useEffect(() => () => active.current?.abort(), []);
  // Written or sent by hand meanwhile: what is heard from then on would go to the wrong place.
  const written = useRef<string | null>(null);
  useEffect(() => store.subscribe(({ words }) => {
    if (active.current && written.current !== null && words !== written.current) active.current.abort();
  }), [store]);
  if (!canListen) return null;

  const listen = () => {
    const Recogniser = recogniser(window);
    if (!Recogniser) return;
    const recognition = new Recogniser();
    const before = store.getState().words;
    recognition.lang = spokenLanguage(locale, navigator.languages);
    recognition.continuous = true;
    recognition.interimResults = true;
    recognition.onresult = ({ results }) => {
      if (active.current !== recognition) return;
      written.current = joined(before, heard(results));
      store.setState({ words: written.current });
    };
    recognition.onerror = ({ error }) => {
      const trouble = troubleOf(error);
      if (trouble) toast(t(`voice.${trouble}`), { tone: 'error' });
    };
    recognition.onend = () => {
      if (active.current !== recognition) return;
      active.current = null;
      written.current = null;
      setListening(false);
      onDone();
    };
    active.current = recognition;
    written.current = before;
    setListening(true);
    recognition.start();
  };
  return (
    <>
      <IconButton side="top" label={t(listening ? 'voice.stop' : 'voice.start')} pressed={listening} className={listening ? 'text-accent!' : ''} onClick={() => (listening ? active.current?.stop() : listen())}>
        {listening ? <MicOff size={16} aria-hidden /> : <Mic size={16} aria-hidden />}
      </IconButton>
      {listening && <span role="status" data-testid="listening" className="flex h-8 items-center gap-1.5 text-ui text-accent pointer-coarse:h-10"><span aria-hidden className="size-2 animate-pulse rounded-full bg-accent" />{t('voice.listening')}</span>}
    </>
  );
}
