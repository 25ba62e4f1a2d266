import { anchorOf, RED_EYES, redEyesOf, RETOUCH_AREAS, retouchAreasOf } from '@/lib/develop/settings';
import { isList } from '@/lib/develop/settings/json';
import type { DevelopSettings, JsonValue } from '@/lib/develop/types';

const UNIT = { width: 1, height: 1 } as const;

/** One retouched place: where it stands in its list, what was done, and where on the photo (fractions); no kind where this version does not know it. */
export type Entry = { readonly list: typeof RETOUCH_AREAS | typeof RED_EYES; readonly index: number; readonly kind: 'heal' | 'clone' | 'remove' | 'redEye' | 'petEye' | undefined; readonly x: number; readonly y: number };

/** Every area and pupil of the document, those that this version does not know too. */
export function entriesOf(settings: DevelopSettings): readonly Entry[] {
  const listed = (name: Entry['list'], read: (item: JsonValue) => Pick<Entry, 'kind' | 'x' | 'y'> | undefined): readonly Entry[] => {
    const value = settings[name];
    return isList(value) ? value.map((item, index) => ({ list: name, index, ...(read(item) ?? { kind: undefined, x: NaN, y: NaN }) })) : [];
  };
  return [
    ...listed(RETOUCH_AREAS, (item) => {
      const [area] = retouchAreasOf({ [RETOUCH_AREAS]: [item] });
      if (!area) return undefined;
      const { x, y } = anchorOf(area);
      return { kind: area.method, x, y };
    }),
    ...listed(RED_EYES, (item) => {
      const [eye] = redEyesOf({ [RED_EYES]: [item] }, UNIT);
      return eye && { kind: eye.pet ? 'petEye' : 'redEye', x: eye.x, y: eye.y };
    }),
  ];
}

export const isRetouched = (settings: DevelopSettings): boolean => settings[RETOUCH_AREAS] !== undefined || settings[RED_EYES] !== undefined;
