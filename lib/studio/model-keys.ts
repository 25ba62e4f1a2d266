import { z } from 'zod';
import type { Keys, Profile } from '@/lib/agent/profile';
import type { ProfileRow } from '@/lib/store/profiles';
import { seal, unseal } from './seal';
import type { EndpointPart } from './types';

/** The keys of a profile's endpoints. They are sealed in the database, plain only while they are used, and never shown again. */

export const ENDPOINT_PARTS: readonly EndpointPart[] = ['endpoint', 'judge', 'generator'];

const document = z.object({ endpoint: z.string().optional(), judge: z.string().optional(), generator: z.string().optional() });

export function sealKeys(profileId: string, keys: Keys, secret: string): string {
  return Object.keys(keys).length === 0 ? '' : seal(JSON.stringify(keys), secret, `profile:${profileId}`);
}

/** Undefined when they cannot be opened: the studio's secret is another one now. */
export function openKeys(row: Pick<ProfileRow, 'id' | 'keys'>, secret: string): Keys | undefined {
  if (row.keys === '') return {};
  const text = unseal(row.keys, secret, `profile:${row.id}`);
  return text === undefined ? undefined : document.parse(JSON.parse(text));
}

const originsOf = (profile: Profile, part: EndpointPart) => (profile[part]?.urls ?? []).map((url) => new URL(url).origin);

/**
 * The keys after a change: those that were given, and those that were there and left alone. A kept key goes to no server that it was not
 * given for.
 */
export function keptKeys(profile: Profile, given: Readonly<Partial<Record<EndpointPart, string | null>>>, before: { readonly profile: Profile; readonly keys: Keys } | null): Keys {
  const kept = (part: EndpointPart): string | undefined => {
    if (!before) return undefined;
    const known = new Set(originsOf(before.profile, part));
    return originsOf(profile, part).every((origin) => known.has(origin)) ? before.keys[part] : undefined;
  };
  return Object.fromEntries(ENDPOINT_PARTS.flatMap((part) => {
    const key = given[part] === undefined ? kept(part) : given[part];
    return profile[part] && key ? [[part, key]] : [];
  }));
}
