'use client';

import { useQuery } from '@tanstack/react-query';
import type { MaskView, Result } from '@/lib/studio/types';
import { useStudioData } from '../studio/context';
import { masksUrl } from '../studio/urls';

export type MaskAnswer = { readonly state: 'looking' } | { readonly state: 'failed' } | { readonly state: 'found'; readonly view: MaskView };

async function ask(url: string, signal: AbortSignal): Promise<readonly MaskView[]> {
  const result = (await (await fetch(url, { signal })).json()) as Result<readonly MaskView[]>;
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** What was found in the open photo under a key, and how sure it is; undefined for masks that look for nothing. */
export function useMask(key: string | undefined): MaskAnswer | undefined {
  const { id } = useStudioData().photo;
  const { data, isError } = useQuery({ queryKey: ['mask', id, key], queryFn: ({ signal }) => ask(masksUrl(id, [key ?? '']), signal), enabled: key !== undefined });
  if (key === undefined) return undefined;
  const view = data?.[0];
  return view ? { state: 'found', view } : { state: isError || data ? 'failed' : 'looking' };
}
