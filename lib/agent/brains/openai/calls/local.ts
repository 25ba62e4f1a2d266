import { z } from 'zod';
import { CORRECTIONS, correctionsOf, correctionsValue, normalise, sameJson } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue, SettingsPatch } from '@/lib/develop/types';
import { LOCAL_PROPERTIES } from '../functions/areas';
import { areas, masksOf, type Ground } from './areas';
import { localName, unknownLocal } from './names';
import { flag, num, problemOf, whole } from './values';

const SCALES = new Map(LOCAL_PROPERTIES.map((property) => [property.name as string, property]));
const call = z.object({ areas: areas.default([]), correction: whole.optional(), remove: flag.default(false) });

type Fields = Readonly<Record<string, JsonValue>>;

/** Amounts in file units, within their ranges; or what is wrong with one. */
function amountsOf(values: Fields): Fields | string {
  const amounts: Record<string, JsonValue> = {};
  for (const [given, value] of Object.entries(values)) {
    const name = localName(given), property = name === undefined ? undefined : SCALES.get(name);
    if (!name || !property) return unknownLocal(given);
    const read = num.safeParse(value);
    if (value === null) amounts[name] = 0;
    else if (!read.success) return `${name}: ${problemOf(read.error)}`;
    else amounts[name] = Math.min(property.max, Math.max(property.min, read.data)) / property.scale;
  }
  return amounts;
}

/** A correction added to those of the settings, or one of them changed or taken away; a text instead says what is wrong. */
export async function localPatch(value: Fields, title: string, current: DevelopSettings, ground: Ground): Promise<SettingsPatch | string> {
  const { areas: _areas, area, correction: _correction, remove: _remove, ...rest } = value;
  const read = call.safeParse({ ...value, areas: value['areas'] ?? area });
  if (!read.success) return problemOf(read.error);
  const amounts = amountsOf(rest);
  if (typeof amounts === 'string') return amounts;
  const present = correctionsValue(correctionsOf(current)) as readonly Fields[];
  const { areas: wanted, correction, remove } = read.data;
  if (correction !== undefined && !present[correction - 1]) return present.length === 0 ? 'there is no local correction yet; leave correction out to add one' : `there are local corrections #1 to #${present.length}`;
  if (remove) return correction === undefined ? 'remove needs the number of a correction' : { [CORRECTIONS]: present.filter((_, at) => at !== correction - 1) };
  const masks = await masksOf(wanted, ground);
  if (typeof masks === 'string') return masks;
  if (correction !== undefined) {
    const changed = present.map((one, at) => (at === correction - 1 ? { ...one, ...(masks.length > 0 && { CorrectionMasks: masks }), ...amounts } : one));
    return { [CORRECTIONS]: changed };
  }
  if (masks.length === 0) return 'a new correction needs areas';
  if (Object.values(amounts).every((amount) => amount === 0)) return 'a new correction needs at least one amount, such as LocalExposure2012';
  const added: Fields = { What: 'Correction', CorrectionName: title, CorrectionActive: true, CorrectionAmount: 1, CorrectionMasks: masks, ...amounts };
  const all = correctionsOf(normalise({ [CORRECTIONS]: [...present, added] }).settings) as unknown as readonly Fields[];
  const named = (at: number): JsonValue => ({ ...all.at(at), CorrectionName: '' });
  const twin = present.findIndex((_, at) => sameJson(named(at), named(-1)));
  if (twin >= 0) return `that correction is there already, as #${twin + 1}; give correction: ${twin + 1} to change its amounts`;
  return { [CORRECTIONS]: [...present, added] };
}
