import { z } from 'zod';
import { settingsPatch } from '../steps';

const id = z.string().min(1).max(200);

/** What a batch does to each of its photos: say the same words to the agent, lay the same settings over it, or make it like a step of another photo. */
export const batchTask = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('instruction'), text: z.string().trim().min(1, 'Expected an instruction').max(4000, 'Expected at most 4000 characters'), locale: z.enum(['en', 'zh']), profileId: id.optional() }),
  z.object({ kind: z.literal('settings'), patch: settingsPatch.refine((patch) => Object.keys(patch).length > 0, 'Expected at least one setting'), locale: z.enum(['en', 'zh']) }),
  z.object({ kind: z.literal('like'), stepId: id, locale: z.enum(['en', 'zh']), profileId: id.optional() }),
]);
export type BatchTask = z.infer<typeof batchTask>;
