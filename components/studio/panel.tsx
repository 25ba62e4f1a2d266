'use client';

import { X } from 'lucide-react';
import clsx from 'clsx';
import dynamic from 'next/dynamic';
import { memo, useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { ChatPanel } from '../chat/chat-panel';
import { Toasts } from '../ui/toast';
import { whenIdle } from '../ui/when-idle';
import { PANEL_WIDTH, usePreferences, type PanelTab } from './store';

// The conversation is what a page begins with; the other two follow when the page is idle, or a pointer comes near their tabs.
const loadDevelop = () => import('../develop/develop-panel').then((part) => part.DevelopPanel);
const loadInfo = () => import('../info/info-panel').then((part) => part.InfoPanel);
const DevelopPanel = dynamic(loadDevelop, { ssr: false });
const InfoPanel = dynamic(loadInfo, { ssr: false });

const TABS: readonly PanelTab[] = ['chat', 'develop', 'info'];
const KEY_STEP = 16;

const bounded = (width: number) => Math.round(Math.min(PANEL_WIDTH.max, Math.max(PANEL_WIDTH.min, width)));

/** Chat, develop tools and facts. On a phone the tools come as a sheet over the chat, under the picture. */
export const Panel = memo(function Panel() {
  const t = useTranslations('studio');
  const { tab, panelWidth } = usePreferences();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const choose = (next: PanelTab) => usePreferences.setState({ tab: next });
  useEffect(() => whenIdle(() => void loadDevelop().catch(() => undefined)), []);
  const move = (event: KeyboardEvent) => {
    const at = TABS.indexOf(tab);
    const to = ({ ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: TABS.length - 1 } as Readonly<Record<string, number>>)[event.key];
    const next = to === undefined ? undefined : TABS.at(to % TABS.length);
    if (!next) return;
    event.preventDefault();
    choose(next);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  const panel = (name: PanelTab) => ({ role: 'tabpanel', id: `${id}${name}`, 'aria-labelledby': `${id}${name}-tab`, hidden: tab !== name, 'data-state': tab === name ? 'active' : 'inactive', tabIndex: -1 }) as const;
  return (
    <aside aria-label={t('panel')} className="relative flex min-h-0 flex-col border-line bg-panel max-md:w-full! max-md:flex-1 max-md:border-t md:shrink-0 md:border-l" style={{ width: panelWidth }}>
      <Resizer width={panelWidth} />
      <div className="flex h-10 shrink-0 items-center gap-1 border-b border-line px-2">
        <div ref={list} role="tablist" tabIndex={-1} aria-label={t('panel')} className="flex items-center gap-1" onKeyDown={move}>
          {TABS.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`${id}${name}-tab`}
              data-tab={name}
              aria-selected={tab === name}
              aria-controls={`${id}${name}`}
              tabIndex={tab === name ? 0 : -1}
              onClick={() => choose(name)}
              onPointerEnter={() => { if (name === 'info') void loadInfo().catch(() => undefined); }}
              className={clsx('h-7 rounded-md px-3 text-ui transition duration-150 pointer-coarse:h-9', tab === name ? 'bg-hover text-text' : 'text-quiet hover:text-text')}
            >
              {t(`tab.${name}`)}
            </button>
          ))}
        </div>
        {tab !== 'chat' && <button type="button" aria-label={t('closeSheet')} onClick={() => choose('chat')} className="ml-auto inline-flex size-8 items-center justify-center rounded-lg text-quiet md:hidden"><X size={16} aria-hidden /></button>}
      </div>
      <div {...panel('chat')} className={clsx('min-h-0 flex-1 flex-col outline-none', tab === 'chat' && 'flex')}>
        <h2 className="sr-only">{t('tab.chat')}</h2>
        <ChatPanel />
      </div>
      {(['develop', 'info'] as const).map((name) => (
        <div key={name} {...panel(name)} className={clsx('min-h-0 flex-1 flex-col outline-none max-md:animate-sheet', tab === name && 'flex')}>
          {tab === name && (
            <>
              <h2 className="sr-only">{t(`tab.${name}`)}</h2>
              <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{name === 'develop' ? <DevelopPanel /> : <InfoPanel />}</div>
              <Toasts className="p-3 pt-1" />
            </>
          )}
        </div>
      ))}
    </aside>
  );
});

function Resizer({ width }: { readonly width: number }) {
  const t = useTranslations('studio');
  const set = (next: number) => usePreferences.setState({ panelWidth: bounded(next) });
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('panelWidth')}
      aria-orientation="horizontal"
      aria-valuemin={PANEL_WIDTH.min}
      aria-valuemax={PANEL_WIDTH.max}
      aria-valuenow={width}
      className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize touch-none transition duration-150 hover:bg-text/20 max-md:hidden"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && set(innerWidth - event.clientX)}
      onDoubleClick={() => set(PANEL_WIDTH.start)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        set(width + (event.key === 'ArrowLeft' ? KEY_STEP : -KEY_STEP));
      }}
    />
  );
}
