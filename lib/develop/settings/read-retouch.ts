import type { JsonValue } from '../types';
import { isList, isRecord, type JsonRecord } from './json';
import { numberIn } from './read';
import { MAX_AREAS, MAX_DABS, methodOf, RED_EYES, RETOUCH_AREAS, shapeOf } from './retouch';
import { type FieldTable, pairsIn, readFields, type Report } from './structures';

const AREA: FieldTable = { Opacity: [0, 1], Feather: [0, 1], Seed: [-4294967295, 4294967295], SourceX: [-10, 10], OffsetY: [-10, 10], SourceY: [-10, 10] };
const MASK: FieldTable = {
  X: [-10, 10], Y: [-10, 10], SizeX: [0, 1], SizeY: [0, 1], Radius: [0, 1], Alpha: [-0.99, 0.99], CenterValue: [0, 1], PerimeterValue: [0, 1], Flow: [0, 1], CenterWeight: [0, 1],
  MaskValue: [0, 1], MaskBlendMode: [0, 2], MaskActive: 'flag', MaskInverted: 'flag', Flipped: 'flag',
};
const EYE: FieldTable = { CenterX: [-10, 10], CenterY: [-10, 10], Radius: [0, 1], Darken: [0, 1], Size: [0, 1], Pet: 'flag' };

function mask(value: JsonValue, path: string, report: Report): JsonValue {
  if (!isRecord(value)) return value;
  const out = readFields(value, MASK, path, report);
  const dabs = out['Dabs'];
  if (isList(dabs)) {
    const broken = dabs.filter((dab) => typeof dab !== 'string' || !/^\s*([dM](\s+[-+.\deE]+){2,3}|[rf]\s+[-+.\deE]+)\s*$/.test(dab)).length;
    if (broken > 0) report({ name: `${path}.Dabs`, kind: 'invalid', message: `${broken} of ${dabs.length} brush dabs cannot be read; they are left out of the stroke` });
    if (dabs.length > MAX_DABS) report({ name: `${path}.Dabs`, kind: 'unrendered', message: `a stroke of ${dabs.length} dabs is kept, but only its first ${MAX_DABS} are rendered` });
  }
  if (!shapeOf(out) && out['MaskActive'] !== false && out['MaskValue'] !== 0) report({ name: path, kind: 'unknown', message: `${String(value['What'])} is not a shape that retouching knows, or it has no place; it is kept` });
  return out;
}

function area(value: JsonValue, path: string, report: Report): JsonValue | undefined {
  if (!isRecord(value)) {
    report({ name: path, kind: 'invalid', message: 'expected an area to retouch; it is left out' });
    return undefined;
  }
  const feather = numberIn(value['Feather']);
  // A slider's 0…100 instead of the file's 0…1.
  const out = readFields(feather !== undefined && feather > 1 && feather <= 100 ? { ...value, Feather: feather / 100 } : value, AREA, path, report);
  if (!methodOf(out['SpotType'])) report({ name: path, kind: 'unrendered', message: `${String(out['SpotType'])} is kept, but this version does not render it` });
  else if (typeof out['fill_method'] === 'string') report({ name: path, kind: 'translated', message: 'a generated fill is kept; it is rendered as content-aware removal from the photo itself' });
  const masks = out['Masks'];
  if (isList(masks)) out['Masks'] = masks.map((one, i) => mask(one, `${path}.Masks[${i}]`, report));
  else report({ name: `${path}.Masks`, kind: 'invalid', message: 'expected the shapes of the area; it retouches nothing' });
  return out;
}

function list(value: JsonValue, name: string, report: Report, read: (item: JsonValue, path: string) => JsonValue | undefined): JsonValue | undefined {
  if (!isList(value)) {
    if (value !== '') report({ name, kind: 'invalid', message: 'expected a list; it is left out' });
    return undefined;
  }
  if (value.length > MAX_AREAS) report({ name, kind: 'unrendered', message: `${value.length} areas are kept, but only the first ${MAX_AREAS} are rendered` });
  const out = value.map((item, i) => read(item, `${name}[${i}]`)).filter((item): item is JsonValue => item !== undefined);
  return out.length > 0 ? out : undefined;
}

/** `RetouchAreas` with numbers as numbers in their ranges, unknown fields kept; an empty list is no list. */
export const readRetouchAreas = (value: JsonValue, report: Report): JsonValue | undefined => list(value, RETOUCH_AREAS, report, (item, path) => area(item, path, report));

/** `RedEyeInfo`: text stays text, records are read. */
export const readRedEyes = (value: JsonValue, report: Report): JsonValue | undefined => list(value, RED_EYES, report, (item, path) => {
  const record: JsonRecord | undefined = typeof item === 'string' ? pairsIn(item) : isRecord(item) ? item : undefined;
  const placed = record && (numberIn(record['x']) ?? numberIn(record['CenterX'])) !== undefined && (numberIn(record['y']) ?? numberIn(record['CenterY'])) !== undefined && (numberIn(record['width']) ?? numberIn(record['Radius'])) !== undefined;
  if (!record || !placed) report({ name: path, kind: 'invalid', message: 'expected where a pupil is and how large; it is kept and changes nothing' });
  return isRecord(item) ? readFields(item, EYE, path, report) : item;
});

/** The older list of round spots, `centerX = …, centerY = …, radius = …, sourceState = …, sourceX = …, sourceY = …, spotType = heal`, as areas. */
export function areasOfRetouchInfo(value: JsonValue): readonly JsonValue[] {
  return (isList(value) ? value : []).flatMap((item): readonly JsonValue[] => {
    const spot: JsonRecord = typeof item === 'string' ? pairsIn(item) : isRecord(item) ? item : {};
    const [x, y, radius] = [numberIn(spot['centerX']), numberIn(spot['centerY']), numberIn(spot['radius'])];
    if (x === undefined || y === undefined || radius === undefined) return [];
    const [sourceX, sourceY, opacity] = [numberIn(spot['sourceX']), numberIn(spot['sourceY']), numberIn(spot['opacity'])];
    return [{
      SpotType: spot['spotType'] ?? 'heal', ...(spot['sourceState'] !== undefined && { SourceState: spot['sourceState'] }),
      ...(sourceX !== undefined && sourceY !== undefined && { SourceX: sourceX, OffsetY: sourceY }), Opacity: opacity ?? 1, Feather: 0, Seed: 0,
      Masks: [{ What: 'Mask/Ellipse', MaskValue: 1, X: x, Y: y, SizeX: radius, SizeY: radius, Alpha: 0, CenterValue: 1, PerimeterValue: 0 }],
    }];
  });
}
