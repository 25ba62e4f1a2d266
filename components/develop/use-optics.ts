'use client';

import { useQuery } from '@tanstack/react-query';
import type { OpticsView, Result } from '@/lib/studio/types';
import { useStudioData } from '../studio/context';
import { opticsUrl } from '../studio/urls';

/** What the server knows of the photo's lens and edges; asked for when it is wanted. */
export function useOptics(enabled: boolean): OpticsView | undefined {
  const { id } = useStudioData().photo;
  const { data } = useQuery({
    queryKey: ['optics', id],
    queryFn: async ({ signal }) => {
      const answer = (await (await fetch(opticsUrl(id), { signal })).json()) as Result<OpticsView>;
      if (!answer.ok) throw new Error(answer.error.message);
      return answer.value;
    },
    enabled,
  });
  return data;
}
