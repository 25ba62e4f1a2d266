import type { JsonValue } from '@/lib/develop/types';
import type { ReferenceView } from '@/lib/studio/types';
import type { Mark } from '../pointing/marks';
import type { ReferenceDraft } from '../studio/store';

/** What is said to the assistant, and what goes with it. */
export type Message = {
  readonly text: string;
  /** The step to start from; absent: the one that is shown, or for a message that waited, where the run before it ended. */
  readonly fromStepId?: string;
  /** The model that is asked; `null` is the studio's default. */
  readonly profileId: string | null;
  readonly marks: readonly Mark[];
  /** In place of marks: the masks that an earlier message went with. */
  readonly pointed?: readonly JsonValue[];
  readonly reference: ReferenceView | null;
};

/** A message that waits for the run at work to end. */
export type QueuedMessage = Message & { readonly id: string };

/** What stood in the composer before an earlier message was taken up; it comes back when that is left. */
type Kept = { readonly words: string; readonly marks: readonly Mark[]; readonly reference: ReferenceDraft | null };
/** The earlier message that is said anew, as a branch from the step it started at. */
export type Editing = { readonly runId: string; readonly fromStepId: string; readonly kept: Kept };

export type TalkSlice = {
  /** What stands in the composer. */
  readonly words: string;
  readonly editing: Editing | null;
  /** Oldest first. */
  readonly queue: readonly QueuedMessage[];
  /** The first one could not be sent: it waits to be told. */
  readonly queueHeld: boolean;
};

export const talkStart: TalkSlice = { words: '', editing: null, queue: [], queueHeld: false };
