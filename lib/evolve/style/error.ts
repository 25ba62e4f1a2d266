import type { SettingsPatch } from '@/lib/develop/types';
import { STYLE_SLIDERS } from './sliders';
import type { Edit } from './types';

/**
 * Mean absolute difference between a patch and what the photographer did, in shares of half a slider's travel, over sliders that either moved.
 * `names`: the sliders that count; the same for all that are compared.
 */
export function parameterError(edit: Edit, patch: SettingsPatch, names: ReadonlySet<string>): number {
  const counted = STYLE_SLIDERS.filter(({ tool }) => names.has(tool.name));
  const settings = { ...edit.starting, ...patch };
  return counted.reduce((sum, slider) => sum + Math.abs(slider.read(settings, edit.starting) - slider.read(edit.settings, edit.starting)), 0) / Math.max(1, counted.length);
}
