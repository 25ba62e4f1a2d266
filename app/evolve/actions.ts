'use server';

import { answer } from '@/lib/studio/errors';
import * as labels from '@/lib/studio/evolve/labels';
import * as pairs from '@/lib/studio/evolve/pairs';
import * as checkpoints from '@/lib/studio/evolve/training/checkpoints';
import * as training from '@/lib/studio/evolve/training/trainings';
import * as trust from '@/lib/studio/evolve/trust';
import type { NewOrder } from '@/lib/studio/evolve/orders';
import type { Answer, ConsentView, LabelsView, PairsView, PairView, RevealView, TrainingView, TrustView } from '@/lib/studio/evolve/types';
import { idInput } from '@/lib/studio/input';
import { currentOperator, currentWorkspace, ensureWorkspace, ownWorkspace, theOperator } from '@/lib/studio/request';
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

/** Two results to be told apart, of a session where one is named; nothing in the answer says which is which. */
export async function nextPair(sessionId?: string): Promise<Result<PairView | null>> {
  return answer(async () => {
    const workspaceId = await currentWorkspace();
    return workspaceId ? pairs.nextPair(await studio(), workspaceId, sessionId === undefined ? undefined : idInput.parse(sessionId)) : null;
  });
}

/** Keeps the answer, once, and tells which was which. */
export async function answerPair(id: string, said: Answer): Promise<Result<RevealView>> {
  return answer(async () => pairs.answerPair(await studio(), await ownWorkspace(), idInput.parse(id), said));
}

export async function openPairs(): Promise<Result<PairsView>> {
  return answer(async () => {
    const workspaceId = await currentWorkspace();
    return workspaceId ? pairs.openPairs(await studio(), workspaceId) : { waiting: 0, making: [], results: [] };
  });
}

/** Has two models do the same to a photo, one after the other, to be told apart then. */
export async function orderPair(input: NewOrder): Promise<Result<{ readonly id: string }>> {
  return answer(async () => ({ id: await (await studio()).orders.place(await ownWorkspace(), input) }));
}

/** How far evaluators go with the workspace's own stars. */
export async function openTrust(): Promise<Result<TrustView>> {
  return answer(async () => {
    const workspaceId = await currentWorkspace();
    return workspaceId ? trust.openTrust(await studio(), workspaceId) : { enough: trust.ENOUGH, evaluators: [] };
  });
}

/** What training has come to. Everyone may look; only the operator learns why one failed. */
export async function openTraining(): Promise<Result<TrainingView>> {
  return answer(async () => training.openTraining(await studio(), (await currentOperator()) !== undefined));
}

// Who asks is looked at before anything else: each action can be called by anyone, whatever page it belongs to.

export async function trainNow(): Promise<Result<TrainingView>> {
  return answer(async () => {
    const operator = await theOperator();
    await training.trainNow(await studio(), operator);
    return training.openTraining(await studio(), true);
  });
}

export async function cancelTraining(id: string): Promise<Result<TrainingView>> {
  return answer(async () => {
    const operator = await theOperator();
    await training.cancelTraining(await studio(), operator, idInput.parse(id));
    return training.openTraining(await studio(), true);
  });
}

/** @param at HH:MM of the server's clock; null: never by itself */
export async function setNightly(at: string | null): Promise<Result<TrainingView>> {
  return answer(async () => {
    const operator = await theOperator();
    await training.setNightly(await studio(), operator, at);
    return training.openTraining(await studio(), true);
  });
}

/** Puts a checkpoint into use; refused unless it wins on held-out cases. */
export async function promoteCheckpoint(id: string): Promise<Result<TrainingView>> {
  return answer(async () => {
    const operator = await theOperator();
    await checkpoints.promote(await studio(), operator, idInput.parse(id));
    return training.openTraining(await studio(), true);
  });
}

/** Back to the checkpoint that was in use before. */
export async function rollBackCheckpoint(): Promise<Result<TrainingView>> {
  return answer(async () => {
    const operator = await theOperator();
    await checkpoints.rollBack(await studio(), operator);
    return training.openTraining(await studio(), true);
  });
}
