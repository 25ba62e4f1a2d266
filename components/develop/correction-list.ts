import { isRecord } from '@/lib/develop/settings/json';
import type { JsonValue } from '@/lib/develop/types';

/** Changes of the list of local corrections. Each answers a new list; what it does not name stays as the file had it. */
export type Corrections = readonly JsonValue[];
type Fields = Readonly<Record<string, JsonValue>>;

const changed = (item: JsonValue, change: Fields): JsonValue => (isRecord(item) ? { ...item, ...change } : item);

/** An item with fields changed; `null` takes it away. */
export const edited = (list: Corrections, index: number, change: Fields | null): Corrections =>
  change === null ? list.filter((_, i) => i !== index) : list.map((item, i) => (i === index ? changed(item, change) : item));

/** A copy behind the original; identities that must be unique are left for the reader to make. */
export function duplicated(list: Corrections, index: number, name: string): Corrections {
  const item = list[index];
  if (!isRecord(item)) return list;
  const { CorrectionID: _id, CorrectionSyncID: _sync, ...rest } = item;
  const masks = item['CorrectionMasks'];
  const copies: Fields = Array.isArray(masks) ? { CorrectionMasks: (masks as Corrections).map(withoutIdentity) } : {};
  const copy: JsonValue = { ...rest, ...copies, CorrectionName: name };
  return list.toSpliced(index + 1, 0, copy);
}

function withoutIdentity(mask: JsonValue): JsonValue {
  if (!isRecord(mask)) return mask;
  const { MaskID: _id, MaskSyncID: _sync, ...rest } = mask;
  return rest as JsonValue;
}

/** An item moved up (−1) or down (+1). The order is the order in which the engine works. */
export function moved(list: Corrections, index: number, by: -1 | 1): Corrections {
  const item = list[index];
  return item === undefined || index + by < 0 || index + by >= list.length ? list : list.toSpliced(index, 1).toSpliced(index + by, 0, item);
}

/** The same adjustments on everything else, of a correction with one mask. Of several each is inverted by itself, where it stands. */
export function turnedInsideOut(list: Corrections, index: number): Corrections {
  const item = list[index];
  const masks = isRecord(item) ? item['CorrectionMasks'] : undefined;
  if (!isRecord(item) || !Array.isArray(masks) || masks.length !== 1) return list;
  const [mask] = masks as Corrections;
  if (!isRecord(mask)) return list;
  const inverted = mask['MaskInverted'] !== true;
  return edited(list, index, { CorrectionMasks: [{ ...mask, MaskInverted: inverted, ...(mask['What'] === 'Mask/CircularGradient' && { Flipped: !inverted }) }] });
}
