import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Endpoint } from '../../profile';
import { send, type Reply } from './replies';

/** A request as a stand-in received it. `body`: the JSON, or the fields of a form; files in it are `File`s. */
export type Received = { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: Readonly<Record<string, unknown>>; readonly at: number; /** The other side hung up before the answer was whole. */ hungUp: boolean };

export type StandIn = { readonly url: string; readonly requests: readonly Received[]; /** Headers of those who asked for the list of models. */ readonly listed: readonly IncomingMessage['headers'][]; readonly endpoint: Endpoint; readonly close: () => void };

const open = new Set<Server>();

/** Closes every stand-in: for `afterEach`. */
export function closeStandIns(): void {
  for (const server of open) {
    server.closeAllConnections();
    server.close();
  }
  open.clear();
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const bytes = Buffer.concat(pieces), type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return {};
  if (!type.startsWith('multipart/')) return JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
  return Object.fromEntries(await new Response(bytes, { headers: { 'content-type': type } }).formData());
}

/**
 * A stand-in for a model server: speaks the OpenAI API (chat completions, images edit, models) over HTTP, answers as it is told and does
 * what broken and hostile servers do. `replies` are given one by one, the last again and again, or made from a request and its number.
 */
export async function standIn(replies: readonly Reply[] | ((request: Received, number: number) => Reply | Promise<Reply>), model = 'stand-in'): Promise<StandIn> {
  const requests: Received[] = [];
  const listed: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      const path = request.url ?? '/';
      if (path === '/v1/models') {
        listed.push(request.headers);
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ object: 'list', data: [{ id: model, object: 'model' }] }));
        return;
      }
      const received: Received = { path, headers: request.headers, body, at: performance.now(), hungUp: false };
      response.on('close', () => { received.hungUp = !response.writableFinished; });
      const number = requests.push(received) - 1;
      const reply = typeof replies === 'function' ? await replies(received, number) : (replies[number] ?? replies.at(-1));
      await send(response, reply ?? { fault: 'status', status: 404 }, body);
    }).catch(() => response.destroy());
  });
  open.add(server);
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return { url, requests, listed, endpoint: { urls: [url], model }, close: () => { server.closeAllConnections(); server.close(); open.delete(server); } };
}
