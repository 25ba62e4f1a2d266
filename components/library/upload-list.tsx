'use client';

import { Check, CircleAlert, LoaderCircle, X } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { isUnderWay, type Upload } from './upload-queue';

type Props = { readonly uploads: readonly Upload[]; readonly onRemove: (id: number) => void };

export function UploadList({ uploads, onRemove }: Props) {
  const t = useTranslations('library');
  if (uploads.length === 0) return null;
  return (
    <ul aria-label={t('uploads')} className="flex max-h-80 flex-col gap-2 overflow-y-auto">
      {uploads.map((upload) => <UploadRow key={upload.id} upload={upload} onRemove={onRemove} />)}
    </ul>
  );
}

function UploadRow({ upload, onRemove }: { readonly upload: Upload; readonly onRemove: (id: number) => void }) {
  const t = useTranslations('library');
  const format = useFormatter();
  const { id, name, state, progress, message, sessionId } = upload;
  const busy = isUnderWay(upload);
  return (
    <li className="animate-rise rounded-xl border border-line bg-panel px-3 py-2">
      <div className="flex items-center gap-2 text-ui">
        {state === 'failed' ? <CircleAlert size={15} aria-hidden className="text-danger" /> : state === 'done' ? <Check size={15} aria-hidden className="text-good" /> : <LoaderCircle size={15} aria-hidden className="animate-spin text-quiet" />}
        <span className="min-w-0 flex-1 truncate">{sessionId ? <Link href={`/s/${sessionId}`} className="underline underline-offset-2">{name}</Link> : name}</span>
        <span className="text-quiet tabular-nums">{state === 'sending' ? format.number(progress, { style: 'percent' }) : state === 'failed' ? '' : t(`uploadState.${state}`)}</span>
        <button type="button" aria-label={t(busy ? 'cancelUpload' : 'forgetUpload', { name })} onClick={() => onRemove(id)} className="inline-flex size-7 items-center justify-center rounded-md text-quiet hover:bg-hover hover:text-text"><X size={14} aria-hidden /></button>
      </div>
      {busy && (
        <div role="progressbar" aria-label={name} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(progress * 100)} className="mt-1.5 h-1 overflow-hidden rounded-full bg-hover">
          <div className="h-full rounded-full bg-text transition-[width] duration-150" style={{ width: `${progress * 100}%` }} />
        </div>
      )}
      {message !== undefined && <p role="alert" className="mt-1 pl-6 text-ui text-danger">{message}</p>}
    </li>
  );
}
