'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { SESSIONS_KEY } from '../studio/rail';
import { sessionKey } from '../studio/session-cache';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { select } from './library-store';
import { STORAGE_KEY } from './query-keys';
import { sendPhoto } from './send-photo';
import { sendSidecar } from './send-sidecar';
import { isUnderWay, type Upload } from './upload-queue';
import { createUploads, type UploadStore } from './upload-store';

// As long as the tab: whoever opens the first of thirty photos still gets the others.
const queue = createUploads();
const warn = (event: BeforeUnloadEvent) => event.preventDefault();
queue.store.subscribe(({ uploads }) => {
  if (uploads.some(isUnderWay)) window.addEventListener('beforeunload', warn);
  else window.removeEventListener('beforeunload', warn);
});

type Uploads = Pick<UploadStore, 'add' | 'remove'> & { readonly uploads: readonly Upload[] };

/** The uploads, as the library shows them. `open` is for a photo that came alone. */
export function useUploads(open: (sessionId: string) => void): Uploads {
  const t = useTranslations('library');
  const ofBatch = useTranslations('batch');
  const locale = useLocale();
  const client = useQueryClient();
  const errorText = useErrorText();
  const uploads = useStore(queue.store, (state) => state.uploads);
  useEffect(() => queue.visit({
    send: (photo, onProgress, signal) => sendPhoto('/api/photos', photo, locale, onProgress, signal),
    sendSidecar: async (sessionId, sidecar, signal) => {
      await sendSidecar(sessionId, sidecar, ofBatch('settingsTitle', { name: sidecar.name }), signal);
      void client.invalidateQueries({ queryKey: sessionKey(sessionId) });
    },
    sidecarFailed: ({ name }, error) => toast(t('sidecarFailed', { name, message: errorText(error) }), { tone: 'error' }),
    wordsFor: (error) => errorText(error, t('uploadLost')),
    arrived: (sessionId, next) => {
      for (const queryKey of [SESSIONS_KEY, STORAGE_KEY]) void client.invalidateQueries({ queryKey });
      if (next === 'open') open(sessionId);
      if (next === 'select') select(({ ids }) => ({ ids: new Set([...ids, sessionId]), anchor: sessionId }));
    },
  }));
  useEffect(() => queue.leave, []);
  return { uploads, add: queue.add, remove: queue.remove };
}
