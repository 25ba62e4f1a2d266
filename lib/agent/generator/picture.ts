import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, PhotoError, probe } from '@/lib/imaging';
import { sniffFormat } from '@/lib/imaging/sniff';
import type { Pixels } from '@/lib/develop/types';
import { AgentError, messageOf } from '../errors';

/** What a model may send: 8192 × 8192, some eight times what today's make. */
const LIMITS = { bytes: 64 * 1024 * 1024, pixels: 8192 * 8192 };
const FORMATS: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp']);

/**
 * A model's answer as pixels. Whatever its server called it, the bytes say what they are.
 * @throws {AgentError} `generation-unreadable`
 */
export async function pictureFrom(bytes: Uint8Array): Promise<Pixels> {
  const format = sniffFormat(bytes.subarray(0, 64));
  if (format === undefined || !FORMATS.has(format)) throw new AgentError('generation-unreadable', `The model’s answer is ${format ? `a ${format.toUpperCase()} file` : 'no picture'}; PNG, JPEG or WebP is needed. Check the endpoint in the settings.`);
  const folder = await mkdtemp(join(tmpdir(), 'evoroom-made-'));
  try {
    const path = join(folder, 'picture');
    await writeFile(path, bytes);
    await probe(path, LIMITS);
    return await decode(path);
  } catch (error) {
    if (error instanceof PhotoError) throw new AgentError('generation-unreadable', `The model’s picture cannot be used: ${messageOf(error)}`, error);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
