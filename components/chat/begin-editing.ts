import { masksOf } from '@/lib/develop/settings';
import type { Size } from '@/lib/develop/types';
import { shapeOf, type Mark } from '../pointing/marks';
import type { ShownRun } from '../studio/context';
import type { StudioStore } from '../studio/store';

/** What an earlier message pointed at, as marks that can be moved and removed. `full`: the size of the photo it was said about. */
export function marksOf(pointed: ShownRun['pointed'], full: Size): readonly Mark[] {
  return masksOf(pointed ?? []).flatMap((mask) => shapeOf(mask, full) ?? []).map((shape, index): Mark => ({ ...shape, id: index + 1 }));
}

/** Takes an earlier message up again: its words, places and reference stand in the composer until it is sent or left. */
export function beginEditing(store: StudioStore, run: Pick<ShownRun, 'id' | 'instruction' | 'fromStepId' | 'pointed' | 'reference'>, full: Size): void {
  store.setState(({ words, marks, reference, editing }) => ({
    // From one message to the next: what stood there at first is what comes back.
    editing: { runId: run.id, fromStepId: run.fromStepId, kept: editing?.kept ?? { words, marks, reference } },
    words: run.instruction,
    marks: marksOf(run.pointed, full),
    reference: run.reference ? { name: run.reference.name, sent: Promise.resolve(run.reference), view: run.reference } : null,
  }));
}
