'use client';

import { useQuery } from '@tanstack/react-query';
import { WifiOff } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useId, useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { listSessions } from '@/app/actions';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../../studio/context';
import { SESSIONS_KEY } from '../../studio/rail';
import { COMPOSER_ID } from '../../studio/ids';
import { OfflineNote } from '../../ui/offline-note';
import { valueOf } from '../../ui/result';
import { Toasts } from '../../ui/toast';
import { leaveEditing } from '../editing';
import { useUnsent } from '../queue/use-unsent';
import type { TimelineItem } from '../timeline';
import { AttachButtons, DraftChips, DraftHints, useReference } from './attachments';
import { Composer, type ComposerHandle, type KeyTaker } from './composer';
import { saidBefore } from './composer-keys';
import { tokenAt, withWords } from './menu/token';

// With a boundary each: what is waited for must not hide the page, and with it take the focus from the field.
const EditingBar = dynamic(() => import('./editing-bar').then((part) => part.EditingBar), { ssr: false });
const VoiceButton = dynamic(() => import('./voice/voice-button').then((part) => part.VoiceButton), { ssr: false });
const ModelMenu = dynamic(() => import('./model-menu').then((part) => part.ModelMenu), { ssr: false });
const ComposerMenu = dynamic(() => import('./menu/composer-menu').then((part) => part.ComposerMenu), { ssr: false });

/** Where the user writes, with everything that can go with a message. @param last the newest of the conversation */
export function ComposerArea({ last }: { readonly last: TimelineItem | undefined }) {
  const chat = useTranslations('chat');
  const talk = useTranslations('talk');
  const store = useStudioStore();
  const { session, running } = useStudioData();
  const { send, stop, select } = useStudioActions();
  const words = useStudio((state) => state.words);
  const editing = useStudio((state) => state.editing);
  const connection = useStudio((state) => state.connection);
  const composer = useRef<ComposerHandle>(null);
  const attach = useReference();
  const placeholder = usePlaceholder(last);
  const [touched, setTouched] = useState(false);
  const history = useSaidBefore(touched);
  const menu = useMenu(words, composer);
  useUnsent(store, session.id);

  const leave = () => {
    leaveEditing(store);
    select(session.headId);
    composer.current?.focus();
  };
  return (
    <div className="flex flex-col gap-2 px-3 pt-1 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      <Toasts />
      <OfflineNote />
      {connection === 'lost' && running && <p role="status" className="flex items-center gap-2 text-ui text-quiet"><WifiOff size={14} aria-hidden />{chat('reconnecting')}</p>}
      <DraftHints onPick={(text) => void send(text)} />
      {editing && <EditingBar onLeave={leave} />}
      <div className="relative">
        {menu.token && <ComposerMenu id={menu.id} token={menu.token} onKeys={menu.setKeys} onActive={menu.setActive} onWords={menu.put} onClose={menu.close} />}
        <Composer
          ref={composer} id={COMPOSER_ID} text={words} onText={(text) => store.setState({ words: text })} running={running !== undefined} editing={editing !== null}
          placeholder={placeholder} history={history} onSend={send} onStop={stop} onLeave={leave} onCaret={menu.setCaret} onFocus={() => { setTouched(true); import('../run-block').catch(() => undefined); }} takeKey={(event) => menu.takeKey(event)}
          list={menu.token && { id: menu.id, activeId: menu.active }}
          attached={<DraftChips />} drop={{ label: talk('dropReference'), onFiles: ([file]) => { if (file) attach(file); } }}
        >
          <AttachButtons onFile={attach} />
          <div data-tool className="flex items-center gap-1.5"><VoiceButton onDone={() => composer.current?.focus()} /></div>
          <ModelMenu />
        </Composer>
      </div>
    </div>
  );
}

/** The menu that belongs to what is named at the caret; it stays away once it was closed, until something else is named. */
function useMenu(words: string, composer: RefObject<ComposerHandle | null>) {
  const store = useStudioStore();
  const id = useId();
  const keys = useRef<KeyTaker | null>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState<string | undefined>();
  const [closed, setClosed] = useState<string | null>(null);
  const found = caret === null ? undefined : tokenAt(words, Math.min(caret, words.length));
  const name = found && `${found.kind}${found.from}`;
  if (closed !== null && closed !== name) setClosed(null);
  const token = name !== undefined && name !== closed ? found : undefined;
  const { kind, query, from, to } = token ?? {};
  const put = useCallback((said: string) => {
    if (kind === undefined || query === undefined || from === undefined || to === undefined) return;
    const next = withWords(store.getState().words, { kind, query, from, to }, said);
    store.setState({ words: next.text });
    setCaret(next.caret);
    composer.current?.focus(next.caret);
  }, [store, composer, kind, query, from, to]);
  return { id, token, setKeys: useCallback((taker: KeyTaker | null) => { keys.current = taker; }, []), takeKey: (event: Parameters<KeyTaker>[0]) => keys.current?.(event) ?? false, active, setActive, setCaret, put, close: useCallback(() => setClosed(name ?? null), [name]) };
}

/** What was said before, of this photo and others; the others are asked for once somebody writes. */
function useSaidBefore(wanted: boolean): readonly string[] {
  const { session, runs } = useStudioData();
  const { data: sessions } = useQuery({ queryKey: SESSIONS_KEY, queryFn: () => valueOf(listSessions()), enabled: wanted, staleTime: 60_000 });
  return useMemo(() => {
    const elsewhere = (sessions ?? []).filter(({ id }) => id !== session.id).flatMap(({ instructions }) => instructions);
    return saidBefore(elsewhere, runs.map(({ instruction }) => instruction));
  }, [sessions, session.id, runs]);
}

/** What to say next: an answer, something about what goes with the message, or anything. */
function usePlaceholder(last: TimelineItem | undefined): string {
  const [chat, talk, composer] = [useTranslations('chat'), useTranslations('talk'), useTranslations('composer')];
  const hasPlaces = useStudio((state) => state.marks.length > 0);
  const hasReference = useStudio((state) => state.reference !== null);
  if (hasPlaces) return talk('placeholderPlace');
  if (hasReference) return talk('placeholderReference');
  if (last?.kind === 'run' && last.run.state.status === 'running') return composer('placeholderRunning');
  if (last?.kind === 'run' && last.run.state.entries.at(-1)?.kind === 'question') return talk('placeholderAnswer');
  return last ? chat('placeholderMore') : chat('placeholder');
}
