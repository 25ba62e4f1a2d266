'use client';

import { Clock, Pencil, SendHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRefresh } from '../../studio/use-actions';
import { useStudio, useStudioData, useStudioStore } from '../../studio/context';
import { Button, IconButton } from '../../ui/button';
import { SentChips } from '../sent-chips';
import type { QueuedMessage } from '../talk-slice';
import { useQueue } from './use-queue';

/** Messages that wait for the run at work to end, under the conversation: they can be changed and taken back until they are sent. */
export function QueueList() {
  const t = useTranslations('composer');
  const store = useStudioStore();
  const { session } = useStudioData();
  const queue = useStudio((state) => state.queue);
  const { held, sendNext } = useQueue(useRefresh(session.id));
  const change = (id: string, text: string) => store.setState((state) => ({ queue: state.queue.map((message) => (message.id === id ? { ...message, text } : message)) }));
  const remove = (id: string) => store.setState((state) => ({ queue: state.queue.filter((message) => message.id !== id) }));
  if (queue.length === 0) return null;
  return (
    <section aria-label={t('queue')} data-testid="queue" className="flex flex-col gap-3">
      <p className="flex items-center justify-end gap-1.5 text-ui text-quiet">
        <Clock size={13} aria-hidden className="shrink-0" />{held ? t(`held.${held}`) : t('queuedMore')}
        {held && <Button className="h-7 shrink-0" onClick={sendNext}><SendHorizontal size={13} aria-hidden />{t('sendNow')}</Button>}
      </p>
      <ol className="flex flex-col gap-2">
        {queue.map((message) => <Waiting key={message.id} message={message} onChange={(text) => change(message.id, text)} onRemove={() => remove(message.id)} />)}
      </ol>
    </section>
  );
}

type Props = { readonly message: QueuedMessage; readonly onChange: (text: string) => void; readonly onRemove: () => void };

function Waiting({ message, onChange, onRemove }: Props) {
  const t = useTranslations('composer');
  const [draft, setDraft] = useState<string | null>(null);
  const { text, pointed, marks, reference } = message;
  const save = () => {
    if (draft !== null && draft.trim() !== '') onChange(draft.trim());
    setDraft(null);
  };
  if (draft !== null) {
    return (
      <li className="ml-8 flex flex-col gap-1.5">
        <textarea
          autoFocus
          rows={2}
          maxLength={4000}
          value={draft}
          aria-label={t('queuedWords')}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter' && !event.shiftKey) save();
            else if (event.key === 'Escape') setDraft(null);
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
          className="w-full resize-none rounded-2xl rounded-br-md border border-quiet bg-raised px-3.5 py-2 text-chat outline-none max-sm:text-[16px]"
        />
        <div className="flex justify-end gap-1.5"><Button look="quiet" onClick={() => setDraft(null)}>{t('cancel')}</Button><Button look="solid" disabled={draft.trim() === ''} onClick={save}>{t('save')}</Button></div>
      </li>
    );
  }
  return (
    <li className="flex flex-col gap-1.5">
      <SentChips pointed={pointed} places={marks.length} reference={reference ?? undefined} />
      <div className="flex items-center justify-end gap-0.5">
        <IconButton side="top" label={t('editQueued', { text })} onClick={() => setDraft(text)}><Pencil size={14} aria-hidden /></IconButton>
        <IconButton side="top" label={t('removeQueued', { text })} onClick={onRemove}><X size={15} aria-hidden /></IconButton>
        <p className="min-w-0 rounded-2xl rounded-br-md border border-dashed border-quiet px-3.5 py-2 text-chat break-words whitespace-pre-wrap">{text}</p>
      </div>
    </li>
  );
}
