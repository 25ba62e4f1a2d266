import { TableError } from './errors';
import { inflate, InflateError } from './inflate';
import { decodeTable, MOST_TABLE_BYTES, type ColourTable } from './table';

/**
 * Tables inside settings, as Adobe's files hold them under `Table_<name>`: the table's length (u32) and its bytes deflated (zlib), as text in base 85. The
 * digits are chosen so that XML needs no escapes; both digits and bytes come least significant first. The name is the MD5 of the table's bytes.
 */
export const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?`\'|()[]{}@%$#';

const VALUES = Uint8Array.from({ length: 128 }, (_, code) => { const at = DIGITS.indexOf(String.fromCharCode(code)); return at < 0 ? 255 : at; });

/** A table that does not shrink at all, and its length. */
const MOST_CHARS = Math.ceil(((MOST_TABLE_BYTES + 1024) * 5) / 4);

function fromBase85(text: string): Uint8Array {
  if (text.length > MOST_CHARS) throw new TableError('table-too-large', `The look’s table is written in ${text.length} characters; none has more than ${MOST_CHARS}.`);
  const rest = text.length % 5;
  if (rest === 1) throw new TableError('table-damaged', 'The look’s table ends in the middle. Export the look again.');
  const bytes = new Uint8Array(Math.floor(text.length / 5) * 4 + (rest === 0 ? 0 : rest - 1));
  for (let from = 0, to = 0; from < text.length; from += 5, to += 4) {
    let word = 0, scale = 1;
    for (let i = 0; i < 5; i++, scale *= 85) {
      const value = from + i < text.length ? (VALUES[text.charCodeAt(from + i)] ?? 255) : 0;
      if (value === 255) throw new TableError('table-damaged', `The look’s table has a character in it that none can have, at ${from + i}.`);
      word += value * scale;
    }
    for (let i = 0; i < 4 && to + i < bytes.length; i++, word = Math.floor(word / 256)) bytes[to + i] = word % 256;
  }
  return bytes;
}

function inflated(bytes: Uint8Array, size: number): Uint8Array {
  try {
    return inflate(bytes, size);
  } catch (cause) {
    const reason = cause instanceof InflateError ? cause.reason : 'damaged';
    if (reason === 'longer') throw new TableError('table-damaged', 'The look’s table is longer than it says. Export the look again.', { cause });
    if (reason === 'shorter') throw new TableError('table-damaged', `The look’s table should unpack to ${size} bytes but ends before. Export the look again.`, { cause });
    throw new TableError('table-damaged', 'The look’s table cannot be unpacked. Export the look again.', { cause });
  }
}

/** @throws TableError */
export function unpackTable(text: string): ColourTable {
  const packed = fromBase85(text.trim());
  if (packed.length < 8) throw new TableError('table-damaged', 'The look’s table is empty. Export the look again.');
  const size = new DataView(packed.buffer).getUint32(0, true);
  if (size > MOST_TABLE_BYTES) throw new TableError('table-too-large', `The look’s table says that it has ${size} bytes; none has more than ${MOST_TABLE_BYTES}.`);
  return decodeTable(inflated(packed.subarray(4), size));
}

/** Tables unpacked last: a slider moves many times over one look. */
const KEPT = 4;
const kept = new Map<string, ColourTable>();

/** `unpackTable` that remembers the last few. The same text answers with the same object. */
export function tableOf(text: string): ColourTable {
  const known = kept.get(text) ?? unpackTable(text);
  kept.delete(text);
  kept.set(text, known);
  if (kept.size > KEPT) for (const oldest of kept.keys()) { kept.delete(oldest); break; }
  return known;
}
