import type { ReferenceDraft, StudioState, StudioStore } from '../studio/store';

/** Leaves the message as it was. */
export function leaveEditing(store: StudioStore): void {
  store.setState(({ editing }) => (editing ? { ...editing.kept, editing: null } : {}));
}

type Attached = Pick<StudioState, 'marks' | 'reference'>;
type Draft = Attached & Pick<StudioState, 'words' | 'editing'>;

/** What of a draft did not go with the message that was sent. */
const unsent = ({ marks, reference }: Attached, sent: Attached): Attached => ({
  marks: marks.filter((mark) => !sent.marks.includes(mark)),
  reference: reference?.sent === sent.reference?.sent ? null : reference,
});

/** What stands in the composer once a message was sent: what was added meanwhile, else what an earlier message had been taken up over. @param sent what stood there as it was sent */
export function afterSending(state: Draft, sent: Draft): Partial<Draft> {
  const { marks, reference } = unsent(state, sent);
  const { editing } = state;
  // Another message was taken up, or this one left, while it was on its way.
  if (editing?.runId !== sent.editing?.runId) return { marks, reference, editing: editing && { ...editing, kept: { ...editing.kept, ...unsent(editing.kept, sent) } } };
  if (!editing) return { marks, reference };
  const { kept } = editing;
  return { editing: null, words: state.words === sent.words ? kept.words : state.words, marks: marks.length === 0 ? kept.marks : marks, reference: reference ?? kept.reference };
}

/** With what became of a reference that was on its way in its place, also where it was set aside. */
export function withReference({ reference, editing }: Pick<StudioState, 'reference' | 'editing'>, sent: ReferenceDraft['sent'], settled: ReferenceDraft | null): Pick<StudioState, 'reference' | 'editing'> {
  const now = (draft: ReferenceDraft | null) => (draft?.sent === sent ? settled : draft);
  return { reference: now(reference), editing: editing && { ...editing, kept: { ...editing.kept, reference: now(editing.kept.reference) } } };
}
