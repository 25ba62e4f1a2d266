/** One address of an endpoint, shared by everybody in this process who talks to it. */
export type Server = {
  readonly url: string;
  /** Fields that it refused and is no longer sent (see `fields.ts`). */
  readonly refused: Set<string>;
  busy: number;
  /** When it was chosen last, as a count. */
  turn: number;
  failures: number;
  asideUntil: number;
};

/** A server that failed is left alone for so long, doubling with every further failure. */
const ASIDE = { first: 15_000, longest: 240_000 };
const REMEMBERED = 200;

const servers = new Map<string, Server>();
let turns = 0;

function serverOf(url: string, model: string): Server {
  const key = `${url} ${model}`;
  const server = servers.get(key) ?? { url, refused: new Set<string>(), busy: 0, turn: 0, failures: 0, asideUntil: 0 };
  servers.delete(key);
  servers.set(key, server);
  for (const [oldest, { busy }] of servers) {
    if (servers.size <= REMEMBERED) break;
    if (busy === 0) servers.delete(oldest);
  }
  return server;
}

/** The addresses of an endpoint: the least busy is taken, in turn where several are; one that failed is set aside for a while. */
export class Servers {
  readonly #all: readonly Server[];

  constructor(urls: readonly string[], model: string) {
    this.#all = [...new Set(urls)].map((url) => serverOf(url, model));
  }

  /** Takes a server; give it back with `release`. */
  take(now = Date.now()): Server {
    const fit = this.#all.filter((server) => server.asideUntil <= now);
    // With all of them aside, the one that comes back first is as good as any.
    const [server] = fit.length > 0 ? fit.sort((a, b) => a.busy - b.busy || a.turn - b.turn) : [...this.#all].sort((a, b) => a.asideUntil - b.asideUntil);
    if (!server) throw new Error('Expected an endpoint to have an address');
    server.busy++;
    server.turn = ++turns;
    return server;
  }

  release(server: Server): void {
    server.busy--;
  }

  worked(server: Server): void {
    server.failures = 0;
    server.asideUntil = 0;
  }

  failed(server: Server, forMs: number | undefined, now = Date.now()): void {
    server.failures++;
    server.asideUntil = now + (forMs ?? Math.min(ASIDE.longest, ASIDE.first * 2 ** (server.failures - 1)));
  }

  /** What some of them refused. */
  refused(): ReadonlySet<string> {
    return new Set(this.#all.flatMap((server) => [...server.refused]));
  }

  /** Whether some server is at hand right now. */
  ready(now = Date.now()): boolean {
    return this.#all.some((server) => server.asideUntil <= now);
  }
}
