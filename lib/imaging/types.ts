import type { ColourSpace, Scene } from '@/lib/develop/types';

export type PhotoFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic' | 'tiff' | 'gif' | 'raw';

/** Keys of the `notices.*` messages: things about the file that the user should know. */
export type Notice =
  | 'profileUnreadable' // the embedded colour profile made no sense; read as sRGB
  | 'cmykConverted' // print colours, converted to sRGB
  | 'firstFrameOnly' // an animation or several pages; the first is used
  | 'hdrGainMapKept' // an HDR gain map rides along; the standard picture is edited, a JPEG export carries the map on
  | 'hdrGainMapIgnored'; // one rides along and is lost

/** Camera fields of EXIF, written for people. Never the location. */
export type CameraInfo = {
  readonly make?: string;
  readonly model?: string;
  readonly lens?: string;
  readonly iso?: number;
  readonly shutter?: string; // "1/250", "2.5"
  readonly aperture?: string; // "f/2.8"
  readonly focal?: string; // "35 mm"
  readonly focal35?: number; // as on 36 × 24 mm film, in mm
  readonly takenAt?: string; // camera-local ISO 8601 without a zone
};

/** What a RAW photo is beside its pixels. */
export type RawInfo = {
  readonly scene: Scene;
  /** The camera's own white balance in Kelvin and tint; absent where the sensor sees no colour. */
  readonly asShot?: { readonly temperature: number; readonly tint: number };
};

/** What a file is, found from its content. */
export type PhotoInfo = {
  readonly format: PhotoFormat;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  /** The EXIF orientation of the file (1..8), already applied to `width` and `height`. */
  readonly orientation: number;
  /** The space its pixels are worked in after decoding. */
  readonly space: ColourSpace;
  /** Bits per channel after decoding at full size. */
  readonly depth: 8 | 16;
  readonly hasAlpha: boolean;
  /** An HDR gain map that exports can carry on (`gain-map.ts`). */
  readonly gainMap?: true;
  readonly bytes: number;
  readonly notices: readonly Notice[];
  readonly camera?: CameraInfo;
  /** Of RAW photos. */
  readonly raw?: RawInfo;
  /** It came with develop settings that are not in its pixels yet. */
  readonly carriesSettings?: true;
  /** Whoever passed it on did not pass on what its file says: `camera` is what renders depend on and no more, and nothing shows, tells or exports it. */
  readonly bare?: true;
};

/** What may be told of the camera: nothing of a bare photo's. */
export const cameraTold = ({ bare, camera }: PhotoInfo): CameraInfo | undefined => (bare ? undefined : camera);

export type Limits = {
  readonly bytes: number;
  readonly pixels: number;
};

/** 200 MB and 150 megapixels. */
export const DEFAULT_LIMITS: Limits = { bytes: 200 * 1024 * 1024, pixels: 150_000_000 };
