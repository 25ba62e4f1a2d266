import { createStore, type StoreApi } from 'zustand';
import { bundled } from './sidecars';
import { applyUpload, isUnderWay, startable, type Upload, type UploadEvent } from './upload-queue';

const AT_ONCE = 2;

/** How photos are sent, and what is said and done about it: in the language, and with the page, of whoever looks now or looked last. */
export type UploadHost = {
  readonly send: (photo: File, onProgress: (sent: number, total: number) => void, signal: AbortSignal) => Promise<{ readonly sessionId: string }>;
  /** Lays the settings beside a photo over it. */
  readonly sendSidecar: (sessionId: string, sidecar: File, signal: AbortSignal) => Promise<void>;
  readonly sidecarFailed: (photo: File, error: unknown) => void;
  readonly wordsFor: (error: unknown) => string;
  /** A photo is there. One that came alone is opened if the library still waits for it; several are selected, to go on with together. */
  readonly arrived: (sessionId: string, next: 'open' | 'select' | null) => void;
};

export type UploadStore = {
  readonly store: StoreApi<{ readonly uploads: readonly Upload[] }>;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: number) => void;
  /** The library is shown, with `host`. */
  readonly visit: (host: UploadHost) => void;
  /** The library is left: what is under way goes on. What is done was seen, and is forgotten. */
  readonly leave: () => void;
};

type Job = { readonly file: File; readonly sidecar: File | undefined; readonly stop: AbortController; /** Chosen alone, while nothing else was under way. */ readonly alone: boolean };

/** Sends photos two at a time, each with the settings that lie beside it, whichever page is shown. */
export function createUploads(): UploadStore {
  const store = createStore<{ readonly uploads: readonly Upload[] }>(() => ({ uploads: [] }));
  const jobs = new Map<number, Job>();
  let host: UploadHost | undefined;
  let isVisited = false;
  let lastId = 0;
  const tell = (event: UploadEvent) => store.setState(({ uploads }) => ({ uploads: applyUpload(uploads, event) }));
  const isBusy = () => store.getState().uploads.some(isUnderWay);

  const carryOut = async (id: number, { file, sidecar, stop: { signal }, alone }: Job, begun: UploadHost): Promise<void> => {
    const page = () => host ?? begun;
    tell({ type: 'started', id });
    try {
      const { sessionId } = await page().send(file, (sent, total) => tell({ type: 'progress', id, sent, total }), signal);
      if (sidecar) await page().sendSidecar(sessionId, sidecar, signal).catch((error: unknown) => { if (!signal.aborted) page().sidecarFailed(file, error); });
      tell({ type: 'done', id, sessionId });
      const next = !alone || isBusy() ? 'select' : isVisited ? 'open' : null;
      page().arrived(sessionId, signal.aborted ? null : next);
    } catch (error) {
      if (!signal.aborted) tell({ type: 'failed', id, message: page().wordsFor(error) });
    } finally {
      jobs.delete(id);
      start();
    }
  };
  const start = () => {
    if (!host) return;
    for (const id of startable(store.getState().uploads, AT_ONCE)) {
      const job = jobs.get(id);
      if (job) void carryOut(id, job, host);
    }
  };

  return {
    store,
    add: (files) => {
      const bundles = bundled(files);
      const alone = bundles.length === 1 && !isBusy();
      for (const { photo: file, sidecar } of bundles) {
        const id = ++lastId;
        jobs.set(id, { file, sidecar, stop: new AbortController(), alone });
        tell({ type: 'added', id, name: file.name });
      }
      start();
    },
    remove: (id) => {
      jobs.get(id)?.stop.abort();
      jobs.delete(id);
      tell({ type: 'removed', id });
      start();
    },
    visit: (next) => {
      host = next;
      isVisited = true;
      start();
    },
    leave: () => {
      isVisited = false;
      store.setState(({ uploads }) => ({ uploads: uploads.filter(({ state }) => state !== 'done') }));
    },
  };
}
