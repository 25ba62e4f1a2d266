'use client';

import { useCallback, useEffect, useReducer, useRef } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useErrorText } from '../ui/use-error-text';
import { toast } from '../ui/toast';
import { sendPhoto } from './send-photo';
import { sendSidecar } from './send-sidecar';
import { bundled } from './sidecars';
import { applyUpload, startable, type Upload } from './upload-queue';

const AT_ONCE = 2;
let lastId = 0;

export type Uploads = {
  readonly uploads: readonly Upload[];
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: number) => void;
};

/** Sends photos two at a time, each with the settings that lie beside it. `onDone` hears of each photo that arrived and how many were chosen with it. */
export function useUploads(onDone: (sessionId: string, together: number) => void): Uploads {
  const t = useTranslations('library');
  const ofBatch = useTranslations('batch');
  const locale = useLocale();
  const errorText = useErrorText();
  const [uploads, dispatch] = useReducer(applyUpload, []);
  const files = useRef(new Map<number, { readonly file: File; readonly sidecar: File | undefined; readonly stop: AbortController; readonly together: number }>());
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });

  useEffect(() => {
    for (const id of startable(uploads, AT_ONCE)) {
      const job = files.current.get(id);
      if (!job) continue;
      dispatch({ type: 'started', id });
      sendPhoto('/api/photos', job.file, locale, (sent, total) => dispatch({ type: 'progress', id, sent, total }), job.stop.signal).then(
        async ({ sessionId }) => {
          const { sidecar } = job;
          if (sidecar) await sendSidecar(sessionId, sidecar, ofBatch('settingsTitle', { name: sidecar.name }), job.stop.signal).catch((error: unknown) => toast(t('sidecarFailed', { name: job.file.name, message: errorText(error) }), { tone: 'error' }));
          dispatch({ type: 'done', id, sessionId });
          done.current(sessionId, job.together);
        },
        (error: unknown) => !job.stop.signal.aborted && dispatch({ type: 'failed', id, message: errorText(error, t('uploadLost')) }),
      );
    }
  }, [uploads, locale, t, ofBatch, errorText]);

  useEffect(() => {
    const jobs = files.current;
    return () => jobs.forEach(({ stop }) => stop.abort());
  }, []);

  const add = useCallback((chosen: readonly File[]) => {
    const bundles = bundled(chosen);
    for (const { photo: file, sidecar } of bundles) {
      const id = ++lastId;
      files.current.set(id, { file, sidecar, stop: new AbortController(), together: bundles.length });
      dispatch({ type: 'added', id, name: file.name });
    }
  }, []);
  const remove = useCallback((id: number) => {
    files.current.get(id)?.stop.abort();
    files.current.delete(id);
    dispatch({ type: 'removed', id });
  }, []);
  return { uploads, add, remove };
}
