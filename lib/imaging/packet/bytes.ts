import type { FileHandle } from 'node:fs/promises';

/** A file read here and there: a packet is a few kilobytes in what may be hundreds of megabytes. */
export type ByteReader = {
  readonly size: number;
  /** Up to `length` bytes from `at`; fewer where the file ends. */
  read(at: number, length: number): Promise<DataView>;
};

export async function readerOf(file: FileHandle): Promise<ByteReader> {
  const { size } = await file.stat();
  return {
    size,
    async read(at, length) {
      const wanted = Math.max(0, Math.min(length, size - at));
      const bytes = new Uint8Array(wanted);
      const { bytesRead } = wanted === 0 ? { bytesRead: 0 } : await file.read(bytes, 0, wanted, at);
      return new DataView(bytes.buffer, 0, bytesRead);
    },
  };
}

/** Settings files have at most 16 million characters; a packet of more bytes than they can take is not read. */
export const LARGEST_PACKET = 48 * 1024 * 1024;

export const bytesIn = (view: DataView, from = 0, to = view.byteLength): Uint8Array<ArrayBuffer> => new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset + from, Math.max(0, Math.min(to, view.byteLength) - from));
export const latin = (view: DataView, from: number, to: number): string => String.fromCharCode(...bytesIn(view, from, Math.min(to, from + 256)));
export const startsWith = (view: DataView, words: string): boolean => view.byteLength >= words.length && latin(view, 0, words.length) === words;

/** The text of a packet in whichever of its encodings (XMP Part 3 §1.1), without padding of zero bytes. */
export function packetText(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes).replace(/\0+$/, '');
}

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

export function concat(parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts);
}
