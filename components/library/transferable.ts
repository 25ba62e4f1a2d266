import { TOOLS } from '@/lib/develop/tools';
import type { FamilyId } from '@/lib/develop/tools/types';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';

/** What belongs to one photo's own frame: where it is cut, bent, repaired and masked. */
const OF_ITS_PHOTO: ReadonlySet<FamilyId> = new Set<FamilyId>(['crop', 'transform', 'retouch', 'local', 'mask', 'lens', 'lens-blur']);

const ITS_OWN = new Set(TOOLS.filter(({ scope, family }) => scope !== 'global' || OF_ITS_PHOTO.has(family)).map(({ name }) => name));
const KNOWN = new Set(TOOLS.map(({ name }) => name));

/** The part of a photo's settings that means the same on another: its light and colour, and the tables that they name. */
export function transferable(settings: DevelopSettings): SettingsPatch {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !ITS_OWN.has(name) && (KNOWN.has(name) || name.startsWith('Table_'))));
}
