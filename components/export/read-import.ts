import type { ImportView, Result } from '@/lib/studio/types';
import type { ImportSource } from '../studio/store';
import { importUrl } from '../studio/urls';
import { ActionError } from '../ui/result';

const isResult = (value: unknown): value is Result<ImportView> => typeof value === 'object' && value !== null && 'ok' in value;

/** Endings of what can be read; the server goes by what a file holds. */
export const READABLE = '.xmp,.lrtemplate,.lua,.json,.cube,.pp3,.txt,image/*,.dng';

/** Asks the server what a settings file (or the session's photo) holds. Rejects with the server's own message. */
export async function readImport(sessionId: string, source: ImportSource, signal: AbortSignal): Promise<ImportView> {
  const response = source === 'photo'
    ? await fetch(`${importUrl(sessionId)}?from=photo`, { signal })
    : await fetch(importUrl(sessionId), { method: 'POST', body: source, headers: { 'x-file-name': encodeURIComponent(source.name), 'content-type': 'application/octet-stream' }, signal });
  const answer: unknown = await response.json().catch(() => null);
  if (!isResult(answer)) throw new TypeError(`Expected an answer to the settings but received status ${response.status}`);
  if (answer.ok) return answer.value;
  throw new ActionError(answer.error.code, answer.error.message);
}
