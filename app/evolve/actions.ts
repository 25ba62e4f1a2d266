'use server';

import { answer } from '@/lib/studio/errors';
import * as labels from '@/lib/studio/evolve/labels';
import type { ConsentView, LabelsView } from '@/lib/studio/evolve/types';
import { currentWorkspace, ensureWorkspace, ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import type { Result } from '@/lib/studio/types';

// Arguments come from the network whatever their types say; the use cases parse them.

const NOTHING: ConsentView = { state: 'unasked', at: null };

/** Whether judgements are kept. */
export async function openConsent(): Promise<Result<ConsentView>> {
  return answer(async () => {
    const workspaceId = await currentWorkspace();
    return workspaceId ? labels.openConsent(await studio(), workspaceId) : NOTHING;
  });
}

export async function giveConsent(keeps: boolean): Promise<Result<ConsentView>> {
  return answer(async () => labels.giveConsent(await studio(), await ensureWorkspace(), keeps));
}

export async function openLabels(): Promise<Result<LabelsView>> {
  return answer(async () => {
    const workspaceId = await currentWorkspace();
    return workspaceId ? labels.openLabels(await studio(), workspaceId) : { consent: NOTHING, counts: {}, total: 0, photos: [] };
  });
}

/** Deletes labels for good: all, or those of one photo. */
export async function forgetLabels(photoSha256?: string): Promise<Result<number>> {
  return answer(async () => labels.forgetLabels(await studio(), await ownWorkspace(), photoSha256));
}
