import type { Locale, ReferenceView, Result } from '@/lib/studio/types';
import { ActionError } from '../ui/result';

/** What becomes of a photo by where it is sent. */
type Sent = { readonly '/api/photos': { readonly sessionId: string }; readonly '/api/references': ReferenceView };

function isResult<T>(value: unknown): value is Result<T> {
  return typeof value === 'object' && value !== null && 'ok' in value && (('value' in value && value.ok === true) || ('error' in value && value.ok === false));
}

/**
 * Sends one file and resolves with what was made of it: a session, or a reference. XMLHttpRequest, because `fetch` does not tell how much of a body was sent.
 * Rejects with the server's own message (`ActionError`), or with `TypeError` when the network failed or `signal` aborted.
 */
export function sendPhoto<To extends keyof Sent>(to: To, file: File, locale: Locale, onProgress: (sent: number, total: number) => void, signal: AbortSignal): Promise<Sent[To]> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', to);
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.setRequestHeader('x-locale', locale);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    request.upload.onload = () => onProgress(file.size, file.size);
    request.onload = () => {
      const answer: unknown = request.response;
      if (!isResult<Sent[To]>(answer)) reject(new TypeError(`Expected an answer to the upload but received status ${request.status}`));
      else if (answer.ok) resolve(answer.value);
      else reject(new ActionError(answer.error.code, answer.error.message));
    };
    request.onerror = () => reject(new TypeError('The network failed during the upload'));
    request.onabort = () => reject(new TypeError('The upload was cancelled'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
