import type { SettingsPatch } from '@/lib/develop/types';

/** What a drag on the picture moves; `focus`: a click says where it is sharp. */
export type TargetFamily = 'hue' | 'saturation' | 'luminance' | 'curve' | 'focus';

/** Where a drag began: shares of the shown picture, and its colour there, display-encoded 0…255. */
export type Picked = { readonly u: number; readonly v: number; readonly rgb: readonly [red: number, green: number, blue: number] };

/** A tool of the panel that is used on the picture: by dragging, up and right is more, or by a click. */
export type Target = {
  readonly family: TargetFamily;
  /** Told once when a drag begins. */
  readonly onStart: (at: Picked) => void;
  /** How far the drag has gone since, in slider units: a hundred over two hundred pixels. */
  readonly onDelta: (delta: number) => void;
  readonly onEnd: () => void;
  /** Words for what lies under the pointer, such as the colours that would move. */
  readonly describe: (at: Picked) => string;
};

/** The develop panel's part of the studio's state. */
export type DevelopSlice = {
  /** A change that is shown while the pointer lies on it, and never becomes a step by itself. */
  readonly peek: SettingsPatch | null;
  readonly target: Target | null;
};

export const DEVELOP_START: DevelopSlice = { peek: null, target: null };
