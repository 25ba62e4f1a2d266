'use client';

import { queryOptions, useQuery } from '@tanstack/react-query';
import type { MaskView, Result } from '@/lib/studio/types';
import { useStudioData } from '../studio/context';
import { masksUrl } from '../studio/urls';

export type MaskAnswer = { readonly state: 'looking' } | { readonly state: 'failed' } | { readonly state: 'found'; readonly view: MaskView };

async function ask(url: string, signal: AbortSignal): Promise<readonly MaskView[]> {
  const result = (await (await fetch(url, { signal })).json()) as Result<readonly MaskView[]>;
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** The question what was found in a photo under a key. */
export const maskQuery = (photoId: string, key: string) => queryOptions({ queryKey: ['mask', photoId, key], queryFn: ({ signal }) => ask(masksUrl(photoId, [key]), signal) });

type Asked = { readonly data: readonly MaskView[] | undefined; readonly isError: boolean };

/** How a question of `maskQuery` stands. */
export function answerOf({ data, isError }: Asked): MaskAnswer {
  const view = data?.[0];
  return view ? { state: 'found', view } : { state: isError || data ? 'failed' : 'looking' };
}

/** What was found in the open photo under a key, and how sure it is; undefined for masks that look for nothing. */
export function useMask(key: string | undefined): MaskAnswer | undefined {
  const { id } = useStudioData().photo;
  const asked = useQuery({ ...maskQuery(id, key ?? ''), enabled: key !== undefined });
  return key === undefined ? undefined : answerOf(asked);
}
