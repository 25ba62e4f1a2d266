'use client';

import { useQueries, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { needsLens, needsSurvey } from '@/lib/develop/engine';
import { maskValues, type Mask } from '@/lib/develop/settings';
import type { JsonValue } from '@/lib/develop/types';
import type { PhotoView } from '@/lib/studio/types';
import { answerOf, maskQuery, type MaskAnswer } from '../develop/use-masks';
import { useOptics } from '../develop/use-optics';
import { useStudio, useStudioData, useStudioStore } from '../studio/context';
import { keyOf, maskOf, type Mark, type Shape } from './marks';
import { placingOf, type Placing } from './placing';

/** Where the shown picture lies in its photo. */
export function usePlacing(): Placing {
  const { photo: { width, height }, selected: { settings } } = useStudioData();
  const optics = useOptics(needsLens(settings) || needsSurvey(settings));
  return useMemo(() => placingOf({ width, height }, settings, optics), [width, height, settings, optics]);
}

export type SeenMark = { readonly mark: Mark; /** What was found there; undefined for strokes, which are what they cover. */ readonly answer: MaskAnswer | undefined; /** Undefined while it is looked for. */ readonly mask: Mask | undefined };

const isSure = (answer: MaskAnswer): boolean => answer.state === 'found' && answer.view.known && !answer.view.doubtful;

/** What the next message points at, with what was found there. */
export function useSeenMarks(): readonly SeenMark[] {
  const t = useTranslations('talk');
  const { photo } = useStudioData();
  const marks = useStudio((state) => state.marks);
  const answers = useQueries({
    queries: marks.map((mark) => ({ ...maskQuery(photo.id, keyOf(mark) ?? ''), enabled: keyOf(mark) !== undefined })),
    combine: (asked) => asked.map(({ data, isError }) => answerOf({ data, isError })),
  });
  return useMemo(() => marks.map((mark, index): SeenMark => {
    const answer = keyOf(mark) === undefined ? undefined : answers[index];
    const mask = answer?.state === 'looking' ? undefined : maskOf(mark, answer !== undefined && isSure(answer), photo, t('place', { number: index + 1 }));
    return { mark, answer, mask };
  }), [marks, answers, photo, t]);
}

/** Looks for the thing at a place of a photo, and says whether it was found surely. */
export async function surelyFound(client: QueryClient, photoId: string, shape: Shape): Promise<boolean> {
  const key = keyOf(shape);
  const views = key === undefined ? undefined : await client.fetchQuery(maskQuery(photoId, key)).catch(() => undefined);
  return views !== undefined && isSure(answerOf({ data: views, isError: false }));
}

/** The masks of marks as messages hold them, once everything that is looked for has been found or not. */
export async function valuesOfMarks(client: QueryClient, photo: PhotoView, marks: readonly Mark[], nameOf: (number: number) => string): Promise<readonly JsonValue[]> {
  return maskValues(await Promise.all(marks.map(async (mark, index) => maskOf(mark, await surelyFound(client, photo.id, mark), photo, nameOf(index + 1)))));
}

/** Shows on the picture what masks cover, for as long as `on`. */
export function useShown(masks: readonly Mask[], on: boolean): void {
  const store = useStudioStore();
  useEffect(() => {
    if (!on) return;
    store.setState({ shownMasks: masks, liveWanted: true });
    return () => store.setState(({ shownMasks }) => (shownMasks === masks ? { shownMasks: null } : {}));
  }, [store, masks, on]);
}
