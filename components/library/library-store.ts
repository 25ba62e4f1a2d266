import { create } from 'zustand';
import { EVERYTHING, type LibraryQuery } from './query';
import { NOTHING, type Selection } from './selection';

type LibraryState = {
  readonly query: LibraryQuery;
  readonly selection: Selection;
  /** A tap selects instead of opening, also while nothing is selected yet. */
  readonly selecting: boolean;
  readonly dialog: 'batch' | 'style' | 'bin' | 'keys' | 'palette' | null;
};

/** What the library remembers while the page lives: whoever comes back from a photo finds it as it was. */
export const useLibrary = create<LibraryState>(() => ({ query: EVERYTHING, selection: NOTHING, selecting: false, dialog: null }));

export const ask = (change: Partial<LibraryQuery>): void => useLibrary.setState(({ query }) => ({ query: { ...query, ...change } }));
export const select = (change: (selection: Selection) => Selection): void => useLibrary.setState(({ selection }) => ({ selection: change(selection) }));
export const selectNothing = (): void => useLibrary.setState({ selection: NOTHING, selecting: false });
export const openDialog = (dialog: LibraryState['dialog']): void => useLibrary.setState({ dialog });
