type Flight<T> = { readonly result: Promise<T>; readonly controller: AbortController; waiting: number };

/** Work under one key runs once for everyone who asks while it runs, and is aborted when the last of them has left. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>();

  async run(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const flight = this.#flights.get(key) ?? this.#start(key, work);
    flight.waiting++;
    if (!signal) return flight.result;
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        reject(signal.reason);
        flight.waiting--;
        if (flight.waiting > 0) return;
        // Whoever asks next must not join work that is being torn down.
        this.#forget(key, flight);
        flight.controller.abort(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      flight.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight: Flight<T> = { controller, waiting: 0, result: work(controller.signal) };
    this.#flights.set(key, flight);
    // Also keeps a failure that nobody waits for any more from ending the process.
    flight.result.then(() => this.#forget(key, flight), () => this.#forget(key, flight));
    return flight;
  }

  #forget(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}
