/** The words that every room shares. See docs/ARCHITECTURE.md. */

/** RGB encodings a photo can be worked in. Both are D65 with the sRGB transfer curve; they differ in primaries. */
export type ColourSpace = 'srgb' | 'display-p3';

export type Size = { readonly width: number; readonly height: number };

/**
 * A picture in memory: rows top to bottom, channels interleaved (RGB or RGBA, alpha not premultiplied), display-encoded.
 * `depth` 8 holds 0..255 in a Uint8Array, 16 holds 0..65535 in a Uint16Array. `data.length === width * height * channels`.
 */
export type Pixels = Size & {
  readonly channels: 3 | 4;
  readonly space: ColourSpace;
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
