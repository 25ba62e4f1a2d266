import { anchorOf, RED_EYES, redEyesOf, RETOUCH_AREAS, retouchAreasOf, type RetouchArea, type RetouchMethod } from '@/lib/develop/settings';
import { isList, isRecord } from '@/lib/develop/settings/json';
import { methodOf } from '@/lib/develop/settings/retouch';
import type { DevelopSettings, JsonValue, SettingsPatch, Size } from '@/lib/develop/types';
import type { Place } from '../pointing/marks';

export type RetouchList = typeof RETOUCH_AREAS | typeof RED_EYES;
type Fields = Readonly<Record<string, JsonValue>>;

/** An area as it is shown on the picture; places in shares of the photo. */
export type Spot = {
  readonly list: RetouchList;
  readonly index: number;
  readonly kind: RetouchMethod | 'red-eye';
  readonly at: Place;
  /** Share of the photo's long edge. */
  readonly radius: number;
  /** The stroke that it is; absent: round. */
  readonly points?: readonly Place[];
  /** Where its pixels were told to come from. */
  readonly source?: Place;
  readonly feather: number;
  readonly opacity: number;
};

const listOf = (settings: DevelopSettings, name: RetouchList): readonly JsonValue[] => { const value = settings[name]; return isList(value) ? value : []; };

function spotOf(area: RetouchArea, index: number): Spot | undefined {
  const [shape] = area.shapes;
  if (!shape) return undefined;
  const { x, y } = anchorOf(area);
  const common = { list: RETOUCH_AREAS, index, kind: area.method, at: [x, y] as const, feather: area.feather, opacity: area.opacity, ...(area.source && { source: [area.source.x, area.source.y] as const }) } as const;
  return shape.kind === 'ellipse' ? { ...common, radius: Math.max(shape.rx, shape.ry) } : { ...common, radius: Math.max(...shape.dabs.map((dab) => dab.radius)), points: shape.dabs.map((dab) => [dab.x, dab.y] as const) };
}

/** Everything that can be taken hold of on the picture, by its place in the document; what this version does not know is left out. */
export function spotsOf(settings: DevelopSettings, full: Size): readonly Spot[] {
  const long = Math.max(full.width, full.height);
  const areas = listOf(settings, RETOUCH_AREAS).flatMap((value, index): readonly Spot[] => {
    const [area] = retouchAreasOf({ [RETOUCH_AREAS]: [value] });
    const spot = area && spotOf(area, index);
    return spot ? [spot] : [];
  });
  const eyes = listOf(settings, RED_EYES).flatMap((value, index): readonly Spot[] => {
    const [eye] = redEyesOf({ [RED_EYES]: [value] }, full);
    return eye ? [{ list: RED_EYES, index, kind: 'red-eye', at: [eye.x / full.width, eye.y / full.height], radius: Math.max(eye.rx, eye.ry) / long, feather: 0, opacity: eye.darken }] : [];
  });
  return [...areas, ...eyes];
}

function changed(settings: DevelopSettings, name: RetouchList, index: number, change: (value: Fields) => JsonValue): SettingsPatch {
  return { [name]: listOf(settings, name).map((value, i) => (i === index && isRecord(value) ? change(value) : value)) };
}

const number = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : Number(value ?? 0));
const round = (value: number): number => Math.round(value * 1e6) / 1e6;

function movedMask(mask: JsonValue, dx: number, dy: number): JsonValue {
  if (!isRecord(mask)) return mask;
  const dabs = mask['Dabs'];
  return {
    ...mask,
    ...(mask['X'] !== undefined && { X: round(number(mask['X']) + dx), Y: round(number(mask['Y']) + dy) }),
    ...(isList(dabs) && { Dabs: dabs.map((line) => {
      const [word = '', x, y, ...rest] = typeof line === 'string' ? line.trim().split(/\s+/) : [];
      return (word === 'd' || word === 'M') && x !== undefined && y !== undefined ? [word, (Number(x) + dx).toFixed(6), (Number(y) + dy).toFixed(6), ...rest].join(' ') : line;
    }) }),
  };
}

/** An area moved by shares of the photo; a source that was set stays where it is. */
export function withMoved(settings: DevelopSettings, { list, index }: Pick<Spot, 'list' | 'index'>, dx: number, dy: number): SettingsPatch {
  return changed(settings, list, index, (value) => {
    if (list === RED_EYES) return { ...value, CenterX: round(number(value['CenterX']) + dx), CenterY: round(number(value['CenterY']) + dy) };
    const masks = value['Masks'];
    return { ...value, ...(isList(masks) && { Masks: masks.map((mask) => movedMask(mask, dx, dy)) }) };
  });
}

/** Where an area's pixels come from; `null`: found by itself, and another one than before. */
export function withSource(settings: DevelopSettings, { list, index }: Pick<Spot, 'list' | 'index'>, source: Place | null): SettingsPatch {
  return changed(settings, list, index, (value): Fields => {
    const { SourceX: _x, OffsetY: _y, SourceY: _s, ...rest } = value;
    // What this kind of removal puts together has no one place; a heal from a place has.
    const type: Fields = source && methodOf(value['SpotType']) === 'remove' ? { SpotType: 'heal' } : {};
    return source
      ? { ...rest, ...type, SourceState: 'sourceSetExplicitly', SourceX: round(source[0]), OffsetY: round(source[1]) }
      : { ...rest, SourceState: 'sourceAutoComputed', Seed: number(value['Seed']) + 1 };
  });
}

/** Size, feather and opacity of an area; of a pupil, how dark it becomes. */
export function withBrush(settings: DevelopSettings, { list, index, radius: before }: Pick<Spot, 'list' | 'index' | 'radius'>, { radius, feather, opacity }: Partial<Pick<Spot, 'radius' | 'feather' | 'opacity'>>): SettingsPatch {
  const factor = radius === undefined || before === 0 ? 1 : radius / before;
  const scaled = (fields: Fields, ...names: readonly string[]): Fields => Object.fromEntries(names.filter((name) => fields[name] !== undefined).map((name) => [name, round(number(fields[name]) * factor)]));
  return changed(settings, list, index, (value) => {
    if (list === RED_EYES) return { ...value, ...scaled(value, 'Radius'), ...(opacity !== undefined && { Darken: opacity }) };
    const masks = value['Masks'];
    return {
      ...value, ...(feather !== undefined && { Feather: feather }), ...(opacity !== undefined && { Opacity: opacity }),
      ...(factor !== 1 && isList(masks) && { Masks: masks.map((mask) => {
        if (!isRecord(mask)) return mask;
        const dabs = mask['Dabs'];
        return { ...mask, ...scaled(mask, 'SizeX', 'SizeY', 'Radius'), ...(isList(dabs) && { Dabs: dabs.map((line) => { const [word, size] = String(line).trim().split(/\s+/); return word === 'r' ? `r ${round(Number(size) * factor)}` : line; }) }) };
      }) }),
    };
  });
}

export function without(settings: DevelopSettings, { list, index }: Pick<Spot, 'list' | 'index'>): SettingsPatch {
  const left = listOf(settings, list).filter((_, i) => i !== index);
  return { [list]: left.length === 0 ? null : left };
}

/** A pupil added to those of a document. */
export const withEye = (settings: DevelopSettings, eye: JsonValue): SettingsPatch => ({ [RED_EYES]: [...listOf(settings, RED_EYES), eye] });
export const countOf = (settings: DevelopSettings, list: RetouchList): number => listOf(settings, list).length;
