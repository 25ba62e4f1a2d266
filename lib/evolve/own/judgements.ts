/** What the people of a studio said and did with results: the file that a training learns from, and what each kind is worth. */
import { z } from 'zod';

const key = z.string().min(1);
const stars = z.number().min(1).max(5);

/** A result that can be developed again. `path`: the file, `sha256` its hash (hex); what was asked for is part of it: the same picture may follow one wish and not another. */
const pictureSchema = z.object({ key, path: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), instruction: z.string(), locale: z.enum(['en', 'zh']), settings: z.record(z.string(), z.unknown()) });

/** `better` and `worse` are keys of pictures of the same photo and words. */
const pair = { better: key, worse: key };
const judgementSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stars'), of: key, aesthetics: stars.optional(), instruction: stars.optional() }),
  z.object({ kind: z.literal('choice'), ...pair, even: z.boolean() }),
  z.object({ kind: z.literal('corrected'), ...pair }),
  z.object({ kind: z.literal('restored'), ...pair }),
  z.object({ kind: z.literal('kept'), of: key }),
  z.object({ kind: z.literal('undone'), of: key }),
]);

export const ownSchema = z.object({ pictures: z.array(pictureSchema), judgements: z.array(judgementSchema) });

export type OwnPicture = z.infer<typeof pictureSchema>;
export type Judgement = z.infer<typeof judgementSchema>;
export type Own = z.infer<typeof ownSchema>;

export const NOTHING: Own = { pictures: [], judgements: [] };

export const keysOf = (judgement: Judgement): readonly string[] => ('of' in judgement ? [judgement.of] : [judgement.better, judgement.worse]);
