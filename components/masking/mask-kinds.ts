import { Blend, Brush, Circle, Cloud, Image, Pipette, ScanSearch, SquareUser, Sun, UsersRound, type LucideIcon } from 'lucide-react';
import { PEOPLE_PARTS } from '@/lib/develop/masks/needs';
import type { StudioCommand } from '../studio/keys';
import type { DrawnKind } from './masking-slice';

/** What is found in the photo, by key of `lib/develop/masks/needs.ts`. */
export const FOUND_KINDS = ['subject', 'sky', 'people', 'background'] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];
export const PEOPLE_KINDS = Object.values(PEOPLE_PARTS);
export type PeopleKind = (typeof PEOPLE_KINDS)[number];

/** What can be selected: found in the photo, or drawn on it or picked from it. */
export type NewMask =
  | { readonly by: 'finding'; readonly key: FoundKind | `people/${PeopleKind}` }
  | { readonly by: 'drawing'; readonly kind: DrawnKind };

export const FOUND_ICONS: Readonly<Record<FoundKind, LucideIcon>> = { subject: SquareUser, sky: Cloud, people: UsersRound, background: Image };

/** What one makes oneself, with the command whose key does the same. */
export const MADE: readonly { readonly kind: DrawnKind; readonly Icon: LucideIcon; readonly command?: StudioCommand }[] = [
  { kind: 'brush', Icon: Brush, command: 'mask-brush' },
  { kind: 'linear', Icon: Blend, command: 'mask-linear' },
  { kind: 'radial', Icon: Circle, command: 'mask-radial' },
  { kind: 'colour', Icon: Pipette, command: 'mask-colour' },
  { kind: 'luminance', Icon: Sun, command: 'mask-luminance' },
  { kind: 'object', Icon: ScanSearch },
];
