import { LOOK, OWN_LOOK, partOf } from '../settings';
import type { JsonValue, SettingsPatch } from '../types';
import { isRendering } from './rendering';

/**
 * A patch laid over a photo as a look: what a look may carry goes under the photo's own settings, where its amount can be turned later and taken away
 * without a trace; the rest (light, crop, lens, masks) is set. Curves and black and white are set under, too. A patch that has a look of its own is set as it is.
 * @param amount 0…2
 */
export function layLook({ id, name, patch }: { readonly id: string; readonly name: string; readonly patch: SettingsPatch }, amount = 1): SettingsPatch {
  if (patch[LOOK] !== undefined && patch[LOOK] !== null) return patch;
  const entries = Object.entries(patch).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  const parameters = Object.fromEntries(entries.filter(([key, value]) => isRendering(key) && value !== null));
  // What is no setting (a file's bookkeeping) stays behind.
  const rest = Object.fromEntries(entries.filter(([key]) => !isRendering(key) && partOf(key) !== undefined));
  return { ...rest, [LOOK]: Object.keys(parameters).length === 0 ? null : { Name: name, Amount: amount, UUID: `${OWN_LOOK}${id}`, Parameters: parameters } };
}
