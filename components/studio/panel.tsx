'use client';

import { X } from 'lucide-react';
import clsx from 'clsx';
import { Tabs } from 'radix-ui';
import { useTranslations } from 'use-intl';
import { ChatPanel } from '../chat/chat-panel';
import { DevelopPanel } from '../develop/develop-panel';
import { InfoPanel } from '../info/info-panel';
import { Toasts } from '../ui/toast';
import { PANEL_WIDTH, usePreferences, type PanelTab } from './store';

const TABS: readonly PanelTab[] = ['chat', 'develop', 'info'];
const isTab = (value: string): value is PanelTab => TABS.some((tab) => tab === value);
const KEY_STEP = 16;
const bounded = (width: number) => Math.round(Math.min(PANEL_WIDTH.max, Math.max(PANEL_WIDTH.min, width)));

/** Chat, develop tools and facts. On a phone the tools come as a sheet over the chat, under the picture. */
export function Panel() {
  const t = useTranslations('studio');
  const { tab, panelWidth } = usePreferences();
  const choose = (next: string) => isTab(next) && usePreferences.setState({ tab: next });
  const sheet = tab !== 'chat';
  return (
    <aside aria-label={t('panel')} className="relative flex min-h-0 flex-col border-line bg-panel max-md:w-full! max-md:flex-1 max-md:border-t md:shrink-0 md:border-l" style={{ width: panelWidth }}>
      <Resizer width={panelWidth} />
      <Tabs.Root value={tab} onValueChange={choose} className="flex min-h-0 flex-1 flex-col">
        <Tabs.List aria-label={t('panel')} className="flex h-10 shrink-0 items-center gap-1 border-b border-line px-2">
          {TABS.map((name) => (
            <Tabs.Trigger key={name} value={name} className="h-7 rounded-md px-3 text-ui text-quiet transition duration-150 hover:text-text data-[state=active]:bg-hover data-[state=active]:text-text">{t(`tab.${name}`)}</Tabs.Trigger>
          ))}
          {sheet && <button type="button" aria-label={t('closeSheet')} onClick={() => choose('chat')} className="ml-auto inline-flex size-8 items-center justify-center rounded-lg text-quiet md:hidden"><X size={16} aria-hidden /></button>}
        </Tabs.List>
        <Tabs.Content value="chat" className="flex min-h-0 flex-1 flex-col outline-none data-[state=inactive]:hidden" forceMount>
          <ChatPanel />
        </Tabs.Content>
        {(['develop', 'info'] as const).map((name) => (
          <Tabs.Content key={name} value={name} className={clsx('flex min-h-0 flex-1 flex-col outline-none', 'max-md:animate-sheet')}>
            <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{name === 'develop' ? <DevelopPanel /> : <InfoPanel />}</div>
            <Toasts className="p-3 pt-1" />
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </aside>
  );
}

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
