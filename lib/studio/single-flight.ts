type Flight<T> = { readonly result: Promise<T>; readonly controller: AbortController; waiting: number };

/** Work under the same key is done once for all who ask at the same time; it is aborted only when nobody waits for it any more. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>();

  async do(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const flight = this.#flights.get(key) ?? this.#take(key, work);
    flight.waiting++;
    const leave = () => {
      flight.waiting--;
      if (flight.waiting > 0) return;
      // Whoever comes next must not join work that is being aborted.
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
      flight.controller.abort();
    };
    if (!signal) return flight.result;
    return new Promise<T>((resolve, reject) => {
      const onAbort = () => {
        leave();
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      flight.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
    });
  }

  #take(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight: Flight<T> = { controller, waiting: 0, result: work(controller.signal).finally(() => { if (this.#flights.get(key) === flight) this.#flights.delete(key); }) };
    this.#flights.set(key, flight);
    flight.result.catch(() => {}); // everyone may have left before it fails
    return flight;
  }
}
