import { zlibSync } from 'fflate';
import { DIGITS } from './big-table';
import { md5 } from './md5';
import { encodeTable, type ColourTable } from './table';

function toBase85(bytes: Uint8Array): string {
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const length = Math.min(4, bytes.length - at);
    let word = 0;
    for (let i = length - 1; i >= 0; i--) word = word * 256 + (bytes[at + i] ?? 0);
    let group = '';
    for (let i = 0; i <= length; i++, word = Math.floor(word / 85)) group += DIGITS[word % 85] ?? '';
    groups.push(group);
  }
  return groups.join('');
}

/** The table as settings hold it: under the key `Table_<name>`, named by `RGBTable`. */
export function packTable(table: ColourTable): { readonly name: string; readonly text: string } {
  const bytes = encodeTable(table);
  const deflated = zlibSync(bytes, { level: 9 });
  const packed = new Uint8Array(4 + deflated.length);
  new DataView(packed.buffer).setUint32(0, bytes.length, true);
  packed.set(deflated, 4);
  return { name: md5(bytes), text: toBase85(packed) };
}
