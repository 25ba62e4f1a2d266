import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { Pixels } from '@/lib/develop/types';
import { sharp } from '../vips';

/** A folder of a test file, with a short way to put files in it. */
export class TestFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'evoroom-imaging-'));
  write(name: string, content: Uint8Array | string): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

const chunk = (name: string, body: Uint8Array): Buffer => {
  const typed = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
};

/** The PNG with a profile claimed for its numbers, which stay as they are: iCCP goes right after the header. */
export function claimProfile(png: Buffer, icc: Uint8Array): Buffer {
  return Buffer.concat([png.subarray(0, 33), chunk('iCCP', Buffer.concat([Buffer.from('test\0\0', 'latin1'), deflateSync(icc)])), png.subarray(33)]);
}

/** A PNG that claims a size and holds next to nothing. */
export function bombPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(100_000))), chunk('IEND', Buffer.alloc(0))]);
}

/** Deterministic detail: a gradient with noise on it, so that codecs have something to do. */
export function noisePixels(width: number, height: number, options: { readonly channels?: 3 | 4; readonly depth?: 8 | 16; readonly space?: Pixels['space']; readonly seed?: number } = {}): Pixels {
  const { channels = 3, depth = 8, space = 'srgb', seed = 1 } = options;
  const length = width * height * channels;
  const data = depth === 8 ? new Uint8Array(length) : new Uint16Array(length);
  const top = depth === 8 ? 255 : 65535;
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const pixel = Math.floor(i / channels);
    const ramp = ((pixel % width) / width + Math.floor(pixel / width) / height) / 2;
    data[i] = Math.round(top * Math.min(1, Math.max(0, ramp + ((state >>> 8) / 2 ** 24 - 0.5) * 0.3)));
  }
  return { width, height, channels, space, depth, data } as Pixels;
}

export const rawOf = (pixels: Pixels): { readonly raw: { readonly width: number; readonly height: number; readonly channels: 3 | 4 } } => ({ raw: { width: pixels.width, height: pixels.height, channels: pixels.channels } });

/** One colour, as a PNG of 8 or 16 bits without a profile. */
export async function flatPng(colour: readonly number[], depth: 8 | 16 = 8): Promise<Buffer> {
  const size = 8;
  const data = depth === 8 ? new Uint8Array(size * size * colour.length) : new Uint16Array(size * size * colour.length);
  for (let i = 0; i < data.length; i++) data[i] = colour[i % colour.length] ?? 0;
  const image = sharp(data, { raw: { width: size, height: size, channels: colour.length as 3 | 4 } });
  return (depth === 16 ? image.toColourspace('rgb16') : image).png().toBuffer();
}
