'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { commitStep, openSession, rateStep, redoLast, setHead, startRun, stopRun, undoLast } from '@/app/actions';
import type { SettingsPatch } from '@/lib/develop/types';
import type { HistoryView, Result, SessionView, StepView } from '@/lib/studio/types';
import { afterSending } from '../chat/editing';
import type { Message } from '../chat/talk-slice';
import { tipFor, treeOf } from '../history/tree';
import { valueOf } from '../ui/result';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import type { StudioActions, StudioData } from './context';
import { changeSession, readSession, sessionKey, writing } from './session-cache';
import { done, joinHistory } from './session-data';
import type { StudioStore } from './store';

let lastMessage = 0;
/** Unlike that of any message that waits in another window. */
const newMessageId = (): string => `${Date.now().toString(36)}-${(lastMessage += 1)}-${Math.random().toString(36).slice(2)}`;

/** Asks the server for the session again; `undefined` when it cannot be reached (whatever is shown stays). */
export function useRefresh(sessionId: string): () => Promise<SessionView | undefined> {
  const client = useQueryClient();
  return useCallback(async () => {
    try {
      const session = await readSession(sessionId, () => valueOf(openSession(sessionId)));
      client.setQueryData(sessionKey(sessionId), session);
      return session;
    } catch {
      return undefined;
    }
  }, [client, sessionId]);
}

export function useStudioActionsOf(data: StudioData, store: StudioStore): StudioActions {
  const client = useQueryClient();
  const locale = useLocale();
  const errorText = useErrorText();
  const t = useTranslations('talk');
  const placeName = (number: number): string => t('place', { number });
  const latest = useRef({ data, locale, errorText, placeName });
  useEffect(() => {
    latest.current = { data, locale, errorText, placeName };
  });
  const sessionId = data.session.id;
  const committing = useRef<Promise<string>>(Promise.resolve(''));
  // Steps that commits on their way grow from, or became: what is moved on one of them meanwhile grows from the last.
  const chain = useRef<Set<string>>(undefined);
  // Changes of the history are made one after the other, however fast they are asked for.
  const rewriting = useRef<Promise<unknown>>(Promise.resolve());

  return useMemo((): StudioActions => {
    const now = () => latest.current;
    const key = sessionKey(sessionId);
    const complain = (error: unknown) => toast(now().errorText(error), { tone: 'error' });
    const change = (update: (session: SessionView) => SessionView) => changeSession(client, sessionId, update);
    // From the store, which is ahead of what React has rendered.
    const selectedId = () => store.getState().selectedId;

    const select = (stepId: string) => {
      const { tree } = now().data;
      if (!tree.byId.has(stepId)) return;
      const { tipId } = store.getState();
      // Moves that wait for a pause become a step of the picture they were made on.
      commit();
      chain.current = undefined;
      store.setState({ draft: null, selectedId: stepId, tipId: tipFor(tree, stepId, tipId), following: false });
    };
    /** After every commit and every change of the history that was asked for before. Commits wait for it in turn. */
    const queued = <T>(work: () => Promise<T>): Promise<T> => {
      const made = writing(client, sessionId, Promise.allSettled([rewriting.current, committing.current]).then(work));
      rewriting.current = made.catch(() => undefined);
      return made;
    };
    const moveHead = (stepId: string) => {
      select(stepId);
      const title = now().data.tree.byId.get(stepId)?.title ?? '';
      change((session) => ({ ...session, headId: stepId, ...(session.headId !== stepId && done('go', title)) }));
      queued(() => valueOf(setHead(sessionId, stepId))).catch(complain);
    };
    const rewrite = <T extends HistoryView>(ask: () => Promise<Result<T>>): Promise<T | undefined> => {
      commit();
      return queued(async () => {
        try {
          const answer = await valueOf(ask());
          change((session) => joinHistory(session, answer));
          const after = client.getQueryData<SessionView>(key);
          if (!after) return answer;
          const { selectedId: selected, tipId } = store.getState();
          const tree = treeOf(after.steps);
          const gone = tree.byId.get(selected)?.hidden === true;
          if (answer.went || gone) {
            chain.current = undefined;
            store.setState({ draft: null, selectedId: answer.headId, tipId: tipFor(tree, answer.headId, tipId), following: false });
          } else if (tree.byId.get(tipId)?.hidden) store.setState({ tipId: tipFor(tree, selected, tipId) });
          return answer;
        } catch (error) {
          complain(error);
          return undefined;
        }
      });
    };
    const neighbour = (delta: number): StepView | undefined => {
      const { branch } = now().data;
      const at = branch.findIndex((step) => step.id === selectedId());
      return branch[Math.max(0, Math.min(branch.length - 1, at + delta))];
    };

    /** Commits are queued: the second waits for the first, because it grows from the first's step. */
    const commit = () => {
      const { draft } = store.getState();
      if (!draft || Object.keys(draft).length === 0) return;
      commitPatch(draft);
    };
    const commitPatch = (draft: SettingsPatch, title?: string): Promise<string> => {
      const parent = selectedId();
      const joins = chain.current?.has(parent) === true;
      const own = chain.current && joins ? chain.current : new Set([parent]);
      chain.current = own;
      const [before, rewritten] = [committing.current, rewriting.current];
      const made = rewritten.then(() => before.catch(() => '')).then(async (last) => {
        const parentId = joins && last !== '' ? last : parent;
        const step = await valueOf(commitStep(sessionId, { parentId, patch: draft, ...(title !== undefined && { title }) }));
        own.add(step.id);
        change((session) => ({ ...session, headId: step.id, steps: [...session.steps.filter((one) => one.id !== step.id), step], ...(step.id !== parentId && done('step', step.title)) }));
        store.setState((state) => ({
          // Whoever has gone on to another picture stays there.
          ...(state.selectedId === parent || state.selectedId === parentId ? { selectedId: step.id, tipId: step.id, following: false } : {}),
          // What was moved while the answer was on its way stays on top.
          draft: state.draft === draft || !state.draft ? null : Object.fromEntries(Object.entries(state.draft).filter(([name, value]) => draft[name] !== value)),
        }));
        return step.id;
      });
      committing.current = writing(client, sessionId, made);
      const settled = () => { if (committing.current === made && chain.current === own) chain.current = undefined; };
      made.then(settled, (error: unknown) => {
        settled();
        store.setState({ draft: null });
        complain(error);
      });
      return made;
    };

    const begin = async ({ text, fromStepId: asked, profileId, marks, pointed: told, reference }: Message): Promise<void> => {
      commit();
      await Promise.allSettled([committing.current, rewriting.current]);
      const { tree, photoUnder, photo } = now().data;
      const fromStepId = asked ?? selectedId();
      const step = tree.byId.get(fromStepId);
      const pointed = told ?? (marks.length > 0 ? await import('../pointing/use-marks').then(({ valuesOfMarks }) => valuesOfMarks(client, step ? photoUnder(step) : photo, marks, now().placeName)) : undefined);
      const { runId, model, createdAt } = await valueOf(startRun(sessionId, {
        text, fromStepId, locale: now().locale, ...(profileId !== null && { profileId }), ...(pointed && { pointed }), ...(reference && { referenceId: reference.id }),
      }));
      const run = { id: runId, instruction: text, fromStepId, status: 'running' as const, model, createdAt, ...(pointed && { pointed }), ...(reference && { reference }), events: [] };
      store.setState({ following: true, selectedId: fromStepId, tipId: fromStepId });
      change((session) => ({
        ...session, headId: fromStepId, ...(session.headId !== fromStepId && done('go', step?.title ?? '')), runs: [...session.runs.filter((one) => one.id !== runId), run],
      }));
    };

    const start = (message: Message): Promise<void> => writing(client, sessionId, begin(message));

    const sayOrQueue = async (message: Message): Promise<void> => {
      if (now().data.running) store.setState(({ queue }) => ({ queue: [...queue, { ...message, id: newMessageId() }] }));
      else await start(message);
    };

    return {
      select,
      stepBy: (delta) => {
        const step = neighbour(delta);
        if (step) select(step.id);
      },
      follow: () => store.setState({ following: true }),
      undo: () => {
        if (store.getState().draft) store.setState({ draft: null });
        else void rewrite(() => undoLast(sessionId));
      },
      redo: () => void rewrite(() => redoLast(sessionId)),
      rewrite,
      continueFrom: (stepId) => {
        moveHead(stepId);
        store.setState({ tipId: stepId });
      },
      start,
      say: (message) => sayOrQueue(message).then(() => true, (error: unknown) => { complain(error); return false; }),
      send: async (text) => {
        try {
          const sent = store.getState();
          const { profileId, marks, reference, editing } = sent;
          const message: Message = { text, profileId, marks, reference: reference ? await reference.sent : null, ...(editing && { fromStepId: editing.fromStepId }) };
          await sayOrQueue(message);
          store.setState((state) => ({ pointing: null, ...afterSending(state, sent) }));
          return true;
        } catch (error) {
          complain(error);
          return false;
        }
      },
      stop: () => {
        const { running } = now().data;
        if (running) valueOf(stopRun(running.id)).catch(complain);
      },
      rate: (stepId, stars, about = 'aesthetics') => {
        const title = now().data.tree.byId.get(stepId)?.title ?? '';
        change((session) => ({ ...session, steps: session.steps.map((step) => (step.id === stepId ? { ...step, [about === 'aesthetics' ? 'stars' : 'followed']: stars === 0 ? undefined : stars } : step)), ...done('rate', title) }));
        queued(() => valueOf(rateStep(stepId, stars, about))).catch(complain);
      },
      commit,
      apply: async (patch, title) => {
        commit();
        return commitPatch(patch, title).then(() => true, () => false);
      },
    };
  }, [client, store, sessionId]);
}
