import { Stopped } from '../abort';

const LONGEST = 8000;

/** Milliseconds before attempt `attempt + 2`: anything up to a bound that doubles (full jitter), so that many clients do not come back at once. */
export const backOff = (attempt: number, first: number, random = Math.random): number => random() * Math.min(LONGEST, first * 2 ** attempt);

const DAY = 86_400_000;
const SECONDS = /^\d+(\.\d+)?$/;

/** Milliseconds that a server asks to wait, at most a day: `retry-after-ms`, else Retry-After in seconds or as a date (RFC 9110 §10.2.3). */
export function retryAfter(headers: Pick<Headers, 'get'> | undefined, now = Date.now()): number | undefined {
  const milliseconds = headers?.get('retry-after-ms')?.trim() ?? '', text = headers?.get('retry-after')?.trim() ?? '';
  const wait = SECONDS.test(milliseconds) ? Number(milliseconds) : SECONDS.test(text) ? Number(text) * 1000 : Math.max(0, Date.parse(text) - now);
  return Number.isNaN(wait) ? undefined : Math.min(DAY, wait);
}

/** Waits; `Stopped` as soon as the signal fires. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
  if (signal.aborted) {
    reject(new Stopped());
    return;
  }
  const stop = (): void => {
    clearTimeout(timer);
    reject(new Stopped());
  };
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', stop);
    resolve();
  }, milliseconds);
  signal.addEventListener('abort', stop, { once: true });
});
