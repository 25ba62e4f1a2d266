import { FILM_STYLES } from './film';
import { MOOD_STYLES } from './mood';
import { SCENE_STYLES } from './scene';
import type { Style } from './style';

export type { Style, StyleGoal } from './style';

/** Every named style, with its names in both languages and its goals. */
export const STYLES: readonly Style[] = [...FILM_STYLES, ...MOOD_STYLES, ...SCENE_STYLES];

const byId = new Map(STYLES.map((entry) => [entry.id, entry]));

export function styleOf(id: string): Style | undefined {
  return byId.get(id);
}
