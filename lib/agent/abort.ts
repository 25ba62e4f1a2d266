/** Thrown where a run was told to stop. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** The promise, or `Stopped` as soon as the signal fires: a slow render or a hung model must not delay the stop button. */
export async function orStop<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    promise.catch(() => undefined);
    throw new Stopped();
  }
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new Stopped());
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, stopped]);
  } catch (error) {
    promise.catch(() => undefined);
    throw signal.aborted ? new Stopped() : error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The values of an iterable until the signal fires; then `Stopped`, without waiting for the iterable. */
export async function* untilStopped<T>(values: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void> {
  const iterator = values[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const next = await orStop(iterator.next(), signal);
      if (next.done) {
        ended = true;
        return;
      }
      yield next.value;
    }
  } finally {
    if (!ended) void iterator.return?.().catch(() => undefined);
  }
}
