'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { Result, TakenBackView } from '@/lib/studio/types';
import { SESSIONS_KEY } from '../studio/rail';
import { valueOf } from '../ui/result';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { BATCHES_KEY } from './query-keys';

/** Waits for what was done to many photos to be taken back, and says what came of it. */
export function useTakeBack(): (work: Promise<Result<TakenBackView>>) => void {
  const t = useTranslations('batch');
  const client = useQueryClient();
  const errorText = useErrorText();
  return useCallback((work) => {
    valueOf(work).then(
      ({ taken, kept }) => {
        toast(t('takenBack', { count: taken.length, kept: kept.length }));
        for (const queryKey of [SESSIONS_KEY, BATCHES_KEY, ...taken.map((id) => ['session', id])]) void client.invalidateQueries({ queryKey });
      },
      (error: unknown) => toast(errorText(error), { tone: 'error' }),
    );
  }, [t, client, errorText]);
}
