/** LibRaw compiled to WebAssembly, inside a worker thread: it is synchronous and its memory goes when the thread ends. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { PhotoError } from '../errors';

/** The part of LibRaw's `imgdata` that is read here (LibRaw 0.22, "Data structures"). */
export type RawMetadata = {
  /** Upright. */
  readonly width: number;
  readonly height: number;
  /** 0 upright, 3 half a turn, 5 a quarter counter-clockwise, 6 a quarter clockwise: how the picture is to be turned. */
  readonly flip: number;
  readonly colors: number;
  readonly is_foveon: number;
  readonly camera_make: string;
  readonly camera_model: string;
  readonly iso_speed: number;
  readonly shutter: number;
  readonly aperture: number;
  readonly focal_len: number;
  /** Seconds since 1970, in the camera's own time. */
  readonly timestamp: number;
  readonly lens?: { readonly Lens?: string };
  readonly thumb_width: number;
  readonly thumb_height: number;
  readonly dng_version: number;
  readonly color_data: {
    /** What a pixel can hold, and the most that one does. */
    readonly maximum: number;
    readonly black: number;
    readonly data_maximum: number;
    readonly cam_mul: readonly number[];
    readonly pre_mul: readonly number[];
    readonly cam_xyz: readonly (readonly number[])[];
    readonly dng_color: readonly {
      readonly illuminant: number;
      readonly colormatrix: readonly (readonly number[])[];
      readonly forwardmatrix: readonly (readonly number[])[];
      readonly calibration: readonly (readonly number[])[];
    }[];
    readonly dng_levels: { readonly baseline_exposure: number; readonly analogbalance: readonly number[] };
  };
};

export type RawPicture = { readonly width: number; readonly height: number; readonly colors: number; readonly bits: number; readonly data: Uint16Array };
export type RawThumbnail = { readonly width: number; readonly height: number; readonly format: string; readonly data: Uint8Array };

/** LibRaw's output parameters by the names of its WebAssembly build. */
export type Settings = Readonly<Record<string, number | boolean | readonly number[]>>;

type Instance = {
  open(bytes: Uint8Array, settings: Settings): void;
  metadata(full: boolean): RawMetadata | undefined;
  rawImageData(): unknown;
  imageData(): RawPicture | undefined;
  thumbnailData(): RawThumbnail | undefined;
  delete(): void;
};
type Library = { readonly LibRaw: new () => Instance };
type Options = { readonly wasmBinary: Uint8Array; readonly print: (line: string) => void; readonly printErr: (line: string) => void };

/** One file's bytes and the library to open them with, as often as there are ways to look at them. */
export class RawLibrary {
  readonly #library: Library;
  readonly #bytes: Uint8Array;
  readonly #complaints: string[];

  private constructor(library: Library, bytes: Uint8Array, complaints: string[]) {
    this.#library = library;
    this.#bytes = bytes;
    this.#complaints = complaints;
  }

  static async load(path: string): Promise<RawLibrary> {
    const require = createRequire(import.meta.url);
    const { default: create } = (await import(pathToFileURL(require.resolve('libraw-wasm/dist/libraw.js')).href)) as { default: (options: Options) => Promise<Library> };
    const complaints: string[] = [];
    const note = (line: string): void => { complaints.push(String(line)); };
    const library = await create({ wasmBinary: readFileSync(require.resolve('libraw-wasm/dist/libraw.wasm')), print: note, printErr: note });
    return new RawLibrary(library, readFileSync(path), complaints);
  }

  /** @throws {PhotoError} `unsupported-format`, `truncated` or `damaged` */
  open(settings: Settings = {}): RawFile {
    return new RawFile(new this.#library.LibRaw(), this.#bytes, settings, this.#complaints);
  }
}

/** One RAW file, open. */
export class RawFile {
  readonly #instance: Instance;
  readonly #complaints: string[];

  constructor(instance: Instance, bytes: Uint8Array, settings: Settings, complaints: string[]) {
    this.#instance = instance;
    this.#complaints = complaints;
    this.#attempt(() => instance.open(bytes, settings), 'unsupported-format');
  }

  /** Gives the library's memory back to it. */
  close(): void {
    this.#instance.delete();
  }

  get metadata(): RawMetadata {
    const metadata = this.#attempt(() => this.#instance.metadata(true), 'unsupported-format');
    if (!metadata) throw new PhotoError('unsupported-format', UNSUPPORTED);
    return metadata;
  }

  /** Reads all sensor data, and so proves that the file is whole. */
  unpack(): void {
    this.#attempt(() => this.#instance.rawImageData(), 'unsupported-format');
  }

  picture(): RawPicture {
    const picture = this.#attempt(() => this.#instance.imageData(), 'unsupported-format');
    if (!picture) throw new PhotoError('unsupported-format', UNSUPPORTED);
    return picture;
  }

  /** The preview that the camera put into the file, if there is one that can be read. */
  thumbnail(): RawThumbnail | undefined {
    try {
      return this.#instance.thumbnailData();
    } catch {
      // A photo without a preview is a photo all the same.
      return undefined;
    }
  }

  /** LibRaw's binding throws numbers and bare objects; what it printed before says what was wrong. */
  #attempt<T>(work: () => T, otherwise: 'unsupported-format' | 'damaged'): T {
    let result: T | undefined;
    let failure: unknown;
    try {
      result = work();
    } catch (cause) {
      failure = cause;
    }
    const complaint = this.#complaints.splice(0).join('; ');
    if (/end of file/i.test(complaint)) throw new PhotoError('truncated', 'The RAW file ends before the picture does: it was probably not copied completely. Copy it from the card again and try again.', { cause: complaint });
    if (/corrupt/i.test(complaint)) throw new PhotoError('damaged', 'The RAW file is damaged and cannot be decoded. Copy it from the card again and try again.', { cause: complaint });
    if (failure === undefined) return result as T;
    throw new PhotoError(otherwise, UNSUPPORTED, { cause: complaint || failure });
  }
}

const UNSUPPORTED = 'This RAW file cannot be decoded: its camera or its compression is not supported, or the file is damaged. Convert it to DNG, or export it as a 16-bit TIFF, and try again.';
