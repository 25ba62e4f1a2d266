/** What became of one chosen file. */
export type Upload = {
  readonly id: number;
  readonly name: string;
  readonly state: 'waiting' | 'sending' | 'reading' | 'done' | 'failed';
  /** Share of the bytes sent, 0..1. */
  readonly progress: number;
  readonly message?: string;
  readonly sessionId?: string;
};

export type UploadEvent =
  | { readonly type: 'added'; readonly id: number; readonly name: string }
  | { readonly type: 'started'; readonly id: number }
  | { readonly type: 'progress'; readonly id: number; readonly sent: number; readonly total: number }
  | { readonly type: 'done'; readonly id: number; readonly sessionId: string }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | { readonly type: 'removed'; readonly id: number };

export function applyUpload(uploads: readonly Upload[], event: UploadEvent): readonly Upload[] {
  const change = (to: Partial<Upload>) => uploads.map((one) => (one.id === event.id ? { ...one, ...to } : one));
  switch (event.type) {
    case 'added':
      return [...uploads, { id: event.id, name: event.name, state: 'waiting', progress: 0 }];
    case 'started':
      return change({ state: 'sending' });
    case 'progress': {
      const progress = event.total > 0 ? Math.min(1, event.sent / event.total) : 0;
      // Every byte is sent: the server now checks, decodes and stores the photo.
      return change({ progress, state: progress >= 1 ? 'reading' : 'sending' });
    }
    case 'done':
      return change({ state: 'done', progress: 1, sessionId: event.sessionId });
    case 'failed':
      return change({ state: 'failed', message: event.message });
    case 'removed':
      return uploads.filter((one) => one.id !== event.id);
    default:
      return event satisfies never;
  }
}

/** Neither done nor given up. */
export const isUnderWay = ({ state }: Upload): boolean => state === 'waiting' || state === 'sending' || state === 'reading';

/** Which waiting uploads may start now, when at most `atOnce` are under way. */
export function startable(uploads: readonly Upload[], atOnce: number): readonly number[] {
  const busy = uploads.filter((one) => one.state === 'sending' || one.state === 'reading').length;
  return uploads.filter((one) => one.state === 'waiting').slice(0, Math.max(0, atOnce - busy)).map((one) => one.id);
}

/** Files among what was pasted or dropped. Types are not judged here: the server knows a photo by its content. */
export function filesOf(data: { readonly files: ArrayLike<File>; readonly items?: ArrayLike<{ readonly kind: string; getAsFile(): File | null }> } | null): readonly File[] {
  if (!data) return [];
  const files = Array.from(data.files);
  if (files.length > 0) return files;
  return Array.from(data.items ?? []).flatMap((item) => (item.kind === 'file' ? (item.getAsFile() ?? []) : []));
}
