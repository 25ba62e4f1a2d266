import { ActionError } from '../ui/result';

/** The file name that a `content-disposition` header gives, RFC 6266: the encoded form before the plain one. */
export function fileNameOf(header: string | null, otherwise: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '')?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      // A header that cannot be decoded still has a plain name.
    }
  }
  return /filename="([^"]+)"/i.exec(header ?? '')?.[1] ?? otherwise;
}

export type DownloadProgress = { readonly stage: 'rendering' } | { readonly stage: 'receiving'; readonly received: number; readonly total: number | undefined };

async function refusal(response: Response): Promise<Error> {
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer === 'object' && answer !== null && 'error' in answer) {
    const { error } = answer;
    if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) return new ActionError(String(error.code), String(error.message));
  }
  return new TypeError(`Expected a file but received status ${response.status}`);
}

/** Fetches a file with its progress and hands it to the browser's downloads. */
export async function download(url: string, onProgress: (progress: DownloadProgress) => void, signal: AbortSignal): Promise<string> {
  onProgress({ stage: 'rendering' });
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body) throw await refusal(response);
  const length = Number(response.headers.get('content-length'));
  const total = Number.isFinite(length) && length > 0 ? length : undefined;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    received += value.length;
    onProgress({ stage: 'receiving', received, total });
  }
  const name = fileNameOf(response.headers.get('content-disposition'), 'photo');
  const href = URL.createObjectURL(new Blob(parts, { type: response.headers.get('content-type') ?? 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  // Some browsers read the blob only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
  return name;
}
