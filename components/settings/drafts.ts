import { create } from 'zustand';
import type { EndpointPart, ModelView } from '@/lib/studio/types';
import { draftOf, type Draft } from './draft';

/** Keys as they were typed: text, forgotten (`null`), or left as they are on the server (absent). */
export type TypedKeys = Readonly<Partial<Record<EndpointPart, string | null>>>;
export type Unsaved = { readonly draft: Draft; readonly keys: TypedKeys };

const NEW = 'new:';
let made = 0;
/** A name for a model that was never saved; several may be begun. */
export const newId = (): string => `${NEW}${++made}`;
export const isNew = (id: string): boolean => id.startsWith(NEW);

/**
 * What was changed and not saved, by model: kept for as long as the tab lives, so that nothing is lost by looking elsewhere. Never
 * written down, since keys may be in it.
 */
export const useUnsaved = create<{ readonly byId: Readonly<Record<string, Unsaved>> }>(() => ({ byId: {} }));

export function setUnsaved(id: string, unsaved: Unsaved): void {
  useUnsaved.setState(({ byId }) => ({ byId: { ...byId, [id]: unsaved } }));
}

export function forgetUnsaved(id: string): void {
  useUnsaved.setState(({ byId }) => ({ byId: Object.fromEntries(Object.entries(byId).filter(([other]) => other !== id)) }));
}

/** Whether there is anything to save. */
export function differs({ draft, keys }: Unsaved, saved: ModelView | undefined): boolean {
  if (!saved || Object.values(keys).some((key) => key !== undefined && key !== '')) return true;
  if (Object.values(keys).includes(null)) return true;
  return JSON.stringify(Object.entries(draftOf(saved.profile)).toSorted()) !== JSON.stringify(Object.entries(draft).toSorted());
}
