/** The words that every room shares. See docs/ARCHITECTURE.md. */

/** RGB encodings a photo can be worked in. Both are D65 with the sRGB transfer curve; they differ in primaries. */
export type ColourSpace = 'srgb' | 'display-p3';

export type Size = { readonly width: number; readonly height: number };

/** Three rows of three. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** How a camera sees colour under one calibration light (DNG 1.7 §6: ColorMatrix with AnalogBalance and CameraCalibration, ForwardMatrix). */
export type CameraMatrix = {
  /** Correlated colour temperature of the light, K. */
  readonly kelvin: number;
  /** CIE XYZ → camera RGB. */
  readonly fromXyz: Matrix3;
  /** White-balanced camera RGB → CIE XYZ relative to D50, where the camera's maker gives one. */
  readonly forward?: Matrix3;
};

/** What white balance in Kelvin needs to know of a RAW photo. */
export type CameraColour = {
  /** One or two; two are mixed by the light's temperature. */
  readonly matrices: readonly CameraMatrix[];
  /** Camera RGB of a neutral thing in the photo's light, largest channel 1. */
  readonly neutral: readonly [number, number, number];
};

/**
 * What the numbers of a RAW photo mean: light of the scene, linear, in Rec.2020 primaries, white-balanced as shot. `white` is the 16-bit value
 * that stands for 1.0; what lies above it is highlights that rendering rolls off and Exposure or Highlights bring back.
 */
export type Scene = { readonly white: number; readonly camera?: CameraColour };

/**
 * A picture in memory: rows top to bottom, channels interleaved (RGB or RGBA, alpha not premultiplied), display-encoded.
 * `depth` 8 holds 0..255 in a Uint8Array, 16 holds 0..65535 in a Uint16Array. `data.length === width * height * channels`.
 * With `scene` the numbers are a RAW photo's instead, and `space` is what it renders to.
 */
export type Pixels = Size & {
  readonly channels: 3 | 4;
  readonly space: ColourSpace;
  /** Of 16-bit pictures only. */
  readonly scene?: Scene;
} & (
    | { readonly depth: 8; readonly data: Uint8Array }
    | { readonly depth: 16; readonly data: Uint16Array }
  );

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** x and y in 0..255, x strictly increasing. */
export type CurvePoint = readonly [x: number, y: number];

/**
 * Develop settings: a sparse document keyed by Lightroom's `crs:` names without the prefix (`Exposure2012`, …). A parameter that is
 * absent is at its default. Unknown names are kept as they came. Documents are values: never mutate one, use `applyPatch`.
 */
export type DevelopSettings = Readonly<Record<string, JsonValue>>;

/** A change to settings: `null` puts a parameter back to its default, any other value replaces it whole. */
export type SettingsPatch = Readonly<Record<string, JsonValue>>;

export type Locale = 'en' | 'zh';
export type Localised = Readonly<Record<Locale, string>>;

/** What was wrong with a document, said and never silently mended. */
export type SettingsIssue = {
  readonly name: string;
  /**
   * `unrendered`: understood and kept, but this version of the engine does not render it. `translated`: read from an older process version,
   * close to it but not equal. `mended`: not written as its format demands, and read all the same.
   */
  readonly kind: 'unknown' | 'clamped' | 'invalid' | 'unrendered' | 'translated' | 'mended';
  readonly message: string;
};

export type EightColour = 'Red' | 'Orange' | 'Yellow' | 'Green' | 'Aqua' | 'Blue' | 'Purple' | 'Magenta';
