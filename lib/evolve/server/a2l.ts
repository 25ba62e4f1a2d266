import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, SettingsFileError } from '@/lib/develop/codecs';
import { PhotoError, probe, type Renderer } from '@/lib/imaging';
import { bodyOf } from './http';
import { MOST, ServerError } from './messages';

/**
 * The published single-machine endpoint: a photo and a Lua or XMP file in, the picture out. Multipart fields: a file that is a photo (`image`), the settings as a file
 * or text (`settings`, `lua` or `xmp`), `edge` for a smaller picture. Other names are taken by what they hold.
 */
export async function a2l(request: IncomingMessage, renderer: () => Promise<Renderer>): Promise<Buffer> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) throw new ServerError(415, 'form', 'Send multipart/form-data with a photo (image) and settings (settings: Lua, XMP or JSON).');
  const body = await bodyOf(request, MOST.upload);
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch((error: unknown) => { throw new ServerError(400, 'form', `The form cannot be read: ${error instanceof Error ? error.message : String(error)}`); });
  let photo: Buffer | undefined, text: string | undefined, edge: number | undefined;
  for (const [name, value] of form) {
    if (name === 'edge') edge = Number(value);
    else if (typeof value === 'string') text ??= value;
    else if (name === 'image' || (!photo && name !== 'settings' && name !== 'lua' && name !== 'xmp')) photo = Buffer.from(await value.arrayBuffer());
    else text ??= await value.text();
  }
  if (!photo || text === undefined) throw new ServerError(422, 'form', `The form lacks ${photo ? 'settings' : 'a photo (image)'}.`);
  if (edge !== undefined && !(Number.isInteger(edge) && edge >= 16 && edge <= 65_535)) throw new ServerError(422, 'form', 'edge: Expected a whole number of pixels.');
  if (text.length > MOST.callChars * 10) throw new ServerError(413, 'form', 'The settings are too long.');
  const folder = await mkdtemp(join(tmpdir(), 'evoroom-a2l-'));
  try {
    const path = join(folder, 'photo');
    await writeFile(path, photo);
    const info = await probe(path);
    const { settings } = readSettings(text, info);
    // Its own name: two requests with one photo must not find each other's file gone.
    return await (await renderer()).renderToBuffer({ id: randomBytes(16).toString('hex'), path, info }, settings, { format: 'jpeg', quality: 95, ...(edge !== undefined && { longEdge: edge }) });
  } catch (error) {
    if (error instanceof PhotoError) throw new ServerError(422, error.code, error.message);
    if (error instanceof SettingsFileError) throw new ServerError(422, 'settings-unreadable', error.message);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
