/** Writes HEIF files for tests around HEVC pictures that are coded already (ISO/IEC 14496-12 and 23008-12). */

export type HeifItem = {
  readonly id: number;
  readonly type: 'hvc1' | 'grid' | 'Exif';
  readonly data: Uint8Array;
  /** Property boxes, in order: transformations work in it. */
  readonly properties?: readonly Buffer[];
  readonly hidden?: boolean;
  readonly references?: readonly { readonly type: 'dimg' | 'auxl' | 'cdsc'; readonly to: readonly number[] }[];
};

const u8 = (...values: readonly number[]): Buffer => Buffer.from(values);
const u16 = (...values: readonly number[]): Buffer => Buffer.concat(values.map((value) => { const b = Buffer.alloc(2); b.writeUInt16BE(value); return b; }));
const u32 = (...values: readonly number[]): Buffer => Buffer.concat(values.map((value) => { const b = Buffer.alloc(4); b.writeUInt32BE(value); return b; }));
const text = (value: string): Buffer => Buffer.from(value, 'latin1');

export const box = (type: string, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), text(type), body]);
};
const fullBox = (type: string, version: number, flags: number, ...parts: readonly Uint8Array[]): Buffer => box(type, u32(version * 0x1000000 + flags), ...parts);

export const ispe = (width: number, height: number): Buffer => fullBox('ispe', 0, 0, u32(width, height));
/** Quarter turns, counter-clockwise. */
export const irot = (turns: number): Buffer => box('irot', u8(turns));
/** 0 swaps top and bottom, 1 left and right. */
export const imir = (axis: 0 | 1): Buffer => box('imir', u8(axis));
export const nclx = (primaries: number, transfer: number, matrix = 6): Buffer => box('colr', text('nclx'), u16(primaries, transfer, matrix), u8(0x80));
export const auxC = (kind: string): Buffer => fullBox('auxC', 0, 0, text(`${kind}\0`));
/** Rows and columns of tiles that make a picture (23008-12 §6.6.2.3). */
export const gridOf = (rows: number, columns: number, width: number, height: number): Buffer => Buffer.concat([u8(0, 0, rows - 1, columns - 1), u16(width, height)]);

/** The coded picture of a file with only one, and its decoder configuration. */
export function codedPicture(heic: Buffer): { readonly data: Buffer; readonly hvcC: Buffer } {
  const at = heic.indexOf('hvcC') - 4;
  const mdat = heic.indexOf('mdat') - 4;
  return { hvcC: heic.subarray(at, at + heic.readUInt32BE(at)), data: heic.subarray(mdat + 8, mdat + heic.readUInt32BE(mdat)) };
}

export function writeHeif(items: readonly HeifItem[], primary: number): Buffer {
  const ftyp = box('ftyp', text('heic'), u32(0), text('mif1heic'));
  const properties = items.flatMap((item) => item.properties ?? []);
  const infos = items.map(({ id, type, hidden }) => fullBox('infe', 2, hidden ? 1 : 0, u16(id, 0), text(`${type}\0`)));
  let next = 1;
  const associations = items.filter((item) => item.properties?.length).map(({ id, properties: own = [] }) =>
    Buffer.concat([u16(id), u8(own.length, ...own.map((property) => 0x80 * Number(!/colr|auxC|ispe/.test(property.toString('latin1', 4, 8))) + next++))]));
  const references = items.flatMap(({ id, references: own = [] }) => own.map(({ type, to }) => box(type, u16(id, to.length, ...to))));
  const meta = (start: number): Buffer => {
    let offset = start;
    const places = items.map(({ id, data }) => {
      const place = Buffer.concat([u16(id, 0, 1), u32(offset, data.length)]);
      offset += data.length;
      return place;
    });
    return fullBox('meta', 0, 0,
      fullBox('hdlr', 0, 0, u32(0), text('pict'), u32(0, 0, 0), u8(0)),
      fullBox('pitm', 0, 0, u16(primary)),
      fullBox('iloc', 0, 0, u8(0x44, 0), u16(items.length), ...places),
      fullBox('iinf', 0, 0, u16(infos.length), ...infos),
      ...(references.length > 0 ? [fullBox('iref', 0, 0, ...references)] : []),
      box('iprp', box('ipco', ...properties), fullBox('ipma', 0, 0, u32(associations.length), ...associations)));
  };
  return Buffer.concat([ftyp, meta(ftyp.length + meta(0).length + 8), box('mdat', ...items.map((item) => item.data))]);
}
