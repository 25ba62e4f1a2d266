'use client';

import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Judged } from '@/lib/store/journal';
import type { SettingsPatch } from '@/lib/develop/types';
import type { HistoryView, ModelChoice, PhotoView, Result, RunView, SessionView, StepView } from '@/lib/studio/types';
import type { RunState } from '../chat/run-state';
import type { Message } from '../chat/talk-slice';
import type { StepTree } from '../history/tree';
import type { StudioState, StudioStore } from './store';
import type { PictureUrl } from './urls';

/** A run of the session, joined with what its stream has told since. */
export type ShownRun = { readonly id: string; readonly instruction: string; readonly fromStepId: string; readonly model: ModelChoice; readonly createdAt: string; readonly state: RunState } & Pick<RunView, 'pointed' | 'reference'>;

/** The open session as the page sees it: the server's truth plus what is streaming in. */
export type StudioData = {
  readonly session: SessionView;
  readonly tree: StepTree;
  readonly steps: readonly StepView[];
  readonly runs: readonly ShownRun[];
  readonly running: ShownRun | undefined;
  readonly selected: StepView;
  /** What the selected step's settings lie on: the photo, or a base. */
  readonly photo: PhotoView;
  readonly photoUnder: (step: Pick<StepView, 'baseId'>) => PhotoView;
  readonly root: StepView;
  /** Root first, up to the tip of the shown branch. */
  readonly branch: readonly StepView[];
  readonly pictureUrl: PictureUrl;
};

export type StudioActions = {
  select(stepId: string): void;
  /** Goes back to watching the run. */
  follow(): void;
  stepBy(delta: number): void;
  undo(): void;
  redo(): void;
  /** Makes a step the head: what comes next grows from here. */
  continueFrom(stepId: string): void;
  /** Changes the history on the server, after what is on its way, and goes to the head if that moved. Resolves to the answer; `undefined` when it was refused, which is said. */
  rewrite<T extends HistoryView>(change: () => Promise<Result<T>>): Promise<T | undefined>;
  /** Says words, with what goes with the next message; they wait while a run works. Resolves to whether they were taken. */
  send(text: string): Promise<boolean>;
  /** Says a message; it waits while a run works. Resolves to whether it was taken. */
  say(message: Message): Promise<boolean>;
  /** Starts a run with a message; rejects when it was refused. */
  start(message: Message): Promise<void>;
  stop(): void;
  /** Stars for the picture, or for how well it does what was asked; 0 takes them back. */
  rate(stepId: string, stars: number, about?: Judged): void;
  commit(): void;
  /** A step of the user's own from settings made elsewhere. Resolves to whether it was made. */
  apply(patch: SettingsPatch, title: string): Promise<boolean>;
};

const DataContext = createContext<StudioData | null>(null);
const ActionsContext = createContext<StudioActions | null>(null);
const StoreContext = createContext<StudioStore | null>(null);

/** For a part of the page that is shown other data than the rest: the picture, which does not wait for it. */
export const StudioDataContext = DataContext.Provider;

type Props = { readonly data: StudioData; readonly actions: StudioActions; readonly store: StudioStore; readonly children: ReactNode };

export function StudioContext({ data, actions, store, children }: Props) {
  return (
    <StoreContext value={store}>
      <ActionsContext value={actions}>
        <DataContext value={data}>{children}</DataContext>
      </ActionsContext>
    </StoreContext>
  );
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('Expected to be inside <StudioContext> but found none');
  return value;
}

export const useStudioData = (): StudioData => present(useContext(DataContext));
export const useStudioActions = (): StudioActions => present(useContext(ActionsContext));
export const useStudioStore = (): StudioStore => present(useContext(StoreContext));
export function useStudio<T>(selector: (state: StudioState) => T): T {
  return useStore(useStudioStore(), selector);
}
