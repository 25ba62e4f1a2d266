'use client';

import { ArrowUp, Square } from 'lucide-react';
import clsx from 'clsx';
import { useImperativeHandle, useLayoutEffect, useRef, useState, type ReactNode, type Ref } from 'react';
import { useTranslations } from 'use-intl';
import { useFileDrag, useFileTarget } from '../../library/use-file-drag';
import { composerCommand, recall } from './composer-keys';

export type ComposerHandle = {
  /** Takes the focus, and puts the caret somewhere: behind the words unless said otherwise. */
  readonly focus: (caret?: number) => void;
};

/** Something that is open beside the field and may want its keys first. */
export type KeyTaker = (event: React.KeyboardEvent<HTMLTextAreaElement>) => boolean;

type Props = {
  readonly id: string;
  readonly ref?: Ref<ComposerHandle>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly running: boolean;
  readonly editing: boolean;
  readonly placeholder: string;
  /** What was said before, oldest first: arrow up brings it back. */
  readonly history: readonly string[];
  /** Resolves to whether it was accepted; refused words stay in the field. */
  readonly onSend: (text: string) => Promise<boolean>;
  readonly onStop: () => void;
  /** Leaves the message that is being edited. */
  readonly onLeave: () => void;
  /** Where the caret stands; `null` when the field is left. */
  readonly onCaret: (caret: number | null) => void;
  readonly onFocus: () => void;
  readonly takeKey: KeyTaker;
  /** The list that is open over the field, and its option that Enter would take. */
  readonly list: { readonly id: string; readonly activeId: string | undefined } | undefined;
  /** Elements marked `data-tool`, in a row of their own beside the send button. */
  readonly children?: ReactNode;
  /** What goes with the words, above them. */
  readonly attached?: ReactNode;
  /** Takes files dropped on the message or pasted into it, and says so while files are dragged. */
  readonly drop?: { readonly label: string; readonly onFiles: (files: readonly File[]) => void };
};

const MAX_LENGTH = 4_000;
const ROUND = 'inline-flex size-8 shrink-0 items-center justify-center rounded-xl transition duration-150 pointer-coarse:size-10';

export function Composer({ id, ref, text, onText, running, editing, placeholder, history, onSend, onStop, onLeave, onCaret, onFocus, takeKey, list, children, attached, drop }: Props) {
  const t = useTranslations('chat');
  const composer = useTranslations('composer');
  const dragging = useFileDrag() && drop !== undefined;
  const form = useRef<HTMLFormElement>(null);
  useFileTarget(form, drop?.onFiles);
  const field = useRef<HTMLTextAreaElement>(null);
  const [sending, setSending] = useState(false);
  const [recalled, setRecalled] = useState(-1);
  const latest = useRef(text);
  useLayoutEffect(() => { latest.current = text; });

  useImperativeHandle(ref, () => ({
    focus: (caret) => {
      const element = field.current;
      element?.focus();
      // Once React has put the words in.
      requestAnimationFrame(() => { const at = caret ?? element?.value.length ?? 0; element?.setSelectionRange(at, at); });
    },
  }), []);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  const send = async () => {
    const words = text.trim();
    if (words === '' || sending) return;
    setSending(true);
    onText('');
    setRecalled(-1);
    const accepted = await onSend(words);
    setSending(false);
    // What was written meanwhile is kept before what was refused.
    if (!accepted && latest.current === '') onText(words);
  };

  const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    const { key, shiftKey, nativeEvent } = event;
    if (!nativeEvent.isComposing && nativeEvent.keyCode !== 229 && takeKey(event)) return event.preventDefault();
    const command = composerCommand(
      { key, shiftKey, isComposing: nativeEvent.isComposing, keyCode: nativeEvent.keyCode },
      { text, caretAtStart: selectionStart === 0 && selectionEnd === 0, running, editing, browsing: recalled >= 0 },
    );
    if (!command) {
      // A plain Enter that has nothing to send must not break the line either.
      if (key === 'Enter' && !shiftKey && !nativeEvent.isComposing && nativeEvent.keyCode !== 229) event.preventDefault();
      return;
    }
    event.preventDefault();
    if (command === 'send') void send();
    else if (command === 'stop') onStop();
    else if (command === 'leave') onLeave();
    else {
      const next = recall(history, recalled, command);
      setRecalled(next.index);
      onText(next.text);
      // Set the caret once React has put the words in.
      requestAnimationFrame(() => field.current?.setSelectionRange(0, 0));
    }
  };

  return (
    <form
      className={clsx('group relative flex flex-wrap items-end gap-x-1 rounded-2xl border bg-raised p-1.5 pl-3.5 transition duration-150', dragging ? 'z-60 border-dashed border-accent' : editing ? 'border-accent' : 'border-line focus-within:border-quiet')}
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {dragging && <p className="pointer-events-none absolute inset-0 z-10 flex items-center justify-center rounded-2xl bg-raised px-3 text-center text-ui font-medium">{drop.label}</p>}
      {attached}
      <textarea
        id={id}
        ref={field}
        rows={1}
        value={text}
        maxLength={MAX_LENGTH}
        placeholder={placeholder}
        aria-label={t('ask')}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={list?.id}
        aria-activedescendant={list?.activeId}
        enterKeyHint="send"
        onChange={(event) => { onText(event.target.value); onCaret(event.target.selectionStart); setRecalled(-1); }}
        onSelect={(event) => onCaret(event.currentTarget.selectionStart)}
        onFocus={(event) => { onFocus(); onCaret(event.currentTarget.selectionStart); }}
        onBlur={() => onCaret(null)}
        onKeyDown={onKeyDown}
        className="max-h-40 min-h-8 min-w-0 flex-1 resize-none group-has-data-tool:basis-full self-center bg-transparent py-1 text-chat outline-none placeholder:text-quiet max-sm:text-[16px]"
      />
      {children}
      <div className="ml-auto flex gap-1">
        {running && <button type="button" onClick={onStop} aria-label={t('stop')} className={clsx(ROUND, text.trim() === '' ? 'bg-solid text-on-solid hover:opacity-90' : 'text-quiet hover:bg-hover hover:text-text')}><Square size={12} fill="currentColor" aria-hidden /></button>}
        {(!running || text.trim() !== '') && (
          <button type="submit" disabled={text.trim() === '' || sending} aria-label={running ? composer('sendLater') : t('send')} title={running ? composer('sendLater') : undefined} className={clsx(ROUND, 'bg-solid text-on-solid hover:opacity-90 disabled:bg-hover disabled:text-quiet')}><ArrowUp size={16} aria-hidden /></button>
        )}
      </div>
    </form>
  );
}
