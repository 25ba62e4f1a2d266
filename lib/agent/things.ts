import { maskForKey } from '@/lib/develop/masks/needs';
import { CORRECTIONS, correctionsOf, correctionsValue, type Mask } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue } from '@/lib/develop/types';
import type { Renderer, RenderPhoto } from '@/lib/imaging/renderer';
import { DOUBTFUL } from '@/lib/imaging/vision/types';
import { understand } from './language';
import type { Observation, RunRequest, Seen, Thing } from './types';

/** What can be recognised by itself; what the user points at is told. */
export type Recognisable = Exclude<Thing, 'pointed'>;

/** What a thing is recognised by, first choice first: each choice is a union of keys of `lib/develop/masks/needs.ts`, and names its mask. */
const CHOICES: Readonly<Record<Recognisable, readonly (readonly string[])[]>> = {
  sky: [['sky']],
  skin: [['people/face', 'people/skin']],
  subject: [['people'], ['subject']],
  background: [['background']],
};
/** Everything that can be recognised. */
export const THINGS = Object.keys(CHOICES) as readonly Recognisable[];

/** The keys of `lib/develop/masks/needs.ts` that a thing may be found by. */
export const keysOf = (thing: Thing): readonly string[] => (thing === 'pointed' ? [] : CHOICES[thing].flat());

/** The background is what the subject is not: found together. */
const foundBy = (key: string): string => (key === 'background' ? 'subject' : key);

type Eyes = Pick<Renderer, 'masks' | 'coverage'>;
export type Things = Required<Pick<Observation, 'things' | 'doubts'>>;

/** Things that an instruction speaks of. */
export function thingsIn({ instruction, locale, history }: Pick<RunRequest, 'instruction' | 'locale' | 'history'>): readonly Thing[] {
  const { goals } = understand(instruction, { locale, history });
  return [...new Set(goals.flatMap((goal) => (goal.kind === 'adjust' && goal.region.kind === 'thing' ? [goal.region.thing] : [])))];
}

/** Recognises things on the untouched photo, in the frame of the settings. What is not there is in neither list. */
export async function recognise(eyes: Eyes, photo: RenderPhoto, things: readonly Thing[], frame: DevelopSettings, longEdge: number, pointed: readonly JsonValue[], signal?: AbortSignal): Promise<Things> {
  const recognisable = things.filter((thing) => thing !== 'pointed');
  const keys = recognisable.flatMap((thing) => CHOICES[thing].flat().map(foundBy));
  const found = await eyes.masks(photo, keys, signal);
  const sureness = (key: string): number => found[foundBy(key)]?.confidence ?? 0;
  const seen: { [T in Thing]?: Seen } = {}, doubts: { [T in Thing]?: number } = {};
  const told = masksIn(pointed);
  if (things.includes('pointed') && told.length > 0) seen.pointed = await look(eyes, photo, 'pointed', told, 1, frame, longEdge, signal);
  for (const thing of recognisable) {
    // Of a union what is sure counts: a face without bare arms is skin all the same.
    const choice = CHOICES[thing].map((union) => union.filter((key) => sureness(key) >= DOUBTFUL)).find((union) => union.length > 0);
    if (choice) seen[thing] = await look(eyes, photo, choice.join('+'), choice.flatMap((key) => maskForKey(key, key) ?? []), Math.min(...choice.map(sureness)), frame, longEdge, signal);
    else {
      const best = Math.max(...CHOICES[thing].flat().map(sureness));
      if (best > 0) doubts[thing] = best;
    }
  }
  return { things: seen, doubts };
}

async function look(eyes: Eyes, photo: RenderPhoto, name: string, masks: readonly Mask[], confidence: number, frame: DevelopSettings, longEdge: number, signal?: AbortSignal): Promise<Seen> {
  const { width, height, data } = await eyes.coverage(photo, masks, frame, longEdge, signal);
  const inside = Uint8Array.from(data, (value) => (value >= 128 ? 1 : 0));
  const count = inside.reduce((sum, value) => sum + value, 0);
  return { mask: { width, height, name, inside, share: count / inside.length }, masks: maskValues(masks), confidence };
}

/** The masks of a document's list; what is none is left out. */
const masksIn = (values: readonly JsonValue[]): readonly Mask[] => correctionsOf({ [CORRECTIONS]: [{ What: 'Correction', CorrectionMasks: values }] })[0]?.CorrectionMasks ?? [];

const maskValues = (masks: readonly Mask[]): readonly JsonValue[] => {
  const [correction] = correctionsValue([{ What: 'Correction', CorrectionName: '', CorrectionActive: true, CorrectionAmount: 1, CorrectionMasks: masks }]) as readonly { readonly CorrectionMasks: readonly JsonValue[] }[];
  return correction?.CorrectionMasks ?? [];
};
