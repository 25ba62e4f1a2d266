'use client';

import { Download, LoaderCircle } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { SETTINGS_FORMATS, type FormatId } from '@/lib/develop/codecs/format-list';
import { fitLongEdge, outputSize } from '@/lib/develop/engine';
import type { Size } from '@/lib/develop/types';
import type { ExportFormat } from '@/lib/studio/types';
import { useStudioData } from '../studio/context';
import { exportUrl, settingsUrl } from '../studio/urls';
import { Button } from '../ui/button';
import { Modal } from '../ui/modal';
import { useErrorText } from '../ui/use-error-text';
import { ReelForm } from './reel-form';
import { download, type DownloadProgress } from './download';

const FORMATS: readonly { readonly id: ExportFormat; readonly quality: number | null }[] = [
  { id: 'jpeg', quality: 90 }, { id: 'webp', quality: 88 }, { id: 'avif', quality: 70 }, { id: 'png', quality: null }, { id: 'tiff', quality: null },
];
type Kind = ExportFormat | `settings:${FormatId}`;
const settingsKind = (kind: Kind): FormatId | undefined => (kind.startsWith('settings:') ? (kind.slice('settings:'.length) as FormatId) : undefined);

const EDGES: readonly (number | null)[] = [null, 4096, 2560, 2048, 1600, 1080];
const FIELD = 'h-9 w-full rounded-lg border border-line bg-raised px-3 text-ui';

type State = { readonly kind: 'idle' } | { readonly kind: 'busy'; readonly progress: DownloadProgress } | { readonly kind: 'done'; readonly name: string } | { readonly kind: 'failed'; readonly message: string };

/** The finished picture as a file, or its settings. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('export');
  const locale = useLocale();
  const errorText = useErrorText();
  const { session, selected, photo } = useStudioData();
  const [kind, setKind] = useState<Kind>('jpeg');
  const [quality, setQuality] = useState(90);
  const [edge, setEdge] = useState<number | null>(null);
  const [note, setNote] = useState(false);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const picture = FORMATS.find((one) => one.id === kind);
  const settings = settingsKind(kind);
  const lossy = picture?.quality ?? null;
  const full = outputSize({ width: photo.width, height: photo.height }, selected.settings);
  const busy = state.kind === 'busy';
  const start = async () => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    try {
      const url = picture
        ? exportUrl(session.id, { step: selected.id, format: picture.id, quality: lossy === null ? undefined : quality, edge: edge ?? undefined, ...(note && { note: 1 }) })
        : settingsUrl(session.id, selected.id, settings ?? 'xmp');
      setState({ kind: 'done', name: await download(url, (progress) => setState({ kind: 'busy', progress }), signal) });
    } catch (error) {
      setState(signal.aborted ? { kind: 'idle' } : { kind: 'failed', message: errorText(error, t('failed')) });
    }
  };
  return (
    <Modal open onClose={onClose} title={t('title')} description={t('description')}>
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void start(); }}>
        <label className="flex flex-col gap-1.5 text-ui">
          <span className="text-quiet">{t('format')}</span>
          <select value={kind} disabled={busy} className={FIELD} onChange={(event) => {
            const next = FORMATS.find((one) => one.id === event.target.value);
            setKind(event.target.value as Kind);
            if (next && next.quality !== null) setQuality(next.quality);
            setState({ kind: 'idle' });
          }}>
            <optgroup label={t('picture')}>{FORMATS.map(({ id }) => <option key={id} value={id}>{t(`formats.${id}`)}</option>)}</optgroup>
            <optgroup label={t('settings')}>
              {SETTINGS_FORMATS.map(({ id, label }) => <option key={id} value={`settings:${id}`}>{label[locale]}</option>)}
            </optgroup>
          </select>
        </label>
        {lossy !== null && (
          <label className="flex flex-col gap-1.5 text-ui">
            <span className="flex justify-between text-quiet"><span>{t('quality')}</span><span className="text-text tabular-nums">{quality}</span></span>
            <input type="range" min={30} max={100} value={quality} disabled={busy} aria-label={t('quality')} onChange={(event) => setQuality(Number(event.target.value))} className="accent-[var(--text)]" />
          </label>
        )}
        {picture ? <SizeField full={full} edge={edge} disabled={busy} onChange={setEdge} /> : <p className="text-fine text-quiet">{settings === 'cube' ? t('cubeHint') : t('settingsHint')}</p>}
        {picture && <label className="flex items-center gap-2 text-ui"><input type="checkbox" checked={note} disabled={busy} onChange={(event) => setNote(event.target.checked)} className="accent-[var(--text)]" />{t('note')}</label>}
        {picture && <p className="text-fine text-quiet">{t('privacy')}</p>}
        <div role="status" aria-live="polite" className="text-ui empty:hidden">
          {busy && <Progress progress={state.progress} />}
          {state.kind === 'done' && t('done', { name: state.name })}
          {state.kind === 'failed' && <span className="text-danger">{state.message}</span>}
        </div>
        <div className="flex justify-end gap-2">
          {busy ? <Button onClick={() => stop.current?.abort()}>{t('cancel')}</Button> : <Button look="solid" type="submit"><Download size={15} aria-hidden />{state.kind === 'failed' ? t('again') : t('start')}</Button>}
        </div>
      </form>
      <ReelForm />
    </Modal>
  );
}

type SizeFieldProps = { readonly full: Size; readonly edge: number | null; readonly disabled: boolean; readonly onChange: (edge: number | null) => void };

function SizeField({ full, edge, disabled, onChange }: SizeFieldProps) {
  const t = useTranslations('export');
  const size = edge === null ? full : fitLongEdge(full, edge);
  return (
    <label className="flex flex-col gap-1.5 text-ui">
      <span className="text-quiet">{t('edge')}</span>
      <select value={edge ?? ''} disabled={disabled} className={FIELD} onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}>
        {EDGES.filter((one) => one === null || one < Math.max(full.width, full.height)).map((one) => <option key={one ?? 'full'} value={one ?? ''}>{one === null ? t('full') : t('pixels', { count: String(one) })}</option>)}
      </select>
      <span className="text-fine text-quiet tabular-nums">{t('result', { width: String(size.width), height: String(size.height) })}</span>
    </label>
  );
}

function Progress({ progress }: { readonly progress: DownloadProgress }) {
  const t = useTranslations('export');
  const format = useFormatter();
  const share = progress.stage === 'receiving' && progress.total !== undefined ? progress.received / progress.total : undefined;
  return (
    <span className="flex items-center gap-2">
      <LoaderCircle size={14} aria-hidden className="animate-spin" />
      {progress.stage === 'rendering' ? t('rendering') : share === undefined ? t('receiving') : t('receivingShare', { share: format.number(share, { style: 'percent' }) })}
    </span>
  );
}
