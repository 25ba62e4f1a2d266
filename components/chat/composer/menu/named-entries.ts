'use client';

import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, maskQuery, type MaskAnswer } from '../../../develop/use-masks';
import { pathTo } from '../../../history/tree';
import type { PaletteEntry } from '../../../palette/entry-list';
import { togglePointing } from '../../../pointing/pointing-state';
import { useStudio, useStudioData, useStudioStore } from '../../../studio/context';
import { THUMB_EDGE } from '../../../studio/urls';
import { standsAlone, type Token } from './token';

/** What is recognised by itself, and the key of `lib/develop/masks/needs.ts` that says how surely. */
const THINGS = [['sky', 'sky'], ['subject', 'subject'], ['skin', 'people/face'], ['background', 'background']] as const;

/** What an `@` may name: what was pointed at, what is recognised in the photo, and the steps by their numbers in the film strip. Each says the words that the assistant understands it by. */
export function useNamedEntries(token: Token, onWords: (words: string) => void): readonly PaletteEntry[] {
  const t = useTranslations('composer');
  const talk = useTranslations('talk');
  const original = useTranslations('history')('original');
  const store = useStudioStore();
  const { photo, selected, tree, pictureUrl } = useStudioData();
  const marks = useStudio((state) => state.marks.length);
  const words = useStudio((state) => state.words);
  const answers = useQueries({
    queries: THINGS.map(([, key]) => maskQuery(photo.id, key)),
    combine: (asked) => asked.map(({ data, isError }) => answerOf({ data, isError })),
  });
  const isAlone = standsAlone(words, token);
  return useMemo(() => {
    const sureness = (answer: MaskAnswer | undefined): string | undefined => {
      if (answer?.state === 'looking') return talk('looking');
      if (answer?.state !== 'found' || !answer.view.known) return undefined;
      return answer.view.doubtful ? t('unsure') : t('sure', { percent: Math.round(answer.view.confidence * 100) });
    };
    const pointed: PaletteEntry = marks > 0
      ? { id: 'pointed', group: 'places', label: t('pointed', { places: talk('places', { count: marks }) }), run: () => onWords(t('pointedWords')) }
      : { id: 'point', group: 'places', label: t('pointNow'), keys: 'P', run: () => { onWords(t('pointedWords')); togglePointing(store); } };
    const things = THINGS.map(([name], index): PaletteEntry => ({
      id: `thing-${name}`, group: 'places', label: t(`things.${name}.label`), detail: sureness(answers[index]), also: [t(`things.${name}.words`)], run: () => onWords(t(`things.${name}.words`)),
    }));
    const steps = pathTo(tree, selected.id).map((step, number): PaletteEntry => ({
      id: `step-${step.id}`,
      group: 'steps',
      label: t('step', { number }),
      detail: step.parentId === null ? original : step.title,
      picture: pictureUrl(step, THUMB_EDGE),
      run: () => onWords(t(isAlone ? 'backToStep' : 'step', { number })),
    }));
    return [pointed, ...things, ...steps.toReversed()];
  }, [t, talk, original, store, marks, answers, tree, selected.id, pictureUrl, isAlone, onWords]);
}
