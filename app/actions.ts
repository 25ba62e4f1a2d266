'use server';

import { cookies, headers } from 'next/headers';
import { after } from 'next/server';
import { chooseLocale, LOCALE_COOKIE } from '@/components/i18n/locale';
import type { Locale, SettingsPatch } from '@/lib/develop/types';
import type { Judged } from '@/lib/store/journal';
import * as auto from '@/lib/studio/auto';
import { answer, answerDone } from '@/lib/studio/errors';
import * as history from '@/lib/studio/history';
import { idInput } from '@/lib/studio/input';
import * as journal from '@/lib/studio/journal';
import * as links from '@/lib/studio/links';
import * as looks from '@/lib/studio/looks';
import { choices } from '@/lib/studio/models';
import { currentWorkspace, ensureWorkspace, ownWorkspace } from '@/lib/studio/request';
import { warmShared } from '@/lib/studio/renders';
import * as runs from '@/lib/studio/runs';
import * as samples from '@/lib/studio/samples';
import { studio } from '@/lib/studio/server';
import * as sessions from '@/lib/studio/sessions';
import * as steps from '@/lib/studio/steps';
import * as sync from '@/lib/studio/sync';
import type { HistoryView, LinkInput, LinkView, LookView, ModelChoices, ReappliedView, Result, SampleView, SessionCard, SessionView, StepView, StudioEvent, SyncView } from '@/lib/studio/types';

// Arguments come from the network whatever their types say: ids are parsed here, everything else by its use case.
const name = (id: string) => idInput.parse(id);

async function chosenLocale(): Promise<Locale> {
  return chooseLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get('accept-language'));
}

export async function listSessions(): Promise<Result<readonly SessionCard[]>> {
  return answer(async () => {
    const workspaceId = await currentWorkspace();
    return workspaceId ? sessions.listSessions(await studio(), workspaceId) : [];
  });
}

export async function listSamples(): Promise<Result<readonly SampleView[]>> {
  return answer(async () => {
    const locale = await chosenLocale();
    return samples.listSamples(await studio(), locale);
  });
}

export async function openSession(id: string): Promise<Result<SessionView>> {
  return answer(async () => sessions.openSession(await studio(), await ownWorkspace(), name(id)));
}

export async function createFromSample(sampleId: string, locale: Locale): Promise<Result<{ readonly sessionId: string }>> {
  return answer(async () => ({ sessionId: await samples.createFromSample(await studio(), await ensureWorkspace(), name(sampleId), locale === 'zh' ? 'zh' : 'en') }));
}

export async function renameSession(id: string, title: string): Promise<Result<null>> {
  return answerDone(async () => sessions.renameSession(await studio(), await ownWorkspace(), name(id), title));
}

export async function deleteSession(id: string): Promise<Result<null>> {
  return answerDone(async () => sessions.deleteSession(await studio(), await ownWorkspace(), name(id)));
}

export async function restoreSession(id: string): Promise<Result<null>> {
  return answerDone(async () => sessions.restoreSession(await studio(), await ownWorkspace(), name(id)));
}

/** The models to choose from, by name. */
export async function listModels(): Promise<Result<ModelChoices>> {
  return answer(async () => choices(await studio()));
}

export async function startRun(sessionId: string, input: runs.NewRun): Promise<Result<runs.StartedRun>> {
  return answer(async () => runs.startRun(await studio(), await ownWorkspace(), name(sessionId), input));
}

/** The run log after `afterSeq`, then live. Streams until the run ends. */
export async function followRun(runId: string, afterSeq: number): Promise<AsyncIterable<StudioEvent>> {
  return runs.followRun(await studio(), await currentWorkspace(), name(runId), afterSeq);
}

export async function stopRun(runId: string): Promise<Result<null>> {
  return answerDone(async () => runs.stopRun(await studio(), await ownWorkspace(), name(runId)));
}

export async function commitStep(sessionId: string, input: steps.NewUserStep): Promise<Result<StepView>> {
  return answer(async () => steps.commitStep(await studio(), await ownWorkspace(), name(sessionId), input, await chosenLocale()));
}

/** What Auto sets for the photo; nothing is changed yet. */
export async function autoSettings(sessionId: string, stepId: string, part: auto.AutoPart): Promise<Result<SettingsPatch>> {
  return answer(async () => auto.autoSettings(await studio(), await ownWorkspace(), name(sessionId), name(stepId), part));
}

export async function setHead(sessionId: string, stepId: string): Promise<Result<null>> {
  return answerDone(async () => steps.setHead(await studio(), await ownWorkspace(), name(sessionId), name(stepId)));
}

/** The user's own stars, of the picture or of how well it does what was asked. */
export async function rateStep(stepId: string, stars: number, about?: Judged): Promise<Result<null>> {
  return answerDone(async () => steps.rateStep(await studio(), await ownWorkspace(), name(stepId), stars, about));
}

/** Takes back what was done last in the session, whatever it was; `redoLast` does it again. */
export async function undoLast(sessionId: string): Promise<Result<HistoryView>> {
  return answer(async () => journal.undo(await studio(), await ownWorkspace(), name(sessionId)));
}

export async function redoLast(sessionId: string): Promise<Result<HistoryView>> {
  return answer(async () => journal.redo(await studio(), await ownWorkspace(), name(sessionId)));
}

/** Steps done again on top of another: one left out, another order, another branch. */
export async function reapplySteps(sessionId: string, input: history.Reapplication): Promise<Result<ReappliedView>> {
  return answer(async () => history.reapplySteps(await studio(), await ownWorkspace(), name(sessionId), input));
}

/** The picture of a step as a new step at the end of a branch. */
export async function restoreStep(sessionId: string, input: { readonly stepId: string; readonly ontoId: string }): Promise<Result<HistoryView>> {
  return answer(async () => history.restoreStep(await studio(), await ownWorkspace(), name(sessionId), input, await chosenLocale()));
}

export async function nameBranch(sessionId: string, stepId: string, title: string): Promise<Result<HistoryView>> {
  return answer(async () => history.nameBranch(await studio(), await ownWorkspace(), name(sessionId), name(stepId), title));
}

export async function deleteBranch(sessionId: string, stepId: string): Promise<Result<HistoryView>> {
  return answer(async () => history.deleteBranch(await studio(), await ownWorkspace(), name(sessionId), name(stepId)));
}

export async function createLink(sessionId: string, stepId: string, input?: LinkInput): Promise<Result<LinkView>> {
  return answer(async () => {
    const open = await studio();
    const link = await links.createLink(open, await ownWorkspace(), name(sessionId), name(stepId), input, await chosenLocale());
    after(() => warmShared(open, sessionId, link.stepId).catch(console.error));
    return link;
  });
}

/** With what became of them: how often each was seen and remixed. */
export async function listLinks(sessionId: string): Promise<Result<readonly LinkView[]>> {
  return answer(async () => links.listLinks(await studio(), await ownWorkspace(), name(sessionId)));
}

export async function updateLink(token: string, input: LinkInput): Promise<Result<LinkView>> {
  return answer(async () => links.updateLink(await studio(), await ownWorkspace(), name(token), input));
}

export async function revokeLink(token: string): Promise<Result<null>> {
  return answerDone(async () => links.revokeLink(await studio(), await ownWorkspace(), name(token)));
}

/** Looks to lay over a photo: the studio's, then the workspace's own. */
export async function listLooks(): Promise<Result<readonly LookView[]>> {
  return answer(async () => looks.listLooks(await studio(), await currentWorkspace()));
}

export async function saveLook(input: looks.NewLook): Promise<Result<LookView>> {
  return answer(async () => looks.saveLook(await studio(), await ownWorkspace(), input));
}

export async function renameLook(id: string, title: string): Promise<Result<null>> {
  return answerDone(async () => looks.renameLook(await studio(), await ownWorkspace(), name(id), title));
}

export async function deleteLook(id: string): Promise<Result<null>> {
  return answerDone(async () => looks.setLookDeleted(await studio(), await ownWorkspace(), name(id), true));
}

export async function restoreLook(id: string): Promise<Result<null>> {
  return answerDone(async () => looks.setLookDeleted(await studio(), await ownWorkspace(), name(id), false));
}

/** Lays a patch over the heads of sessions, one step each. */
export async function syncSettings(sessionIds: readonly string[], patch: SettingsPatch, title?: string): Promise<Result<SyncView>> {
  return answer(async () => sync.syncSettings(await studio(), await ownWorkspace(), { sessionIds, patch, ...(title !== undefined && { title }) }, await chosenLocale()));
}
