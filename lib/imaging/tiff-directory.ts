/** One field of a TIFF directory (TIFF 6.0 §2): `count` values of a type, little-endian in `data`. */
export type TiffField = { readonly tag: number; readonly type: number; readonly count: number; readonly data: Buffer };

/** A little-endian directory that will lie at `at`, with its longer values right behind it; no other directory follows. */
export function tiffDirectory(at: number, fields: readonly TiffField[]): Buffer {
  const sorted = [...fields].sort((a, b) => a.tag - b.tag);
  const head = Buffer.alloc(2 + sorted.length * 12 + 4);
  head.writeUInt16LE(sorted.length);
  const tail: Buffer[] = [];
  let next = at + head.length;
  sorted.forEach(({ tag, type, count, data }, k) => {
    const entry = 2 + k * 12;
    head.writeUInt16LE(tag, entry);
    head.writeUInt16LE(type, entry + 2);
    head.writeUInt32LE(count, entry + 4);
    if (data.length <= 4) data.copy(head, entry + 8);
    else {
      head.writeUInt32LE(next, entry + 8);
      // Values begin on even addresses.
      const even = data.length % 2 === 0 ? data : Buffer.concat([data, Buffer.alloc(1)]);
      tail.push(even);
      next += even.length;
    }
  });
  return Buffer.concat([head, ...tail]);
}
