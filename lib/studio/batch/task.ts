import { z } from 'zod';
import type { Locale, SettingsPatch } from '@/lib/develop/types';
import { settingsPatch } from '../steps';

const id = z.string().min(1).max(200);

/** What a batch does to each of its photos: say the same words to the agent, lay the same settings over it, make it like a step of another photo, or edit it in a style that was learnt. */
export type BatchTask = { readonly locale: Locale } & (
  | { readonly kind: 'instruction'; readonly text: string; readonly profileId?: string }
  | { readonly kind: 'settings'; readonly patch: SettingsPatch }
  | { readonly kind: 'like'; readonly stepId: string; readonly profileId?: string }
  | { readonly kind: 'style'; readonly styleId: string }
);

export const batchTask = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('instruction'), text: z.string().trim().min(1, 'Expected an instruction').max(4000, 'Expected at most 4000 characters'), locale: z.enum(['en', 'zh']), profileId: id.optional() }),
  z.object({ kind: z.literal('settings'), patch: settingsPatch.refine((patch) => Object.keys(patch).length > 0, 'Expected at least one setting'), locale: z.enum(['en', 'zh']) }),
  z.object({ kind: z.literal('style'), styleId: id, locale: z.enum(['en', 'zh']) }),
  z.object({ kind: z.literal('like'), stepId: id, locale: z.enum(['en', 'zh']), profileId: id.optional() }),
]);
