'use client';

import { ArrowDown, SlidersHorizontal } from 'lucide-react';
import dynamic from 'next/dynamic';
import { lazy, memo, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ComponentProps } from 'react';
import { useTranslations } from 'use-intl';
import type { StepView } from '@/lib/studio/types';
import { useStudio, useStudioActions, useStudioData } from '../studio/context';
import { ComposerArea } from './composer/composer-area';
import { timelineOf } from './timeline';

// What was said stands in the page's first HTML; it answers to the hand once its script, which the picture does not wait for, is there. A photo that nothing was said
// about yet needs none of it.
const RunBlock = lazy(() => import('./run-block').then((part) => ({ default: part.RunBlock })));
const Suggestions = lazy(() => import('./suggestions/suggestions').then((part) => ({ default: part.FirstSuggestions })));
/** Each with a boundary that is told of changes of its own only: one that hears something before its script is there shows its fallback. */
const Turn = memo(function Turn(props: ComponentProps<typeof RunBlock>) {
  return <Suspense fallback={null}><RunBlock {...props} /></Suspense>;
});
const FirstSuggestions = memo(function FirstSuggestions(props: ComponentProps<typeof Suggestions>) {
  return <Suspense fallback={null}><Suggestions {...props} /></Suspense>;
});
const QueueList = dynamic(() => import('./queue/queue-list').then((part) => part.QueueList), { ssr: false });

const AT_BOTTOM = 48;

/** The conversation with the assistant about this photo. */
export const ChatPanel = memo(function ChatPanel() {
  const t = useTranslations('chat');
  const { runs, steps } = useStudioData();
  const { send } = useStudioActions();
  const hasQueue = useStudio((state) => state.queue.length > 0);
  const scroller = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const items = useMemo(() => timelineOf(runs, steps), [runs, steps]);

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

  const pick = useCallback((text: string) => void send(text), [send]);
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
          {items.map((item, index) =>
            item.kind === 'run' ? (
              <Turn key={item.run.id} run={item.run} last={index === items.length - 1} onSuggestion={pick} />
            ) : (
              <UserMoves key={item.id} steps={item.steps} />
            ),
          )}
          {runs.length === 0 && <FirstSuggestions onPick={pick} />}
          {hasQueue && <QueueList />}
        </div>
      </div>
      {away && (
        <div className="relative h-0">
          <button type="button" onClick={() => { setAway(false); toBottom(); }} className="absolute bottom-2 left-1/2 inline-flex -translate-x-1/2 animate-rise items-center gap-1 rounded-full border border-line bg-raised px-3 py-1 text-fine shadow-lg hover:bg-hover"><ArrowDown size={12} aria-hidden />{t('newest')}</button>
        </div>
      )}
      <ComposerArea last={items.at(-1)} />
    </div>
  );
});

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
