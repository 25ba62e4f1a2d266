'use client';

import { ArrowDown, SlidersHorizontal, WifiOff } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { StepView } from '@/lib/studio/types';
import { useStudio, useStudioActions, useStudioData } from '../studio/context';
import { COMPOSER_ID } from '../studio/use-keyboard';
import { OfflineNote } from '../ui/offline-note';
import { Toasts } from '../ui/toast';
import { AttachButtons, DraftChips, DraftHints, useReference } from './attachments';
import { Composer, type ComposerHandle } from './composer';
import { ModelMenu } from './model-menu';
import { RunBlock, Suggestions } from './run-block';
import { timelineOf, type TimelineItem } from './timeline';

const AT_BOTTOM = 48;

/** The conversation with the assistant about this photo. */
export function ChatPanel() {
  const t = useTranslations('chat');
  const { runs, steps, running, session } = useStudioData();
  const { send, stop } = useStudioActions();
  const connection = useStudio((state) => state.connection);
  const scroller = useRef<HTMLDivElement>(null);
  const composer = useRef<ComposerHandle>(null);
  const [away, setAway] = useState(false);
  const items = useMemo(() => timelineOf(runs, steps), [runs, steps]);
  const history = useMemo(() => runs.map((run) => run.instruction), [runs]);

  const toBottom = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  // Sticks to the newest words unless the reader scrolled up to read.
  useLayoutEffect(() => {
    if (!away) toBottom();
  }, [items, away]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const stick = new ResizeObserver(() => {
      if (element.scrollHeight - element.scrollTop - element.clientHeight < AT_BOTTOM * 3) toBottom();
    });
    for (const child of element.children) stick.observe(child);
    return () => stick.disconnect();
  }, []);

  const placeholder = usePlaceholder(items.at(-1));
  const attach = useReference();
  const talk = useTranslations('talk');

  const pick = (text: string) => {
    if (running) composer.current?.write(text);
    else void send(text);
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="log"
        aria-label={t('conversation')}
        className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 py-4"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => setAway(scrollHeight - scrollTop - clientHeight > AT_BOTTOM)}
      >
        <div className="flex flex-col gap-6">
          {items.length === 0 && <Welcome />}
          {items.length === 0 && <Suggestions suggestions={session.suggestions} onPick={pick} />}
          {items.map((item, index) =>
            item.kind === 'run' ? (
              <RunBlock key={item.run.id} run={item.run} last={index === items.length - 1} onSuggestion={pick} />
            ) : (
              <UserMoves key={item.id} steps={item.steps} />
            ),
          )}
        </div>
      </div>
      {away && (
        <div className="relative h-0">
          <button type="button" onClick={() => { setAway(false); toBottom(); }} className="absolute bottom-2 left-1/2 inline-flex -translate-x-1/2 animate-rise items-center gap-1 rounded-full border border-line bg-raised px-3 py-1 text-fine shadow-lg hover:bg-hover"><ArrowDown size={12} aria-hidden />{t('newest')}</button>
        </div>
      )}
      <div className="flex flex-col gap-2 px-3 pt-1 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <Toasts />
        <OfflineNote />
        {connection === 'lost' && running && <p role="status" className="flex items-center gap-2 text-ui text-quiet"><WifiOff size={14} aria-hidden />{t('reconnecting')}</p>}
        {!running && <DraftHints onPick={pick} />}
        <Composer
          ref={composer} id={COMPOSER_ID} running={running !== undefined} placeholder={placeholder} history={history} onSend={send} onStop={stop}
          attached={<DraftChips />} drop={{ label: talk('dropReference'), onFiles: ([file]) => { if (file) attach(file); } }}
        >
          <AttachButtons onFile={attach} />
          <ModelMenu />
        </Composer>
      </div>
    </div>
  );
}

/** What to say next: an answer, something about what goes with the message, or anything. */
function usePlaceholder(last: TimelineItem | undefined): string {
  const [chat, talk] = [useTranslations('chat'), useTranslations('talk')];
  const hasPlaces = useStudio((state) => state.marks.length > 0);
  const hasReference = useStudio((state) => state.reference !== null);
  if (hasPlaces) return talk('placeholderPlace');
  if (hasReference) return talk('placeholderReference');
  if (last?.kind === 'run' && last.run.state.status !== 'running' && last.run.state.entries.at(-1)?.kind === 'question') return talk('placeholderAnswer');
  return last ? chat('placeholderMore') : chat('placeholder');
}

function Welcome() {
  const t = useTranslations('chat');
  return (
    <div>
      <h2 className="text-[17px] leading-6 font-semibold">{t('welcome')}</h2>
      <p className="mt-1 text-chat text-quiet">{t('welcomeMore')}</p>
    </div>
  );
}

function UserMoves({ steps }: { readonly steps: readonly StepView[] }) {
  const t = useTranslations('chat');
  const { selected } = useStudioData();
  const { select } = useStudioActions();
  return (
    <section aria-label={t('yourMoves')} className="flex items-start gap-2 text-ui text-quiet">
      <SlidersHorizontal size={14} aria-hidden className="mt-0.5 shrink-0" />
      <div className="flex flex-wrap gap-x-2 gap-y-1">
        <span>{t('you')}</span>
        {steps.map((step) => (
          <button key={step.id} type="button" aria-pressed={step.id === selected.id} onClick={() => select(step.id)} className="underline decoration-line underline-offset-2 hover:text-text aria-pressed:text-text">{step.title}</button>
        ))}
      </div>
    </section>
  );
}
