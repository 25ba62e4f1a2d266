/** libheif compiled to WebAssembly (LGPL, loaded as a package of its own), inside a worker thread; through its C interface, which alone gives 10 bits. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PhotoError } from '../errors';

type Pointer = number;

/** The functions used, as Emscripten exports them: what C returns as a struct goes to the address in front. */
type Library = {
  readonly HEAPU8: Uint8Array;
  readonly _malloc: (bytes: number) => Pointer;
  readonly _heif_context_alloc: () => Pointer;
  readonly _heif_context_read_from_memory: (error: Pointer, context: Pointer, data: Pointer, bytes: number, options: Pointer) => void;
  readonly _heif_context_get_primary_image_handle: (error: Pointer, context: Pointer, out: Pointer) => void;
  readonly _heif_context_get_number_of_top_level_images: (context: Pointer) => number;
  readonly _heif_image_handle_get_width: (handle: Pointer) => number;
  readonly _heif_image_handle_get_height: (handle: Pointer) => number;
  readonly _heif_image_handle_has_alpha_channel: (handle: Pointer) => number;
  readonly _heif_image_handle_get_luma_bits_per_pixel: (handle: Pointer) => number;
  readonly _heif_image_handle_get_raw_color_profile_size: (handle: Pointer) => number;
  readonly _heif_image_handle_get_raw_color_profile: (error: Pointer, handle: Pointer, out: Pointer) => void;
  readonly _heif_image_handle_get_nclx_color_profile: (error: Pointer, handle: Pointer, out: Pointer) => void;
  readonly _heif_image_handle_get_list_of_metadata_block_IDs: (handle: Pointer, filter: Pointer, out: Pointer, count: number) => number;
  readonly _heif_image_handle_get_metadata_size: (handle: Pointer, id: number) => number;
  readonly _heif_image_handle_get_metadata: (error: Pointer, handle: Pointer, id: number, out: Pointer) => void;
  readonly _heif_image_handle_get_list_of_auxiliary_image_IDs: (handle: Pointer, filter: number, out: Pointer, count: number) => number;
  readonly _heif_image_handle_get_auxiliary_image_handle: (error: Pointer, handle: Pointer, id: number, out: Pointer) => void;
  readonly _heif_image_handle_get_auxiliary_type: (error: Pointer, handle: Pointer, out: Pointer) => void;
  readonly _heif_decode_image: (error: Pointer, handle: Pointer, out: Pointer, colourSpace: number, chroma: number, options: Pointer) => void;
  readonly _heif_image_get_plane_readonly: (image: Pointer, channel: number, stride: Pointer) => Pointer;
};

/** `heif_colorspace_RGB`, `heif_channel_interleaved` and the `heif_chroma_interleaved_…` of heif_image.h. */
const RGB = 1;
const INTERLEAVED = 10;
/** `LIBHEIF_AUX_IMAGE_FILTER_OMIT_ALPHA` and `…_OMIT_DEPTH`. */
const NEITHER_ALPHA_NOR_DEPTH = 6;
const CHROMA = { 8: { 3: 10, 4: 11 }, 16: { 3: 14, 4: 15 } } as const;

/** Colour by code points (ITU-T H.273). */
export type Nclx = { readonly primaries: number; readonly transfer: number };

/** What the file says before anything is decoded. Size and pixels are upright: the file's own turns and mirrors are applied. */
export type HeifHeader = {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly bits: number;
  /** Pictures beside thumbnails, depth and gain maps. */
  readonly pictures: number;
  readonly gainMap: boolean;
  readonly icc?: Uint8Array;
  readonly nclx?: Nclx;
  /** Starts with `Exif\0\0`. */
  readonly exif?: Uint8Array;
};

export class HeifFile {
  readonly #library: Library;
  readonly #handle: Pointer;
  /** Room for an error and for one result. */
  readonly #error: Pointer;
  readonly #out: Pointer;
  readonly header: HeifHeader;

  /** @throws {PhotoError} `damaged` or `truncated` */
  constructor(path: string) {
    const require = createRequire(import.meta.url);
    const create = require('libheif-js/libheif-wasm/libheif.js') as (options: { readonly wasmBinary: Uint8Array }) => Library;
    this.#library = create({ wasmBinary: readFileSync(require.resolve('libheif-js/libheif-wasm/libheif.wasm')) });
    this.#error = this.#library._malloc(32);
    this.#out = this.#error + 16;
    const content = readFileSync(path);
    const data = this.#library._malloc(content.length);
    this.#library.HEAPU8.set(content, data);
    const context = this.#library._heif_context_alloc();
    this.#check(() => this.#library._heif_context_read_from_memory(this.#error, context, data, content.length, 0));
    this.#check(() => this.#library._heif_context_get_primary_image_handle(this.#error, context, this.#out));
    this.#handle = this.#word(this.#out);
    this.header = this.#readHeader(this.#library._heif_context_get_number_of_top_level_images(context));
  }

  /** The primary picture: 8 bits as they are, 10 and 12 widened to 16. Interleaved, in the file's own colour. */
  decode(): Uint8Array | Uint16Array {
    const { width, height, channels, bits } = this.header;
    const depth = bits > 8 ? 16 : 8;
    this.#check(() => this.#library._heif_decode_image(this.#error, this.#handle, this.#out, RGB, CHROMA[depth][channels], 0));
    const image = this.#word(this.#out);
    const plane = this.#library._heif_image_get_plane_readonly(image, INTERLEAVED, this.#out);
    const stride = this.#word(this.#out);
    if (plane === 0) throw damaged('no picture');
    const heap = this.#library.HEAPU8;
    const line = width * channels;
    if (depth === 8) {
      const data = new Uint8Array(new SharedArrayBuffer(line * height));
      for (let y = 0; y < height; y++) data.set(heap.subarray(plane + y * stride, plane + y * stride + line), y * line);
      return data;
    }
    const data = new Uint16Array(new SharedArrayBuffer(line * height * 2));
    const words = new Uint16Array(heap.buffer);
    for (let y = 0; y < height; y++) {
      const from = (plane + y * stride) / 2;
      // The bits repeat downwards, so that white stays white.
      for (let x = 0; x < line; x++) {
        const value = words[from + x] ?? 0;
        data[y * line + x] = (value << (16 - bits)) | (value >> (2 * bits - 16));
      }
    }
    return data;
  }

  #readHeader(pictures: number): HeifHeader {
    const library = this.#library, handle = this.#handle;
    const icc = this.#bytes(library._heif_image_handle_get_raw_color_profile_size(handle), (out) => library._heif_image_handle_get_raw_color_profile(this.#error, handle, out));
    const nclx = icc ? undefined : this.#nclx();
    const exif = this.#exif();
    return {
      width: library._heif_image_handle_get_width(handle),
      height: library._heif_image_handle_get_height(handle),
      channels: library._heif_image_handle_has_alpha_channel(handle) ? 4 : 3,
      bits: library._heif_image_handle_get_luma_bits_per_pixel(handle),
      pictures,
      gainMap: this.#hasGainMap(),
      ...(icc && { icc }), ...(nclx && { nclx }), ...(exif && { exif }),
    };
  }

  /** `heif_color_profile_nclx`: a version byte, then primaries and transfer as words. */
  #nclx(): Nclx | undefined {
    this.#library._heif_image_handle_get_nclx_color_profile(this.#error, this.#handle, this.#out);
    if (this.#word(this.#error) !== 0) return undefined;
    const at = this.#word(this.#out);
    return { primaries: this.#word(at + 4), transfer: this.#word(at + 8) };
  }

  #exif(): Uint8Array | undefined {
    const library = this.#library, handle = this.#handle;
    const filter = library._malloc(8);
    library.HEAPU8.set(new TextEncoder().encode('Exif\0'), filter);
    if (library._heif_image_handle_get_list_of_metadata_block_IDs(handle, filter, this.#out, 1) < 1) return undefined;
    const id = this.#word(this.#out);
    const block = this.#bytes(library._heif_image_handle_get_metadata_size(handle, id), (out) => library._heif_image_handle_get_metadata(this.#error, handle, id, out));
    if (!block || block.length < 8) return undefined;
    // Four bytes say how far behind them the TIFF header lies (ISO/IEC 23008-12 Annex A.2.1).
    const start = 4 + new DataView(block.buffer, block.byteOffset).getUint32(0);
    return start < block.length ? Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block.subarray(start)]) : undefined;
  }

  #hasGainMap(): boolean {
    const library = this.#library;
    const most = 16;
    const ids = library._malloc(most * 4);
    const count = library._heif_image_handle_get_list_of_auxiliary_image_IDs(this.#handle, NEITHER_ALPHA_NOR_DEPTH, ids, most);
    return Array.from({ length: Math.min(count, most) }, (_, k) => this.#word(ids + k * 4)).some((id) => {
      library._heif_image_handle_get_auxiliary_image_handle(this.#error, this.#handle, id, this.#out);
      if (this.#word(this.#error) !== 0) return false;
      library._heif_image_handle_get_auxiliary_type(this.#error, this.#word(this.#out), this.#out);
      return this.#word(this.#error) === 0 && /gainmap/i.test(this.#text(this.#word(this.#out)));
    });
  }

  #text(at: Pointer): string {
    const heap = this.#library.HEAPU8;
    return new TextDecoder().decode(heap.slice(at, heap.indexOf(0, at)));
  }

  /** What a call writes to memory of a size, or undefined when there is nothing or it fails. */
  #bytes(size: number, write: (out: Pointer) => void): Uint8Array | undefined {
    if (size <= 0 || size > 64 * 1024 * 1024) return undefined;
    const out = this.#library._malloc(size);
    write(out);
    return this.#word(this.#error) === 0 ? this.#library.HEAPU8.slice(out, out + size) : undefined;
  }

  #word(at: Pointer): number {
    return new DataView(this.#library.HEAPU8.buffer).getUint32(at, true);
  }

  /** A call that fails writes a code and a message to `#error`. */
  #check(call: () => void): void {
    call();
    if (this.#word(this.#error) === 0) return;
    throw damaged(this.#text(this.#word(this.#error + 8)));
  }
}

function damaged(detail: string): PhotoError {
  return /end of (file|data)|truncat|eof/i.test(detail)
    ? new PhotoError('truncated', 'The HEIC file ends before the picture does: it was probably not copied completely. Copy it again and try again.', { cause: detail })
    : new PhotoError('damaged', 'The HEIC file is damaged or uses a coding that cannot be decoded. Export it as JPEG and try again.', { cause: detail });
}
