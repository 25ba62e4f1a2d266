'use server';

import * as batches from '@/lib/studio/batch/batches';
import { answer, answerDone } from '@/lib/studio/errors';
import { idInput } from '@/lib/studio/input';
import * as library from '@/lib/studio/library';
import { currentWorkspace, ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import * as takeBack from '@/lib/studio/take-back';
import type { MadeSteps } from '@/lib/studio/take-back';
import type { BatchView, BinView, Result, StorageView, TakenBackView } from '@/lib/studio/types';

// Of the library as a whole: what is done to many sessions, the bin, batches. Arguments are parsed by the use cases, single ids here.

export async function deleteSessions(ids: readonly string[]): Promise<Result<null>> {
  return answerDone(async () => library.deleteSessions(await studio(), await ownWorkspace(), ids));
}

export async function restoreSessions(ids: readonly string[]): Promise<Result<null>> {
  return answerDone(async () => library.restoreSessions(await studio(), await ownWorkspace(), ids));
}

/** Forgets sessions in the bin for good. */
export async function purgeSessions(ids: readonly string[]): Promise<Result<null>> {
  return answerDone(async () => library.purgeSessions(await studio(), await ownWorkspace(), ids));
}

export async function rateSessions(ids: readonly string[], stars: number): Promise<Result<null>> {
  return answerDone(async () => library.rateSessions(await studio(), await ownWorkspace(), ids, stars));
}

export async function listBin(): Promise<Result<BinView>> {
  return answer(async () => {
    const workspaceId = await currentWorkspace();
    return workspaceId ? library.listBin(await studio(), workspaceId) : [];
  });
}

export async function storageUsed(): Promise<Result<StorageView>> {
  return answer(async () => {
    const workspaceId = await currentWorkspace();
    return workspaceId ? library.storageUsed(await studio(), workspaceId) : { bytes: 0, binned: 0, photos: 0 };
  });
}

export async function startBatch(input: batches.NewBatch): Promise<Result<{ readonly batchId: string }>> {
  return answer(async () => batches.startBatch(await studio(), await ownWorkspace(), input));
}

export async function listBatches(): Promise<Result<readonly BatchView[]>> {
  return answer(async () => {
    const workspaceId = await currentWorkspace();
    return workspaceId ? batches.listBatches(await studio(), workspaceId) : [];
  });
}

export async function pauseBatch(batchId: string): Promise<Result<null>> {
  return answerDone(async () => batches.pauseBatch(await studio(), await ownWorkspace(), idInput.parse(batchId)));
}

export async function resumeBatch(batchId: string): Promise<Result<null>> {
  return answerDone(async () => batches.resumeBatch(await studio(), await ownWorkspace(), idInput.parse(batchId)));
}

export async function cancelBatch(batchId: string): Promise<Result<null>> {
  return answerDone(async () => batches.cancelBatch(await studio(), await ownWorkspace(), idInput.parse(batchId)));
}

/** Takes back what a batch did to every photo that was not changed since. */
export async function undoBatch(batchId: string): Promise<Result<TakenBackView>> {
  return answer(async () => batches.undoBatch(await studio(), await ownWorkspace(), idInput.parse(batchId)));
}

/** Takes back the steps that one deed left many photos at. */
export async function takeBackSteps(steps: MadeSteps): Promise<Result<TakenBackView>> {
  return answer(async () => takeBack.takeBackSteps(await studio(), await ownWorkspace(), steps));
}

/** Tries again what failed, was cancelled or was taken back: one photo, or all. */
export async function retryBatch(batchId: string, itemId?: string): Promise<Result<null>> {
  return answerDone(async () => batches.retryBatch(await studio(), await ownWorkspace(), idInput.parse(batchId), itemId === undefined ? undefined : idInput.parse(itemId)));
}

export async function forgetBatch(batchId: string): Promise<Result<null>> {
  return answerDone(async () => batches.forgetBatch(await studio(), await ownWorkspace(), idInput.parse(batchId)));
}
