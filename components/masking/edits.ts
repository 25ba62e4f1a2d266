import type { CombineMode, Mask, PaintMask } from '@/lib/develop/settings';
import { combineFields, CORRECTIONS } from '@/lib/develop/settings';
import { isRecord, sameJson } from '@/lib/develop/settings/json';
import type { DevelopSettings, JsonValue, SettingsPatch } from '@/lib/develop/types';
import { edited, type Corrections } from '../develop/correction-list';

/** A mask by its places: which correction, which of its masks. */
export type MaskAt = { readonly correction: number; readonly mask: number };
/** A correction that a new mask joins, and how; without one it begins a correction of its own. */
export type Into = { readonly correction: number; readonly mode: CombineMode };

const plain = (mask: Partial<Mask>): Readonly<Record<string, JsonValue>> => JSON.parse(JSON.stringify(mask)) as Readonly<Record<string, JsonValue>>;
const masksIn = (list: Corrections, correction: number): Corrections | undefined => {
  const item = list[correction];
  const masks = isRecord(item) ? item['CorrectionMasks'] : undefined;
  return Array.isArray(masks) ? (masks as Corrections) : undefined;
};

/** The list with some fields of a mask changed; those that the change does not name stay as the file had them. */
export function withMask(list: Corrections, at: MaskAt, change: Partial<Mask>): Corrections {
  const masks = masksIn(list, at.correction);
  return masks ? edited(list, at.correction, { CorrectionMasks: edited(masks, at.mask, plain(change)) }) : list;
}

/** The list without a mask; a correction that has no other goes with it. */
export function withoutMask(list: Corrections, at: MaskAt): Corrections {
  const masks = masksIn(list, at.correction);
  if (!masks) return list;
  return masks.length <= 1 ? edited(list, at.correction, null) : edited(list, at.correction, { CorrectionMasks: edited(masks, at.mask, null) });
}

/** The list with a new mask at its end or, joined to a correction, at the end of that, and where the mask now is. */
export function withNewMask(list: Corrections, mask: Mask, name: string, into?: Into): { readonly list: Corrections; readonly at: MaskAt } {
  const masks = into && masksIn(list, into.correction);
  if (into && masks) {
    const joined = plain({ ...mask, ...(into.mode === 'add' ? {} : combineFields(into.mode)) });
    return { list: edited(list, into.correction, { CorrectionMasks: [...masks, joined] }), at: { correction: into.correction, mask: masks.length } };
  }
  const correction: JsonValue = { What: 'Correction', CorrectionName: name, CorrectionActive: true, CorrectionAmount: 1, CorrectionMasks: [plain(mask)] };
  return { list: [...list, correction], at: { correction: list.length, mask: 0 } };
}

/** A name that no correction of the list has yet: "Brush", "Brush 2", … */
export function freeName(list: Corrections, name: string): string {
  const taken = new Set(list.map((item) => (isRecord(item) ? item['CorrectionName'] : undefined)));
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name} ${number}`;
  return free;
}

/** Whether a move that is not yet a step changes where a correction holds, and not only what it does there. */
export function shapesMask(settings: DevelopSettings, draft: SettingsPatch, correction: number): boolean {
  const [before, after] = [settings[CORRECTIONS], draft[CORRECTIONS]];
  if (!Array.isArray(after)) return false;
  return !sameJson(masksIn(Array.isArray(before) ? (before as Corrections) : [], correction) ?? null, masksIn(after as Corrections, correction) ?? null);
}

/** Strokes are painted on these. */
export const isBrushed = (mask: Mask | undefined): boolean => mask?.What === 'Mask/Paint' || (mask?.What === 'Mask/Aggregate' && mask.Masks.every(({ What }) => What === 'Mask/Paint'));

/** The list with one more stroke on a brush mask. A single stroke of a file becomes a mask of strokes. */
export function withStroke(list: Corrections, at: MaskAt, stroke: PaintMask): Corrections {
  const masks = masksIn(list, at.correction);
  const mask = masks?.[at.mask];
  if (!masks || !isRecord(mask)) return list;
  const strokes = mask['Masks'];
  if (mask['What'] === 'Mask/Aggregate') return withMaskValue(list, masks, at, { ...mask, Masks: [...(Array.isArray(strokes) ? (strokes as Corrections) : []), plain(stroke)] });
  const { MaskName = '', MaskBlendMode = 0, MaskInverted = false, MaskValue = 1, ...own } = mask;
  return withMaskValue(list, masks, at, { What: 'Mask/Aggregate', MaskName, MaskActive: true, MaskBlendMode, MaskInverted, MaskValue, Masks: [{ ...own, ...combineFields('add') }, plain(stroke)] });
}

const withMaskValue = (list: Corrections, masks: Corrections, at: MaskAt, mask: JsonValue): Corrections => edited(list, at.correction, { CorrectionMasks: masks.with(at.mask, mask) });
