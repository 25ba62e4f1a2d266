'use client';

import { CircleAlert, FileUp, LoaderCircle, SlidersHorizontal } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { ImportView } from '@/lib/studio/types';
import { useStudio, useStudioActions, useStudioData } from '../studio/context';
import type { ImportSource } from '../studio/store';
import { Button } from '../ui/button';
import { Modal } from '../ui/modal';
import { useErrorText } from '../ui/use-error-text';
import { changesIn, importPatch, issueGroups, usualMode, type ImportMode } from './import-summary';
import { READABLE, readImport } from './read-import';

const MOST_CHANGES = 12;

type State = { readonly kind: 'idle' } | { readonly kind: 'reading'; readonly name: string } | { readonly kind: 'read'; readonly view: ImportView } | { readonly kind: 'failed'; readonly message: string };

/** Settings from a file, or from the photo itself: what they are, what they would change, and then a step. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('import');
  const errorText = useErrorText();
  const { session } = useStudioData();
  const from = useStudio((state) => state.importFrom);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const stop = useRef<AbortController>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const read = async (source: ImportSource) => {
    stop.current?.abort();
    stop.current = new AbortController();
    const { signal } = stop.current;
    setState({ kind: 'reading', name: source === 'photo' ? session.photo.name : source.name });
    try {
      const view = await readImport(session.id, source, signal);
      if (!signal.aborted) setState({ kind: 'read', view });
    } catch (error) {
      if (!signal.aborted) setState({ kind: 'failed', message: errorText(error, t('failed')) });
    }
  };
  const latest = useRef(read);
  useEffect(() => { latest.current = read; });
  // Dropped on the studio, or offered by the photo.
  useEffect(() => { if (from) void latest.current(from); }, [from]);

  return (
    <Modal open onClose={onClose} title={t('title')} description={t('description')}>
      <input ref={input} type="file" accept={READABLE} hidden data-testid="settings-input" onChange={(event) => { const file = event.target.files?.[0]; event.target.value = ''; if (file) void read(file); }} />
      <div role="status" aria-live="polite" className="flex flex-col gap-4">
        {state.kind === 'reading' && <p className="flex items-center gap-2 text-ui"><LoaderCircle size={14} aria-hidden className="animate-spin" />{t('reading', { name: state.name })}</p>}
        {state.kind === 'failed' && <p className="text-ui text-danger">{state.message}</p>}
      </div>
      {state.kind === 'read'
        ? <Found view={state.view} onAgain={() => input.current?.click()} onDone={onClose} />
        : (
          <div className="mt-4 flex flex-wrap justify-end gap-2">
            {session.photo.carriesSettings && <Button disabled={state.kind === 'reading'} onClick={() => void read('photo')}>{t('own')}</Button>}
            <Button look="solid" disabled={state.kind === 'reading'} onClick={() => input.current?.click()}><FileUp size={15} aria-hidden />{t('choose')}</Button>
          </div>
        )}
    </Modal>
  );
}

type FoundProps = { readonly view: ImportView; readonly onAgain: () => void; readonly onDone: () => void };

function Found({ view, onAgain, onDone }: FoundProps) {
  const t = useTranslations('import');
  const locale = useLocale();
  const { session, selected } = useStudioData();
  const { apply } = useStudioActions();
  const [mode, setMode] = useState<ImportMode>(usualMode(view));
  const [busy, setBusy] = useState(false);
  const bare = Object.keys(selected.settings).length === 0;
  const patch = importPatch(selected.settings, view.stated, mode);
  const empty = Object.keys(patch).length === 0;
  const changes = changesIn(selected.settings, patch, locale);
  const name = view.name === '' ? session.photo.name : view.name;
  const finish = async () => {
    setBusy(true);
    if (await apply(patch, t('step', { name }))) onDone();
    else setBusy(false);
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void finish(); }}>
      <div className="flex items-start gap-3 rounded-xl border border-line px-3 py-2.5">
        <SlidersHorizontal size={16} aria-hidden className="mt-0.5 shrink-0 text-quiet" />
        <div className="min-w-0">
          <p className="text-ui font-medium break-words">{name}</p>
          <p className="text-fine text-quiet">{[t(`formats.${view.format}`), view.preset && t('preset'), view.processVersion !== undefined && t('version', { version: view.processVersion })].filter(Boolean).join(' · ')}</p>
        </div>
      </div>
      <section aria-label={t('changes')}>
        <h3 className="mb-1.5 text-ui font-medium">{t('changes')}</h3>
        {changes.length === 0 ? <p className="text-ui text-quiet">{empty ? t('nothing') : t('onlyKept')}</p> : (
          <ul className="flex flex-wrap gap-1.5">
            {changes.slice(0, MOST_CHANGES).map((change) => <li key={change} className="rounded-md bg-raised px-2 py-1 text-fine tabular-nums">{change}</li>)}
            {changes.length > MOST_CHANGES && <li className="px-1 py-1 text-fine text-quiet">{t('more', { count: changes.length - MOST_CHANGES })}</li>}
          </ul>
        )}
      </section>
      {!bare && (
        <fieldset className="flex flex-col gap-1.5 text-ui">
          {(['add', 'replace'] as const).map((one) => (
            <label key={one} className="flex items-center gap-2"><input type="radio" name="mode" checked={mode === one} onChange={() => setMode(one)} className="accent-[var(--text)]" />{t(`modes.${one}`)}</label>
          ))}
        </fieldset>
      )}
      <Notes view={view} />
      <div className="flex justify-end gap-2">
        <Button look="quiet" disabled={busy} onClick={onAgain}>{t('another')}</Button>
        <Button look="solid" type="submit" disabled={busy || empty}>{t('apply')}</Button>
      </div>
    </form>
  );
}

function Notes({ view }: { readonly view: ImportView }) {
  const t = useTranslations('import');
  const locale = useLocale();
  const groups = issueGroups(view.issues, locale);
  if (groups.length === 0 && !view.applied) return null;
  const listed = (names: readonly string[], more: number): string => [...names, ...(more > 0 ? [t('more', { count: more })] : [])].join(t('comma'));
  return (
    <ul aria-label={t('notes')} className="flex flex-col gap-1.5">
      {view.applied && <Note>{t('applied')}</Note>}
      {groups.map(({ kind, names, more }) => <Note key={kind}>{names.length === 0 ? t(`issues.${kind}.file`) : t(`issues.${kind}.names`, { names: listed(names, more) })}</Note>)}
    </ul>
  );
}

function Note({ children }: { readonly children: string }) {
  return <li className="flex items-start gap-2 text-fine text-quiet"><CircleAlert size={13} aria-hidden className="mt-0.5 shrink-0" /><span className="min-w-0 break-words">{children}</span></li>;
}
