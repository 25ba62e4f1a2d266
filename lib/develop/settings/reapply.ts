import type { DevelopSettings, JsonValue, SettingsPatch } from '../types';
import { patchBetween } from './diff';
import { isList, isRecord, sameJson } from './json';
import { CORRECTIONS } from './names';
import { ITEM_KEYS, mergeList, type ItemKey } from './merge-list';
import { applyPatch } from './normalise';
import { RED_EYES, RETOUCH_AREAS } from './retouch';

/** Settings and the picture that they lie on; `null` is the photo. */
export type Ground = { readonly settings: DevelopSettings; readonly baseId: string | null };

/** A step as it was made: what it asked for, and where it came from and got to. */
export type MadeStep = { readonly id: string; readonly patch: SettingsPatch; readonly before: Ground; readonly after: Ground };

export type ReappliedStep = Ground & { readonly sourceId: string; readonly patch: SettingsPatch };

/**
 * - `empty`: the step changes nothing any more, and is left out;
 * - `missing`: it changes a mask or an area (`name`) that is not there; the rest of it is applied;
 * - `reshaped`: it draws a mask anew that has another shape now; its own shape is used;
 * - `baked`: the white balance at that time is in the picture that an image model made, and stays in it.
 */
export type ReapplyConflict = { readonly stepId: string; readonly kind: 'empty' | 'missing' | 'reshaped' | 'baked'; readonly name?: string };

export type Reapplied =
  | { readonly ok: true; readonly steps: readonly ReappliedStep[]; readonly conflicts: readonly ReapplyConflict[] }
  /** An image model made this step's picture from one that would not lie below it any more. */
  | { readonly ok: false; readonly stepId: string };

/** Lists of which a step changes single items; every other value is replaced whole. */
const LISTS: Readonly<Record<string, readonly ItemKey[]>> = {
  [CORRECTIONS]: ITEM_KEYS.correction, [RETOUCH_AREAS]: ITEM_KEYS.area, [RED_EYES]: ITEM_KEYS.value, PointColors: ITEM_KEYS.value,
};

const BALANCE = ['WhiteBalance', 'Temperature', 'Tint', 'IncrementalTemperature', 'IncrementalTint'] as const;

const listOf = (settings: DevelopSettings, name: string): readonly JsonValue[] => { const value = settings[name]; return isList(value) ? value : []; };
const nameOf = (item: JsonValue): string | undefined => { const name = isRecord(item) ? item['CorrectionName'] : undefined; return typeof name === 'string' && name !== '' ? name : undefined; };

/** What the step asked for, where that gives what it shows; what it changed otherwise (a model's parameters are not always used as they came). */
const patchOf = ({ patch, before, after }: MadeStep): SettingsPatch =>
  sameJson(applyPatch(before.settings, patch), after.settings) ? patch : patchBetween(before.settings, after.settings);

function reapplyOne(ground: Ground, step: MadeStep): { readonly made: ReappliedStep; readonly conflicts: readonly ReapplyConflict[] } {
  const conflicts: ReapplyConflict[] = [];
  const say = (kind: ReapplyConflict['kind'], item?: JsonValue) => {
    const name = item === undefined ? undefined : nameOf(item);
    conflicts.push({ stepId: step.id, kind, ...(name !== undefined && { name }) });
  };
  const asked: Record<string, JsonValue> = { ...patchOf(step) };
  for (const [name, keys] of Object.entries(LISTS)) {
    if (!(name in asked)) continue;
    const [before, after, onto] = [step.before.settings, step.after.settings, ground.settings].map((settings) => listOf(settings, name));
    const merged = mergeList(before ?? [], after ?? [], onto ?? [], keys);
    asked[name] = merged.items.length === 0 ? null : merged.items;
    for (const item of merged.missing) say('missing', item);
    for (const item of merged.reshaped) say('reshaped', item);
  }
  const makesBase = step.after.baseId !== step.before.baseId;
  // Only a RAW photo's white balance goes into what a model makes, and leaves the settings with it.
  const bakes = makesBase && BALANCE.some((name) => asked[name] === null);
  if (bakes) for (const name of BALANCE) asked[name] = null;
  if (bakes && BALANCE.some((name) => !sameJson(step.before.settings[name] ?? null, ground.settings[name] ?? null))) say('baked');
  const settings = applyPatch(ground.settings, asked);
  return { made: { sourceId: step.id, patch: asked, settings, baseId: makesBase ? step.after.baseId : ground.baseId }, conflicts };
}

/**
 * The steps done again, in the order given, from `ground`: sliders are set to what each step set them to; masks and retouched areas are added, changed
 * and removed one by one, each told by its identity. Steps that change nothing any more are left out.
 */
export function reapply(ground: Ground, steps: readonly MadeStep[]): Reapplied {
  const made: ReappliedStep[] = [];
  const conflicts: ReapplyConflict[] = [];
  let at = ground;
  for (const step of steps) {
    if (step.after.baseId !== step.before.baseId && step.before.baseId !== at.baseId) return { ok: false, stepId: step.id };
    const next = reapplyOne(at, step);
    conflicts.push(...next.conflicts);
    if (next.made.baseId === at.baseId && sameJson(next.made.settings, at.settings)) conflicts.push({ stepId: step.id, kind: 'empty' });
    else made.push((at = next.made));
  }
  return { ok: true, steps: made, conflicts };
}

/** Names that a left-out step set and a later one sets again: leaving it out does not show there. */
export function overruled(leftOut: MadeStep, later: readonly MadeStep[]): readonly string[] {
  const again = new Set(later.flatMap((step) => Object.keys(patchOf(step))));
  return Object.keys(patchOf(leftOut)).filter((name) => !(name in LISTS) && again.has(name));
}
