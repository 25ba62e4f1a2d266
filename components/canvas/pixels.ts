import type { ColourSpace } from '@/lib/develop/types';

export type Rgb = readonly [r: number, g: number, b: number];

/** What draws the picture of a pane, bottom to top. */
const layersIn = (pane: Element): readonly (HTMLImageElement | HTMLCanvasElement)[] =>
  [...pane.querySelectorAll('[data-pixels]')].filter((element) => (element instanceof HTMLImageElement ? element.complete && element.naturalWidth > 0 : element instanceof HTMLCanvasElement && element.width > 0)) as (HTMLImageElement | HTMLCanvasElement)[];

const sizeOf = (layer: HTMLImageElement | HTMLCanvasElement) => (layer instanceof HTMLImageElement ? { width: layer.naturalWidth, height: layer.naturalHeight } : { width: layer.width, height: layer.height });

let probe: OffscreenCanvasRenderingContext2D | null = null;
let probeSpace: ColourSpace | undefined;

/** The picture's value at a place of the window, 0…255 in the photo's own space; undefined beside the picture. */
export function pixelAt(pane: Element, x: number, y: number, colorSpace: ColourSpace): Rgb | undefined {
  if (!probe || probeSpace !== colorSpace) {
    probe = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true, colorSpace });
    probeSpace = colorSpace;
  }
  const top = layersIn(pane).findLast((layer) => {
    const box = layer.getBoundingClientRect();
    return x >= box.left && y >= box.top && x < box.right && y < box.bottom;
  });
  if (!top || !probe) return undefined;
  const box = top.getBoundingClientRect();
  const { width, height } = sizeOf(top);
  probe.clearRect(0, 0, 1, 1);
  probe.drawImage(top, Math.floor(((x - box.left) / box.width) * width), Math.floor(((y - box.top) / box.height) * height), 1, 1, 0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, alpha = 0] = probe.getImageData(0, 0, 1, 1).data;
  return alpha === 0 ? undefined : [r, g, b];
}

/** Draws what a part of the window shows of a pane's picture. */
export function drawPane(pane: Element, box: DOMRect, context: OffscreenCanvasRenderingContext2D): void {
  const { width, height } = context.canvas;
  const [sx, sy] = [width / box.width, height / box.height];
  for (const layer of layersIn(pane)) {
    const own = layer.getBoundingClientRect();
    context.drawImage(layer, (own.left - box.left) * sx, (own.top - box.top) * sy, own.width * sx, own.height * sy);
  }
}

/** Compressed pictures reach an end within one step, as a rule. */
const CLIPPED = { low: 1, high: 254 } as const;
/** As in Lightroom: lost highlights red, lost shadows blue. */
const MARKS = { highlights: [255, 48, 48, 255], shadows: [48, 110, 255, 255] } as const;

/** Marks RGBA pixels of which any channel is full, or all are empty (as in Lightroom), and makes all others transparent. Works in place. */
export function markClipped(rgba: Uint8ClampedArray, wanted: { readonly shadows: boolean; readonly highlights: boolean }): void {
  for (let i = 0; i < rgba.length; i += 4) {
    const r = rgba[i] ?? 0, g = rgba[i + 1] ?? 0, b = rgba[i + 2] ?? 0, seen = (rgba[i + 3] ?? 0) > 0;
    const high = seen && wanted.highlights && Math.max(r, g, b) >= CLIPPED.high;
    const low = seen && wanted.shadows && Math.max(r, g, b) <= CLIPPED.low;
    if (high) rgba.set(MARKS.highlights, i);
    else if (low) rgba.set(MARKS.shadows, i);
    else rgba[i + 3] = 0;
  }
}

/** Columns: XYZ of the primaries relative to D50 (Bradford), as in the profiles of both spaces. */
const TO_XYZ: Readonly<Record<ColourSpace, readonly [Rgb, Rgb, Rgb]>> = {
  srgb: [[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169], [0.0139322, 0.0971045, 0.7141733]],
  'display-p3': [[0.5151187, 0.2919778, 0.1571035], [0.2411892, 0.6922441, 0.0665668], [-0.0010505, 0.0418791, 0.7840713]],
};
const WHITE: Rgb = [0.96422, 1, 0.82521];

/** CIE L*a*b* under D50 of an encoded colour 0…255 (CIE 15:2004 §8.2.1; curve IEC 61966-2-1). */
export function labOf([r, g, b]: Rgb, space: ColourSpace): Rgb {
  const light = [r, g, b].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  const [x = 0, y = 0, z = 0] = TO_XYZ[space].map((row, i) => {
    const t = row.reduce((sum, share, k) => sum + share * (light[k] ?? 0), 0) / (WHITE[i] ?? 1);
    return t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
