export const PARTS = ['face', 'skin', 'hair', 'eyes', 'eyewhites', 'lips', 'teeth', 'brows', 'beard', 'clothes'] as const;
export type Part = (typeof PARTS)[number];

/** What a mask key asks for (see `lib/develop/masks/needs.ts`). `place`: a point or a box in fractions of the photo. */
export type Question = { readonly kind: 'subject' | 'sky' | 'object' | 'depth' } | { readonly kind: 'people'; readonly part?: Part };
export type Asked = Question & { readonly place: readonly number[] };

const isPart = (word: string): word is Part => (PARTS as readonly string[]).includes(word);

/** Undefined for keys that nothing here knows. */
export function readKey(key: string): Asked | undefined {
  const [name = '', where] = key.split('@');
  const place = where === undefined ? [] : where.split(',').map(Number);
  if (!place.every(Number.isFinite) || ![0, 2, 4].includes(place.length)) return undefined;
  if (name === 'object') return place.length >= 2 ? { kind: 'object', place } : undefined;
  if (name === 'subject' || name === 'sky' || name === 'depth') return { kind: name, place };
  const [family, part] = name.split('/');
  if (family !== 'people') return undefined;
  if (part === undefined) return { kind: 'people', place };
  return isPart(part) ? { kind: 'people', part, place } : undefined;
}
