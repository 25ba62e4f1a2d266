'use client';

import { ChartNoAxesColumn, ChevronLeft, Columns2, Command, Download, FileUp, Keyboard, PanelLeft, Redo2, Share2, SquareSplitHorizontal, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { memo, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { renameSession } from '@/app/actions';
import { outputSize } from '@/lib/develop/engine';
import type { ActView } from '@/lib/studio/types';
import { GamutBadge } from '../canvas/gamut-badge';
import { ViewMenu } from '../canvas/view-menu';
import { Button, IconButton } from '../ui/button';
import { PreferencesMenu } from '../ui/preferences-menu';
import { valueOf } from '../ui/result';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from './context';
import { holdBefore, releaseBefore } from './compare-slice';
import { changeSession, sessionKey, writing } from './session-cache';
import { done } from './session-data';
import { usePreferences } from './store';

export const TopBar = memo(function TopBar() {
  const t = useTranslations('studio');
  const store = useStudioStore();
  const { session, photo, selected } = useStudioData();
  const { undo, redo } = useStudioActions();
  const h = useTranslations('history');
  const palette = useTranslations('palette');
  const drafting = useStudio((state) => state.draft !== null);
  const { journal } = session;
  // Before the journal's first act undo goes from step to step.
  const canUndo = drafting || journal.undo !== null || selected.parentId !== null;
  const what = ({ kind, title }: ActView) => h(`acts.${kind}`, { title });
  const compare = useStudio((state) => state.compare);
  const { railOpen, histogram } = usePreferences();
  return (
    <header className="flex h-11 shrink-0 items-center gap-1 border-b border-line bg-panel px-2 pointer-coarse:h-13">
      <Link href="/" aria-label={t('library')} className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-quiet hover:bg-hover hover:text-text md:hidden"><ChevronLeft size={18} aria-hidden /></Link>
      <IconButton label={t('sessions')} hint="⌘B" pressed={railOpen} className="max-md:hidden" onClick={() => usePreferences.setState({ railOpen: !railOpen })}><PanelLeft size={16} aria-hidden /></IconButton>
      <Name />
      <ViewMenu picture={outputSize(photo, selected.settings)} />
      <div className="flex-1" />
      <IconButton label={journal.undo && !drafting ? h('undoThis', { what: what(journal.undo) }) : t('undo')} hint="⌘Z" disabled={!canUndo} onClick={undo}><Undo2 size={16} aria-hidden /></IconButton>
      <IconButton label={journal.redo ? h('redoThis', { what: what(journal.redo) }) : t('redo')} hint="⇧⌘Z" disabled={journal.redo === null} onClick={redo}><Redo2 size={16} aria-hidden /></IconButton>
      <span className="mx-1 h-5 w-px bg-line max-md:hidden" />
      <IconButton
        label={t('holdBefore')}
        hint="\"
        pressed={compare === 'before'}
        className="max-md:hidden"
        onPointerDown={() => holdBefore(store)}
        onPointerUp={() => releaseBefore(store)}
        onPointerLeave={() => releaseBefore(store)}
        onKeyDown={(event) => event.key === ' ' && holdBefore(store)}
        onKeyUp={(event) => event.key === ' ' && releaseBefore(store)}
      >
        <Columns2 size={16} aria-hidden />
      </IconButton>
      <IconButton label={t('split')} hint="Y" pressed={compare === 'split' || compare === 'side'} onClick={() => store.setState({ compare: compare === 'off' || compare === 'before' ? 'split' : 'off' })}><SquareSplitHorizontal size={16} aria-hidden /></IconButton>
      <IconButton label={t('histogram')} hint="H" pressed={histogram} className="max-md:hidden" onClick={() => usePreferences.setState({ histogram: !histogram })}><ChartNoAxesColumn size={16} aria-hidden /></IconButton>
      <IconButton label={palette('title')} hint="⌘K" className="max-md:hidden" onClick={() => store.setState({ dialog: 'palette' })}><Command size={16} aria-hidden /></IconButton>
      <IconButton label={t('keys')} hint="?" className="max-md:hidden" onClick={() => store.setState({ dialog: 'keys' })}><Keyboard size={16} aria-hidden /></IconButton>
      <IconButton label={t('import')} className="max-md:hidden" onClick={() => store.setState({ dialog: 'import' })}><FileUp size={16} aria-hidden /></IconButton>
      <PreferencesMenu models />
      <span className="mx-1 h-5 w-px bg-line max-md:hidden" />
      <Button look="quiet" aria-label={t('share')} className="max-md:w-9 max-md:px-0" onClick={() => store.setState({ dialog: 'share' })}><Share2 size={15} aria-hidden /><span className="max-md:hidden">{t('share')}</span></Button>
      <Button look="solid" aria-label={t('export')} className="max-md:w-9 max-md:px-0" onClick={() => store.setState({ dialog: 'export' })}><Download size={15} aria-hidden /><span className="max-md:hidden">{t('export')}</span></Button>
    </header>
  );
});

function Name() {
  const t = useTranslations('studio');
  const client = useQueryClient();
  const errorText = useErrorText();
  const { session } = useStudioData();
  const [editing, setEditing] = useState(false);
  const { photo } = session;
  const rename = async (name: string) => {
    setEditing(false);
    const wanted = name.trim();
    if (wanted === '' || wanted === session.name) return;
    changeSession(client, session.id, (old) => ({ ...old, name: wanted, ...done('rename', wanted) }));
    try {
      await writing(client, session.id, valueOf(renameSession(session.id, wanted)));
      void client.invalidateQueries({ queryKey: ['sessions'] });
    } catch (error) {
      void client.invalidateQueries({ queryKey: sessionKey(session.id) });
      toast(errorText(error), { tone: 'error' });
    }
  };
  if (editing) {
    return (
      <input
        autoFocus
        defaultValue={session.name}
        maxLength={120}
        aria-label={t('name')}
        onFocus={(event) => event.target.select()}
        onBlur={(event) => void rename(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setEditing(false);
        }}
        className="h-7 w-48 rounded-md border border-line bg-raised px-2 text-ui"
      />
    );
  }
  return (
    <div className="flex min-w-0 items-baseline gap-2 px-1">
      <button type="button" title={t('rename')} onClick={() => setEditing(true)} className="min-w-0 truncate rounded text-ui font-medium"><h1 className="truncate">{session.name}</h1></button>
      <span className="shrink-0 text-fine text-quiet tabular-nums max-lg:hidden">{photo.width} × {photo.height}</span>
      {photo.space === 'display-p3' && <GamutBadge />}
    </div>
  );
}
