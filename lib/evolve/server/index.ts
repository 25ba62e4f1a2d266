import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openRenderer, type Renderer } from '@/lib/imaging';
import { Sandbox } from '../environment/sandbox/sandbox';
import { EvolveError } from '../errors';
import { Admission } from './admission';
import { a2l } from './a2l';
import { admit, jsonOf, sendError, sendJson } from './http';
import { rolloutsSchema, ServerError } from './messages';
import { Metrics } from './metrics';
import { Photos } from './photos';
import { Rollouts } from './rollouts';

export type SandboxServerOptions = {
  /** Default 0: any that is free. */
  readonly port?: number;
  /** Default 127.0.0.1. Anything else needs a token. */
  readonly host?: string;
  readonly token?: string;
  readonly workers?: number;
  /** A folder of photos beside those that ship. */
  readonly photos?: string;
  /** Long edge of pictures, px, where a request names none. Default 512. */
  readonly edge?: number;
  /** Renders that may be under way at once. Default 512 for each thread. */
  readonly queue?: number;
  /** Bytes of uploaded photos that are kept. Default 4 GB. */
  readonly uploadBytes?: number;
};

export type SandboxServer = { readonly url: string; readonly workers: number; readonly photos: number; close(): Promise<void> };

const OBSERVATION_EDGE = 512;
const QUEUE_PER_THREAD = 512;
const UPLOADS = 4 * 1024 ** 3;
const LOCAL = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * The sandbox over HTTP, in place of a fleet of machines that run Lightroom: photos and tool calls in, pictures, measurements and rewards out. It answers the same to
 * the same question, whatever else it is doing.
 *
 * @throws {EvolveError} `token-needed`, `port`
 */
export async function startSandbox(options: SandboxServerOptions = {}): Promise<SandboxServer> {
  const { port = 0, host = '127.0.0.1', token, edge = OBSERVATION_EDGE } = options;
  if (!LOCAL.has(host) && !token) throw new EvolveError('token-needed', `Whoever reaches ${host} could use this sandbox. Start it with --token, or on 127.0.0.1.`);
  const photos = await Photos.open(options.photos, options.uploadBytes ?? UPLOADS);
  const sandbox = new Sandbox({ edge, ...(options.workers !== undefined && { workers: options.workers }) });
  let opened: Promise<Renderer> | undefined;
  const renderer = (): Promise<Renderer> => (opened ??= openRenderer({}));
  const metrics = new Metrics();
  const admission = new Admission(options.queue ?? QUEUE_PER_THREAD * sandbox.workers);
  const rollouts = new Rollouts({ photos, sandbox, metrics, renderer });

  const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse, name: string) => Promise<void> | void>> = {
    'GET /health': (_, response) => sendJson(response, 200, { status: 'ok', workers: sandbox.workers, pending: admission.pending, queue: admission.limit, photos: photos.list.length }),
    'GET /metrics': (_, response) => void response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(metrics.text({ pending_renders: admission.pending, queue_limit: admission.limit, workers: sandbox.workers, photos: photos.list.length, resident_bytes: process.memoryUsage.rss() })),
    'GET /photos': (_, response) => sendJson(response, 200, { photos: photos.list.map(({ id, sha256, width, height }) => ({ id, sha256, width, height })) }),
    'PUT /photos/': async (request, response, name) => {
      const { id, sha256, width, height } = await photos.put(name, request);
      sendJson(response, 200, { id, sha256, width, height });
    },
    'POST /rollouts': async (request, response) => {
      const asked = await jsonOf(request, rolloutsSchema);
      const results = await admission.run(asked.items.length, () => rollouts.run(asked));
      sendJson(response, 200, { results });
    },
    'GET /pictures/': (_, response, name) => {
      const bytes = rollouts.picture(name);
      if (!bytes) throw new ServerError(404, 'picture-gone', 'This picture is not kept any more. Ask for the rollout again.');
      response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=31536000, immutable' }).end(bytes);
    },
    'POST /a2l': async (request, response) => {
      const picture = await admission.run(1, () => a2l(request, renderer));
      metrics.add('a2l_total');
      response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'no-store' }).end(picture);
    },
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    metrics.add('requests_total');
    try {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      const [, room = '', name] = path.split('/');
      const route = routes[`${request.method} /${room}${name === undefined ? '' : '/'}`];
      if (!route || path.split('/').length > 3) throw new ServerError(404, 'route', `There is nothing at ${request.method} ${path.slice(0, 100)}. docs/DATA-FORMATS.md lists what there is.`);
      // Whether it is alive may be asked by anybody: it tells nothing of photos.
      if (path !== '/health') admit(request, token);
      await route(request, response, decoded(name ?? ''));
    } catch (error) {
      metrics.add('requests_failed_total');
      sendError(response, error);
    }
  };
  const server = createServer((request, response) => void handle(request, response));
  // A picture may take a while to come; a head that takes a minute is nobody's.
  server.headersTimeout = 60_000;
  server.requestTimeout = 600_000;
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => { server.close(resolve); });
    server.closeAllConnections();
    await Promise.all([closed, sandbox.close(), photos.close(), opened?.then((one) => one.close())]);
  };
  try {
    await listening(server, port, host);
  } catch (error) {
    await close();
    throw new EvolveError('port', `The sandbox cannot listen on ${host}:${port} (${error instanceof Error ? error.message : String(error)}). Choose another --port.`, error);
  }
  const { port: bound, family } = server.address() as AddressInfo;
  return { url: `http://${family === 'IPv6' ? `[${host}]` : host}:${bound}`, workers: sandbox.workers, photos: photos.list.length, close };
}

/** A name in an address; one that is not written as names are is nobody’s. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new ServerError(400, 'route', 'The address is not written as addresses are.');
  }
}

const listening = (server: Server, port: number, host: string): Promise<void> => new Promise((resolve, reject) => {
  server.once('error', reject);
  server.listen(port, host, () => { server.off('error', reject); resolve(); });
});
