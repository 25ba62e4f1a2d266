import { CORRECTIONS, sameJson } from '@/lib/develop/settings';
import type { JsonValue, SettingsPatch } from '@/lib/develop/types';
import type { StepView } from '@/lib/studio/types';

/** Who moved something last, and the step in which. */
export type Mover = { readonly by: 'agent' | 'user'; readonly title: string };
type Moved = Pick<StepView, 'author' | 'title' | 'patch'>;

const itemsOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? (value as readonly JsonValue[]) : []);

/** Who moved each parameter last, on the way from the original to a step, and then by hand since. Masks are told apart: `MaskGroupBasedCorrections[1]` is the second. */
export function moversOf(path: readonly Moved[], draft: SettingsPatch | null = null): ReadonlyMap<string, Mover> {
  const movers = new Map<string, Mover>();
  let corrections: readonly JsonValue[] = [];
  const steps: readonly Moved[] = draft ? [...path, { author: 'user', title: '', patch: draft }] : path;
  for (const { author, title, patch } of steps) {
    for (const [name, value] of Object.entries(patch) as readonly [string, JsonValue][]) {
      if (name === CORRECTIONS) {
        const next = itemsOf(value);
        const known = next.map((item) => corrections.findIndex((old) => sameJson(old, item)));
        const before = corrections.map((_, index) => movers.get(`${CORRECTIONS}[${index}]`));
        corrections.forEach((_, index) => movers.delete(`${CORRECTIONS}[${index}]`));
        if (author !== 'root') known.forEach((old, index) => movers.set(`${CORRECTIONS}[${index}]`, (old >= 0 ? before[old] : undefined) ?? { by: author, title }));
        corrections = next;
      }
      if (author === 'root') continue;
      if (value === null) movers.delete(name);
      else movers.set(name, { by: author, title });
    }
  }
  return movers;
}
