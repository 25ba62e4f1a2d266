'use client';

import { ImagePlus, MapPin } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useRef } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { sendPhoto } from '../../library/send-photo';
import { togglePointing } from '../../pointing/pointing-state';
import { useStudio, useStudioStore } from '../../studio/context';
import { IconButton } from '../../ui/button';
import { toast } from '../../ui/toast';
import { useErrorText } from '../../ui/use-error-text';
import { withReference } from '../editing';

const Chips = dynamic(() => import('./draft-chips').then((part) => part.DraftChips), { ssr: false });
const Hints = dynamic(() => import('./draft-chips').then((part) => part.DraftHints), { ssr: false });

const useAttached = () => useStudio((state) => state.reference !== null || state.marks.length > 0);

/** Puts a photo into the next message as what it should look like. */
export function useReference(): (file: File) => void {
  const store = useStudioStore();
  const locale = useLocale();
  const errorText = useErrorText();
  return useCallback((file) => {
    const sent = sendPhoto('/api/references', file, locale, () => undefined, new AbortController().signal);
    store.setState({ reference: { name: file.name, sent, view: null } });
    sent.then(
      (view) => store.setState((state) => withReference(state, sent, { name: view.name, sent, view })),
      (error: unknown) => {
        store.setState((state) => withReference(state, sent, null));
        toast(errorText(error), { tone: 'error' });
      },
    );
  }, [store, locale, errorText]);
}

/** Buttons beside the words: point at a place, add a photo to look like. */
export function AttachButtons({ onFile }: { readonly onFile: (file: File) => void }) {
  const t = useTranslations('talk');
  const store = useStudioStore();
  const pointing = useStudio((state) => state.pointing !== null);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div data-tool className="flex">
      <IconButton side="top" label={t(pointing ? 'stopPointing' : 'point')} hint="P" pressed={pointing} onClick={() => togglePointing(store)}><MapPin size={16} aria-hidden /></IconButton>
      <IconButton side="top" label={t('addReference')} onClick={() => input.current?.click()}><ImagePlus size={16} aria-hidden /></IconButton>
      <input
        ref={input}
        type="file"
        data-testid="reference-input"
        accept="image/*,.heic,.heif,.avif,.dng,.cr2,.cr3,.nef,.arw,.raf,.orf,.rw2,.pef,.srw"
        aria-label={t('addReference')}
        tabIndex={-1}
        className="hidden"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) onFile(file);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </div>
  );
}

/** What goes with the next message. */
export function DraftChips() {
  return useAttached() && <Chips />;
}

/** Ideas for a message that has something with it. */
export function DraftHints({ onPick }: { readonly onPick: (text: string) => void }) {
  return useAttached() && <Hints onPick={onPick} />;
}
