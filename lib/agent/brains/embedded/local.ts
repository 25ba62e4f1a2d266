import { outputSize, photoMap } from '@/lib/develop/pipeline/geometry';
import { placeOf } from '@/lib/develop/pipeline/photo-map';
import { combineFields } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue, Locale, Localised, SettingsPatch, Size } from '@/lib/develop/types';
import type { Aim } from '../../aims';
import { type RegionMask, measureWithin, resized, sampleOf } from '../../evidence';
import type { Attribute, Observation, RegionRef } from '../../types';
import type { Knob, Scene } from './knobs';

/** Local corrections: a region becomes masks, an attribute becomes `Local…` amounts. */

const CORRECTIONS = 'MaskGroupBasedCorrections';

/** What an amount of 1 (a stop, or 100 of a slider) means for each attribute, in file units. */
const AMOUNTS: Readonly<Partial<Record<Attribute, { readonly weights: Readonly<Record<string, number>>; readonly range: readonly [number, number]; readonly perUnit: number }>>> = {
  brightness: { weights: { LocalExposure2012: 0.25 }, range: [-2, 2], perUnit: 0.075 },
  contrast: { weights: { LocalContrast2012: 1 }, range: [-0.7, 0.7], perUnit: 0.12 },
  highlights: { weights: { LocalHighlights2012: 1 }, range: [-0.9, 0.6], perUnit: 0.08 },
  shadows: { weights: { LocalShadows2012: 1 }, range: [-0.8, 0.8], perUnit: 0.1 },
  whites: { weights: { LocalWhites2012: 1 }, range: [-0.6, 0.6], perUnit: 0.08 },
  blacks: { weights: { LocalBlacks2012: 1 }, range: [-0.6, 0.6], perUnit: 0.15 },
  fade: { weights: { LocalBlacks2012: 1 }, range: [0, 0.8], perUnit: 0.15 },
  warmth: { weights: { LocalTemperature: 1 }, range: [-0.75, 0.75], perUnit: 0.16 },
  tint: { weights: { LocalTint: 1 }, range: [-0.6, 0.6], perUnit: 0.18 },
  saturation: { weights: { LocalSaturation: 1 }, range: [-1, 0.6], perUnit: 0.12 },
  vibrance: { weights: { LocalSaturation: 1 }, range: [-0.9, 0.5], perUnit: 0.12 },
  haze: { weights: { LocalDehaze: -1 }, range: [-0.6, 0.4], perUnit: 0.04 },
  clarity: { weights: { LocalClarity2012: 1 }, range: [-0.6, 0.6], perUnit: 0.2 },
  texture: { weights: { LocalTexture: 1 }, range: [-0.6, 0.6], perUnit: 0.2 },
  sharpness: { weights: { LocalTexture: 0.7, LocalClarity2012: 0.4 }, range: [-0.7, 0.7], perUnit: 0.2 },
  softness: { weights: { LocalTexture: -0.8, LocalClarity2012: -0.6 }, range: [-0.8, 0.8], perUnit: -0.2 },
  hue: { weights: { LocalHue: 1 / 1.8 }, range: [-0.4, 0.4], perUnit: 0.01 },
};

/** Share of the usual travel of a correction whose mask is a stand-in. */
const STAND_IN = 0.35;

/** Attributes whose change inside a mask is read as tonal spread: held near a nominal amount instead of solved for. */
const NOMINAL: ReadonlySet<Attribute> = new Set(['clarity', 'texture', 'sharpness', 'softness']);

const NAMES: Readonly<Record<string, Localised>> = {
  top: { en: 'Top', zh: '上方' }, bottom: { en: 'Bottom', zh: '下方' }, left: { en: 'Left', zh: '左侧' }, right: { en: 'Right', zh: '右侧' }, centre: { en: 'Centre', zh: '中央' }, edges: { en: 'Edges', zh: '四周' },
  shadows: { en: 'Shadow areas', zh: '阴影区域' }, midtones: { en: 'Midtone areas', zh: '中间调区域' }, highlights: { en: 'Highlight areas', zh: '高光区域' },
  skin: { en: 'Skin tones', zh: '肤色' }, sky: { en: 'Sky', zh: '天空' }, subject: { en: 'Person (skin tones)', zh: '人物（肤色附近）' }, pointed: { en: 'The place you pointed at', zh: '你指的地方' }, background: { en: 'Background (edges)', zh: '背景（四周）' },
  Red: { en: 'Reds', zh: '红色' }, Orange: { en: 'Oranges', zh: '橙色' }, Yellow: { en: 'Yellows', zh: '黄色' }, Green: { en: 'Greens', zh: '绿色' }, Aqua: { en: 'Aquas', zh: '青色' }, Blue: { en: 'Blues', zh: '蓝色' }, Purple: { en: 'Purples', zh: '紫色' }, Magenta: { en: 'Magentas', zh: '洋红' },
};

const keyOf = (region: RegionRef): string => (region.kind === 'tone' ? region.zone : region.kind === 'place' ? region.place : region.kind === 'colour' ? region.colour : region.kind === 'thing' ? region.thing : 'whole');
const regionLabel = (region: RegionRef, locale: Locale): string => NAMES[keyOf(region)]?.[locale] ?? '';

/** Names of what was recognised, where an approximation is called otherwise. */
const SEEN: Readonly<Record<string, Localised>> = { subject: { en: 'Subject', zh: '主体' }, background: { en: 'Background', zh: '背景' }, skin: { en: 'Skin', zh: '皮肤' } };
const nameOf = ({ region, found }: Aim, locale: Locale): string => (found.seen && SEEN[keyOf(region)]?.[locale]) ?? regionLabel(region, locale);

/** The names that this brain's corrections of a region may have. */
export const correctionNames = (region: RegionRef): readonly string[] => [NAMES[keyOf(region)], SEEN[keyOf(region)]].flatMap((name) => (name ? [name.en, name.zh] : []));

type Record_ = Readonly<Record<string, JsonValue>>;
const isRecord = (value: JsonValue | undefined): value is Record_ => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

/** From fractions of the frame as it is seen to fractions of the photo, where masks live. */
function toPhoto(base: DevelopSettings, photo: Size): (x: number, y: number) => readonly [x: number, y: number] {
  const output = outputSize(photo, base);
  const map = photoMap(photo, base, output);
  const fine = (value: number): number => Math.round(value * 1e4) / 1e4;
  return (x, y) => {
    const [u, v] = placeOf(map, x * output.width - 0.5, y * output.height - 0.5);
    return [fine(u / photo.width), fine(v / photo.height)];
  };
}

const LUMINANCE = { shadows: [0, 0, 0.25, 0.42], midtones: [0.2, 0.34, 0.64, 0.8], highlights: [0.58, 0.72, 1, 1] } as const;

type Box = readonly [left: number, top: number, right: number, bottom: number];
const INNER: Box = [0.06, 0.06, 0.94, 0.94];

/** How far an ellipse reaches beyond the skin that it is laid around, in standard deviations of where that skin is: its soft half lies outside. */
const REACH = { across: 3.2, down: 3.4 } as const;

/** A generous box around where a mask has its weight, in fractions of the frame. */
function around({ inside, width, height }: RegionMask): Box {
  let [count, x, y, xx, yy] = [0, 0, 0, 0, 0];
  for (let at = 0; at < inside.length; at++) {
    if (inside[at] === 0) continue;
    const [u, v] = [(at % width) / width, Math.floor(at / width) / height];
    count++;
    x += u;
    y += v;
    xx += u * u;
    yy += v * v;
  }
  const [meanX, meanY] = [x / count, y / count];
  const dx = REACH.across * Math.sqrt(Math.max(1e-4, xx / count - meanX ** 2));
  const dy = REACH.down * Math.sqrt(Math.max(1e-4, yy / count - meanY ** 2));
  return [meanX - dx, meanY - dy, meanX + dx, meanY + dy];
}

/** The tones of a region with soft ends: what lies far darker or brighter beside it stays as it is and shows no glow. */
function tones({ p5, p95 }: { readonly p5: number; readonly p95: number }): Record_ {
  const [low, high] = [p5 / 100, p95 / 100];
  const range = [low * 0.4, low * 0.85, Math.min(1, high + 0.05), Math.min(1, high + 0.2)].map((value) => Math.round(value * 100) / 100);
  return { What: 'Mask/RangeMask', MaskActive: true, ...combineFields('intersect'), CorrectionRangeMask: { Type: 2, LumRange: range } };
}

const fitted = (mask: RegionMask, { pixels }: Observation): RegionMask => resized(mask, pixels);

/** The masks of a region on the picture as it is now. */
function masksOf(aim: Aim, base: DevelopSettings, now: Observation, photo: Size): readonly Record_[] | undefined {
  const place = toPhoto(base, photo);
  const { region, found } = aim;
  if (found.seen) return found.seen.masks.filter(isRecord);
  const gradient = (zero: readonly [number, number], full: readonly [number, number]): Record_ => {
    const [[ZeroX, ZeroY], [FullX, FullY]] = [place(...zero), place(...full)];
    return { What: 'Mask/Gradient', MaskActive: true, ...combineFields('add'), ZeroX, ZeroY, FullX, FullY };
  };
  const ellipse = ([left, top, right, bottom]: Box, invert: boolean, Feather = 80): Record_ => {
    const corners = [place(left, top), place(right, bottom)] as const;
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    return {
      What: 'Mask/CircularGradient', MaskActive: true, ...combineFields('add', invert), Top: Math.min(...ys), Left: Math.min(...xs), Bottom: Math.max(...ys), Right: Math.max(...xs),
      Angle: 0, Midpoint: 50, Feather, Roundness: 0, Flipped: !invert,
    };
  };
  const colour = (combine: 'add' | 'intersect', amount: number): Record_ | undefined => {
    const sample = sampleOf(now.pixels, aim.found.mask);
    return sample && {
      What: 'Mask/RangeMask', MaskActive: true, ...combineFields(combine),
      CorrectionRangeMask: { Type: 1, ColorAmount: amount, PointModels: [[...sample.rgb.map((v) => Math.round(v * 1e4) / 1e4), ...place(sample.x, sample.y), 0.02]] },
    };
  };
  switch (region.kind) {
    case 'whole': return undefined;
    case 'tone': return [{ What: 'Mask/RangeMask', MaskActive: true, ...combineFields('add'), CorrectionRangeMask: { Type: 2, LumRange: [...LUMINANCE[region.zone]] } }];
    case 'colour': {
      const mask = colour('add', 0.5);
      return mask && [mask];
    }
    case 'place':
      switch (region.place) {
        case 'top': return [gradient([0.5, 0.58], [0.5, 0.12])];
        case 'bottom': return [gradient([0.5, 0.42], [0.5, 0.88])];
        case 'left': return [gradient([0.58, 0.5], [0.12, 0.5])];
        case 'right': return [gradient([0.42, 0.5], [0.88, 0.5])];
        case 'centre': return [ellipse(INNER, false)];
        case 'edges': return [ellipse(INNER, true)];
      }
    case 'thing':
      if (region.thing === 'subject') return [ellipse(around(aim.found.mask), false, 100), tones(measureWithin(now.pixels, fitted(aim.found.mask, now)).luma)];
      if (region.thing === 'background') return [ellipse([0.04, 0.04, 0.96, 0.96], true, 100)];
      if (region.thing === 'skin') {
        const mask = colour('add', 0.45);
        return mask && [mask];
      }
      return skyMasks(aim, gradient, colour('intersect', 0.75));
  }
}

/** Where the measured sky ends, as a fraction of the frame's height. */
function horizonOf({ inside, width, height }: RegionMask): number {
  let horizon = 0;
  for (let row = 0; row < height; row++) {
    let count = 0;
    for (let column = 0; column < width; column++) count += inside[row * width + column] ?? 0;
    if (count > 0.25 * width) horizon = (row + 1) / height;
  }
  return Math.min(0.85, Math.max(0.15, horizon));
}

type Gradient = (zero: readonly [number, number], full: readonly [number, number]) => Record_;

/** A gradient that ends where the measured sky ends, held to the sky's own colour. */
function skyMasks(aim: Aim, gradient: Gradient, colour: Record_ | undefined): readonly Record_[] | undefined {
  if (!colour) return undefined;
  const end = horizonOf(aim.found.mask);
  return [gradient([0.5, Math.min(0.95, end + 0.08)], [0.5, Math.max(0.04, end - 0.12)]), colour];
}

/** A correction on the aim's region: a new one, or more of the one that this name already has. */
export function localKnob(aim: Aim, base: DevelopSettings, now: Observation, { locale, photo }: Scene): Knob | undefined {
  if (aim.attribute === 'wash') return undefined;
  const amounts = AMOUNTS[aim.attribute];
  if (!amounts) return undefined;
  const name = nameOf(aim, locale);
  const corrections = listOf(base[CORRECTIONS]);
  const existing = corrections.findIndex((item) => isRecord(item) && item['CorrectionName'] === name);
  const before = corrections[existing];
  const masks = isRecord(before) ? listOf(before['CorrectionMasks']) : masksOf(aim, base, now, photo);
  if (!masks) return undefined;
  const correction: Record_ = isRecord(before) ? before : { What: 'Correction', CorrectionName: name, CorrectionActive: true, CorrectionAmount: 1, CorrectionMasks: masks };
  const { weights, perUnit } = amounts;
  // A rough mask must not show itself: what stands in for a background moves by little.
  const standIn = aim.found.approximation === 'background';
  const range = standIn ? ([amounts.range[0] * STAND_IN, amounts.range[1] * STAND_IN] as const) : amounts.range;
  const nominal = NOMINAL.has(aim.attribute) ? aim.direction * (aim.attribute === 'softness' ? 0.2 + 0.5 * aim.degree : 0.55 * aim.degree) * (standIn ? STAND_IN : 1) : undefined;
  const at = (amount: number): SettingsPatch => {
    const moved = Object.fromEntries(Object.entries(weights).flatMap(([slider, weight]) => {
      const from = typeof correction[slider] === 'number' ? correction[slider] : 0;
      const to = Math.round(Math.min(1, Math.max(-1, from + weight * amount)) * 100) / 100;
      return to === from ? [] : [[slider, to] as const];
    }));
    if (Object.keys(moved).length === 0) return {};
    const changed = { ...correction, ...moved };
    return { [CORRECTIONS]: existing >= 0 ? corrections.map((item, index) => (index === existing ? changed : item)) : [...corrections, changed] };
  };
  return nominal === undefined
    ? { at, range, guess: (by) => by * perUnit }
    : { at, range: [Math.min(nominal * 0.6, nominal * 1.2), Math.max(nominal * 0.6, nominal * 1.2)], guess: () => nominal, near: true };
}
