'use client';

import { useCallback, useEffect, useReducer, useRef } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useErrorText } from '../ui/use-error-text';
import { sendPhoto } from './send-photo';
import { applyUpload, startable, type Upload } from './upload-queue';

const AT_ONCE = 2;
let lastId = 0;

export type Uploads = {
  readonly uploads: readonly Upload[];
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: number) => void;
};

/** Sends files two at a time. `onDone` hears of each photo that arrived and how many were chosen with it. */
export function useUploads(onDone: (sessionId: string, together: number) => void): Uploads {
  const t = useTranslations('library');
  const locale = useLocale();
  const errorText = useErrorText();
  const [uploads, dispatch] = useReducer(applyUpload, []);
  const files = useRef(new Map<number, { readonly file: File; readonly stop: AbortController; readonly together: number }>());
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
        ({ sessionId }) => {
          dispatch({ type: 'done', id, sessionId });
          done.current(sessionId, job.together);
        },
        (error: unknown) => !job.stop.signal.aborted && dispatch({ type: 'failed', id, message: errorText(error, t('uploadLost')) }),
      );
    }
  }, [uploads, locale, t, errorText]);

  useEffect(() => {
    const jobs = files.current;
    return () => jobs.forEach(({ stop }) => stop.abort());
  }, []);

  const add = useCallback((chosen: readonly File[]) => {
    for (const file of chosen) {
      const id = ++lastId;
      files.current.set(id, { file, stop: new AbortController(), together: chosen.length });
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
