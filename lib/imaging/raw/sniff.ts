import type { FileHandle } from 'node:fs/promises';

/** Tags and values that only the files of cameras have (TIFF 6.0, TIFF/EP, DNG 1.7). */
const TAG = { subfileType: 254, compression: 259, photometric: 262, subIfds: 330, dngVersion: 50706 } as const;
/** Colour filter array; linear RAW. */
const RAW_PHOTOMETRICS = new Set([32803, 34892]);
/** Sony ARW, Samsung SRW, Nikon NEF, Pentax PEF. */
const RAW_COMPRESSIONS = new Set([32767, 32770, 32772, 34713, 65535]);

const MOST_DIRECTORIES = 16;
const MOST_ENTRIES = 512;

/** Makers' own containers, and TIFFs that say what they are in their first bytes: known from the head alone. */
export function isRawHead(head: Uint8Array): boolean {
  const ascii = (from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));
  return ascii(0, 15) === 'FUJIFILMCCD-RAW' // RAF
    || /^(IIR[OS]|MMOR)$/.test(ascii(0, 4)) // ORF
    || ascii(0, 4) === 'IIU\0' // RW2, RWL
    || ascii(0, 4) === '\0MRM' // MRW
    || ascii(0, 4) === 'FOVb' // X3F
    || ascii(6, 14) === 'HEAPCCDR' // CRW
    || ascii(8, 10) === 'CR' && /^(II\*|MM\0)/.test(ascii(0, 3)) // CR2
    || /^(IIII|MMMM)$/.test(ascii(8, 12)) // IIQ
    || ascii(4, 12) === 'ftypcrx '; // CR3
}

/**
 * Whether a file that starts like a TIFF is a camera's RAW: a DNG, or one of its directories holds sensor data. NEF, ARW, PEF, SRW, 3FR and
 * many more are TIFFs whose first directory is only a thumbnail.
 */
export async function isRawTiff(file: FileHandle, head: Uint8Array): Promise<boolean> {
  const little = head[0] === 0x49;
  const bytesAt = async (at: number, length: number): Promise<DataView> => {
    const buffer = new Uint8Array(length);
    const { bytesRead } = await file.read(buffer, 0, length, at);
    return new DataView(buffer.buffer, 0, bytesRead);
  };
  const word = (view: DataView, at: number): number => (at + 4 <= view.byteLength ? view.getUint32(at, little) : 0);
  const short = (view: DataView, at: number): number => (at + 2 <= view.byteLength ? view.getUint16(at, little) : 0);

  const pending = [word(await bytesAt(4, 4), 0)];
  const seen = new Set<number>();
  let thumbnailFirst = false, fullPicture = false;
  while (pending.length > 0 && seen.size < MOST_DIRECTORIES) {
    const at = pending.shift() ?? 0;
    if (at === 0 || seen.has(at)) continue;
    seen.add(at);
    const count = Math.min(MOST_ENTRIES, short(await bytesAt(at, 2), 0));
    const entries = await bytesAt(at + 2, count * 12 + 4);
    let reduced = false;
    for (let k = 0; k < count; k++) {
      const entry = k * 12;
      const tag = short(entries, entry), type = short(entries, entry + 2), values = word(entries, entry + 4);
      const value = type === 3 ? short(entries, entry + 8) : word(entries, entry + 8);
      if (tag === TAG.dngVersion) return true;
      if (tag === TAG.photometric && RAW_PHOTOMETRICS.has(value)) return true;
      if (tag === TAG.compression && RAW_COMPRESSIONS.has(value)) return true;
      if (tag === TAG.subfileType) reduced = (value & 1) === 1;
      if (tag === TAG.subIfds && values === 1) pending.push(word(entries, entry + 8));
      else if (tag === TAG.subIfds && values <= MOST_DIRECTORIES) {
        const list = await bytesAt(word(entries, entry + 8), values * 4);
        for (let n = 0; n < values; n++) pending.push(word(list, n * 4));
      }
    }
    if (seen.size === 1) thumbnailFirst = reduced;
    if (!reduced) fullPicture = true;
    pending.push(word(entries, count * 12));
  }
  // A file of thumbnails alone keeps its picture where only its maker's readers find it.
  return thumbnailFirst && !fullPicture;
}
