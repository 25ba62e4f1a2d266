'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { openSession } from '@/app/actions';
import { settingsHash } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import type { ActView, HistoryView, PhotoView, RunView, SessionView, StepView } from '@/lib/studio/types';
import { stateOf, stepsOf, type RunState } from '../chat/run-state';
import { pathTo, treeOf } from '../history/tree';
import { valueOf } from '../ui/result';
import type { ShownRun, StudioData } from './context';
import { hasOpened, openingView, readSession, sessionKey } from './session-cache';
import type { StudioStore } from './store';
import { renderUrl } from './urls';

/** The session after something of its history was changed. */
export function joinHistory(session: SessionView, { headId, name, steps, journal }: Omit<HistoryView, 'went'>): SessionView {
  const fresh = new Map(steps.map((step) => [step.id, step]));
  const known = session.steps.map((step) => fresh.get(step.id) ?? step);
  const ids = new Set(session.steps.map((step) => step.id));
  return { ...session, headId, name, journal, steps: [...known, ...steps.filter((step) => !ids.has(step.id))] };
}

/** The journal after something was done whose answer does not tell it. */
export const done = (kind: ActView['kind'], title: string): Pick<SessionView, 'journal'> => ({ journal: { undo: { kind, title }, redo: null } });

const hashes = new WeakMap<DevelopSettings, string>();
function hashOf(settings: DevelopSettings): string {
  const known = hashes.get(settings) ?? settingsHash(settings);
  hashes.set(settings, known);
  return known;
}

/** The further of the two: the server's record may be older than the stream, or the stream cut off before the end. */
function furthest(run: RunView, live: RunState | undefined): RunState {
  if (!live || live.lastSeq < run.events.length) return stateOf(run);
  return live.status === 'running' && run.status !== 'running' ? { ...live, status: run.status } : live;
}

/** The server's steps, then those that the stream has told of and the server's answer does not hold yet. */
function joinSteps(session: SessionView, runs: readonly ShownRun[]): readonly StepView[] {
  const known = new Set(session.steps.map((step) => step.id));
  const bases = new Map(session.steps.map((step) => [step.id, step.baseId]));
  const fresh = runs.flatMap((run) => stepsOf(run.state, hashOf, run.createdAt, bases.get(run.fromStepId) ?? null)).filter((step) => !known.has(step.id));
  const lost = new Set(runs.flatMap((run) => run.state.entries.flatMap((entry) => (entry.kind === 'step' && entry.rejected && entry.stepId ? [entry.stepId] : []))));
  const steps = fresh.length === 0 ? session.steps : [...session.steps, ...fresh];
  return lost.size === 0 ? steps : steps.map((step) => (lost.has(step.id) && !step.rejected ? { ...step, rejected: true } : step));
}

/** A base that was made just now and that the server's answer does not hold yet is like its photo in all that is needed to show it. */
const freshBase = (photo: PhotoView, id: string): PhotoView => ({ ...photo, id, format: 'png', asShot: undefined, notices: [] });

/** What a page opens with: the server's view of the session, or what is known here where that is newer. */
export function useOpeningView(initial: SessionView, readAt: number): SessionView {
  const client = useQueryClient();
  const [view] = useState(() => openingView(client, initial, readAt));
  useEffect(() => hasOpened(initial.id, readAt), [initial.id, readAt]);
  return view;
}

/** The session as it becomes after `opening`. */
export function useSessionData(opening: SessionView, store: StudioStore): StudioData {
  const { id } = opening;
  const { data: session } = useQuery({ queryKey: sessionKey(id), queryFn: () => readSession(id, () => valueOf(openSession(id))), initialData: opening });
  const live = useStore(store, (state) => state.runs);
  const selectedId = useStore(store, (state) => state.selectedId);
  const tipId = useStore(store, (state) => state.tipId);

  const runs = useMemo(
    () => session.runs.map((run): ShownRun => ({ id: run.id, instruction: run.instruction, fromStepId: run.fromStepId, model: run.model, createdAt: run.createdAt, pointed: run.pointed, reference: run.reference, state: furthest(run, live[run.id]) })),
    [session.runs, live],
  );
  // Thoughts stream in many times a second; the tree changes only when an entry or its state does.
  const marks = runs.map((run) => run.state.entries.map((entry) => (entry.kind === 'step' ? `${entry.settings ? 1 : 0}${entry.rejected ? 1 : 0}` : entry.kind)).join()).join('|');
  // oxlint-disable-next-line react/exhaustive-deps
  const steps = useMemo(() => joinSteps(session, runs), [session, marks]);
  const tree = useMemo(() => treeOf(steps), [steps]);
  const pictureUrl = useMemo(() => renderUrl(session.photo.id), [session.photo.id]);

  return useMemo(() => {
    const root = tree.root ?? steps[0];
    if (!root) throw new Error(`Expected session ${session.id} to have a root step but it has none`);
    const selected = tree.byId.get(selectedId) ?? tree.byId.get(session.headId) ?? root;
    const bases = new Map(session.bases.map((base) => [base.id, base]));
    const photoUnder = ({ baseId }: Pick<StepView, 'baseId'>) => (baseId === null ? session.photo : (bases.get(baseId) ?? freshBase(session.photo, baseId)));
    const branch = pathTo(tree, tree.byId.has(tipId) ? tipId : selected.id);
    return { session, tree, steps, runs, running: runs.findLast((run) => run.state.status === 'running'), selected, photo: photoUnder(selected), photoUnder, root, branch, pictureUrl };
  }, [session, tree, steps, runs, selectedId, tipId, pictureUrl]);
}
