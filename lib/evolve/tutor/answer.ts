import { z } from 'zod';
import { readLooseJson } from '@/lib/develop/codecs';
import type { JsonValue, Locale } from '@/lib/develop/types';

/** A lesson in both languages: the user's is trained on, the other one is for whoever reads the page in it. */
export type Reflection = Readonly<Record<Locale, string>>;

const SHORTEST = 12;
export const LONGEST = 900;
const LONGEST_ANSWER = 20_000;
const MOST_OBJECTS = 12;

const said = z.string().transform((text) => text.replace(/\s+/g, ' ').trim()).pipe(z.string().min(SHORTEST).max(LONGEST));
const hanShare = (text: string): number => (text.match(/\p{Script=Han}/gu)?.length ?? 0) / text.length;
const HAN_LEAST = 0.2;
const HAN_MOST = 0.05;

export const reflectionSchema = z.object({
  en: said.refine((text) => hanShare(text) <= HAN_MOST, 'Expected English'),
  zh: said.refine((text) => hanShare(text) >= HAN_LEAST, 'Expected Chinese'),
});

/** What the answer has to look like, for servers that hold a model to it. */
export const REFLECTION_SCHEMA: { readonly name: string; readonly strict: true; readonly schema: Readonly<Record<string, JsonValue>> } = {
  name: 'reflection', strict: true,
  schema: { type: 'object', properties: { en: { type: 'string' }, zh: { type: 'string' } }, required: ['en', 'zh'], additionalProperties: false },
};

export type Read = { readonly ok: true; readonly reflection: Reflection } | { readonly ok: false; /** For the model. */ readonly problem: string };

/**
 * Reads what a model wrote: the last JSON object in form. `blamed`: names of the sliders that were measured to be to blame; a reflection that
 * speaks of none of them explains another picture than this one.
 */
export function readReflection(text: string, blamed: Readonly<Record<Locale, readonly string[]>>): Read {
  const answer = text.replace(/<think>[\s\S]*?(<\/think>|$)/gi, '').slice(-LONGEST_ANSWER);
  let problem = 'there was no JSON object with "en" and "zh"';
  let from = answer.lastIndexOf('{');
  for (let tries = 0; from >= 0 && tries < MOST_OBJECTS; tries++, from = from === 0 ? -1 : answer.lastIndexOf('{', from - 1)) {
    const read = reflectionSchema.safeParse(objectAt(answer.slice(from)));
    if (!read.success) {
      const [issue] = read.error.issues;
      if (issue && issue.path.length > 0) problem = `${issue.path.join('.')}: ${issue.message}`;
      continue;
    }
    const silent = (['en', 'zh'] as const).find((locale) => blamed[locale].length > 0 && !blamed[locale].some((name) => read.data[locale].toLowerCase().includes(name.toLowerCase())));
    if (!silent) return { ok: true, reflection: read.data };
    problem = `"${silent}" names none of the sliders that were measured to be to blame (${blamed[silent].join(', ')})`;
  }
  return { ok: false, problem };
}

function objectAt(text: string): unknown {
  try {
    return readLooseJson(text).value;
  } catch {
    return undefined;
  }
}
