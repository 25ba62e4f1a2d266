import type { StudioStore } from '../studio/store';

/** Leaves the message as it was. */
export function leaveEditing(store: StudioStore): void {
  store.setState(({ editing }) => (editing ? { ...editing.kept, editing: null } : {}));
}
