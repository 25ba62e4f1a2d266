import { z } from 'zod';
import { fitLongEdge, outputSize } from '@/lib/develop/engine';
import type { Locale } from '@/lib/develop/types';
import { frameFor, frameOf, REEL_TYPES, reelOf, type Frame } from '@/lib/imaging/reel';
import { basesOf } from '@/lib/store/bases';
import { findSession } from '@/lib/store/sessions';
import { branchTo, settingsOf, stepsOf, type StepRow } from '@/lib/store/steps';
import type { Studio } from './context';
import { notFound } from './errors';
import { fileName, type Download } from './exports';
import { idInput } from './input';
import { cached, renderable } from './renders';
import { infoOf } from './views';

/** A branch as a moving picture to post anywhere. */

const query = z.object({
  step: idInput.optional(),
  format: z.enum(['webp', 'gif']).default('webp'),
  captions: z.enum(['0', '1']).default('0'),
  locale: z.enum(['en', 'zh']).default('en'),
});

/** Where most places that take animations draw the line. */
const MOST_BYTES = 6 * 1024 * 1024;
const MOST_PICTURES = 16;
const EDGE = { webp: 960, gif: 640 } as const;
const ORIGINAL: Readonly<Record<Locale, string>> = { en: 'Original', zh: '原图' };

/** At most `count` steps, the first and the last among them, the others evenly between. */
export function chosenSteps<T>(steps: readonly T[], count: number): readonly T[] {
  if (steps.length <= count) return steps;
  return Array.from({ length: count }, (_, index) => steps[Math.round((index * (steps.length - 1)) / (count - 1))]).flatMap((step) => step ?? []);
}

/** What looks the same as the picture before it is no step of a story. */
const moves = (steps: readonly StepRow[]) => steps.filter((step, index) => index === 0 || step.settingsHash !== steps[index - 1]?.settingsHash || step.baseId !== steps[index - 1]?.baseId);

export type ReelProgress = { readonly done: number; readonly total: number };

/** The steps to one as an animation of at most 6 MB. The last of `onProgress` is for writing the file. */
export async function makeReel(studio: Studio, workspaceId: string, sessionId: string, asked: Readonly<Record<string, string>>, onProgress: (progress: ReelProgress) => void, signal?: AbortSignal): Promise<Download> {
  const { step, format, captions, locale } = query.parse(asked);
  const session = await findSession(studio.store.db, workspaceId, sessionId);
  if (!session) throw notFound('session');
  const branch = branchTo(await stepsOf(studio.store.db, sessionId), step ?? session.headId);
  if (branch.length === 0) throw notFound('step');
  const bases = new Map((await basesOf(studio.store.db, sessionId)).map((base) => [base.id, base]));
  const steps = chosenSteps(moves(branch), MOST_PICTURES);
  const words = captions === '1' ? `${locale} ${steps.map((one) => one.title).join('\n')}` : '';
  const key = `${studio.engineTag} reel 1 ${session.photo.sha256} ${steps.map((one) => `${one.baseId ?? ''}:${one.settingsHash}`).join(' ')} ${format} ${words}`;
  const total = steps.length + 1;
  const data = await cached(studio, key, async (working) => {
    const photoOf = (one: StepRow) => bases.get(one.baseId ?? '') ?? session.photo;
    const frame = frameFor(steps.map((one) => fitLongEdge(outputSize(infoOf(photoOf(one)), settingsOf(one)), EDGE[format])));
    const frames: Frame[] = [];
    for (const one of steps) {
      const pixels = await studio.renderer.render(renderable(studio, photoOf(one)), settingsOf(one), { longEdge: EDGE[format], signal: working });
      frames.push(await frameOf(pixels, frame, captions === '1' ? (one.author === 'root' ? ORIGINAL[locale] : one.title) : ''));
      onProgress({ done: frames.length, total });
    }
    return (await reelOf(frames, format, MOST_BYTES, working)).data;
  }, signal);
  onProgress({ done: total, total });
  return { data, type: REEL_TYPES[format], name: fileName(session.name, format) };
}
