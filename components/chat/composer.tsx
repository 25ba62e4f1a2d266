'use client';

import { ArrowUp, Square } from 'lucide-react';
import clsx from 'clsx';
import { useImperativeHandle, useLayoutEffect, useRef, useState, type ReactNode, type Ref } from 'react';
import { useTranslations } from 'use-intl';
import { useFileDrag, useFileTarget } from '../library/use-file-drag';
import { composerCommand, recall } from './composer-keys';

export type ComposerHandle = { /** Puts words into the field and the caret behind them. */ readonly write: (text: string) => void };

type Props = {
  readonly id: string;
  readonly ref?: Ref<ComposerHandle>;
  readonly running: boolean;
  readonly placeholder: string;
  /** What was said before, oldest first: arrow up brings it back. */
  readonly history: readonly string[];
  /** Resolves to whether it was accepted; refused words stay in the field. */
  readonly onSend: (text: string) => Promise<boolean>;
  readonly onStop: () => void;
  /** Elements marked `data-tool`, in a row of their own beside the send button. */
  readonly children?: ReactNode;
  /** What goes with the words, above them. */
  readonly attached?: ReactNode;
  /** Takes files dropped on the message or pasted into it, and says so while files are dragged. */
  readonly drop?: { readonly label: string; readonly onFiles: (files: readonly File[]) => void };
};

const MAX_LENGTH = 4_000;

export function Composer({ id, ref, running, placeholder, history, onSend, onStop, children, attached, drop }: Props) {
  const t = useTranslations('chat');
  const dragging = useFileDrag() && drop !== undefined;
  const form = useRef<HTMLFormElement>(null);
  useFileTarget(form, drop?.onFiles);
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const [recalled, setRecalled] = useState(-1);

  useImperativeHandle(ref, () => ({
    write: (words) => {
      setText(words);
      field.current?.focus();
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
    if (words === '' || sending || running) return;
    setSending(true);
    setText('');
    setRecalled(-1);
    const accepted = await onSend(words);
    setSending(false);
    if (!accepted) setText((now) => (now === '' ? words : now));
  };

  const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    const { key, shiftKey, nativeEvent } = event;
    const command = composerCommand(
      { key, shiftKey, isComposing: nativeEvent.isComposing, keyCode: nativeEvent.keyCode },
      { text, caretAtStart: selectionStart === 0 && selectionEnd === 0, running },
      recalled >= 0,
    );
    if (!command) {
      // A plain Enter that may not send must not break the line either.
      if (key === 'Enter' && !shiftKey && !nativeEvent.isComposing && nativeEvent.keyCode !== 229) event.preventDefault();
      return;
    }
    event.preventDefault();
    if (command === 'send') void send();
    else if (command === 'stop') onStop();
    else {
      const next = recall(history, recalled, command);
      setRecalled(next.index);
      setText(next.text);
      // Set the caret once React has put the words in.
      requestAnimationFrame(() => field.current?.setSelectionRange(0, 0));
    }
  };

  return (
    <form
      className={clsx('group relative flex flex-wrap items-end gap-x-1 rounded-2xl border bg-raised p-1.5 pl-3.5 transition duration-150', dragging ? 'z-60 border-dashed border-accent' : 'border-line focus-within:border-quiet')}
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
        enterKeyHint="send"
        onChange={(event) => { setText(event.target.value); setRecalled(-1); }}
        onKeyDown={onKeyDown}
        className="max-h-40 min-h-8 min-w-0 flex-1 resize-none group-has-data-tool:basis-full self-center bg-transparent py-1 text-chat outline-none placeholder:text-quiet max-sm:text-[16px]"
      />
      {children}
      {running ? (
        <button key="stop" type="button" onClick={onStop} aria-label={t('stop')} className="ml-auto inline-flex size-8 shrink-0 items-center justify-center rounded-xl bg-solid text-on-solid transition duration-150 hover:opacity-90 pointer-coarse:size-10"><Square size={12} fill="currentColor" aria-hidden /></button>
      ) : (
        <button key="send" type="submit" disabled={text.trim() === '' || sending} aria-label={t('send')} className="ml-auto inline-flex size-8 shrink-0 items-center justify-center rounded-xl bg-solid text-on-solid transition duration-150 hover:opacity-90 disabled:bg-hover disabled:text-quiet pointer-coarse:size-10"><ArrowUp size={16} aria-hidden /></button>
      )}
    </form>
  );
}
