import type { Evidence } from '@/lib/agent/types';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';

/** One photo as a photographer left it. */
export type Edit = {
  readonly id: string;
  /** Of the untouched photo. */
  readonly evidence: Evidence;
  /** What the photo's settings begin with; those of a RAW photo hold its white balance (`startOf`). */
  readonly starting: DevelopSettings;
  /** What the policy does to it without an instruction and without knowing the photographer. */
  readonly base: DevelopSettings;
  /** What the photographer did. */
  readonly settings: DevelopSettings;
};

/** How far settings are from what the photographer did: mean absolute difference over the sliders that were learnt, in shares of half a slider's travel. */
export type StyleError = { readonly before: number; readonly after: number };

/** What was learnt of one slider: its distance from the start is `weights · [1, base, features…]`. */
export type LearntSlider = { readonly name: string; readonly weights: readonly number[]; /** Ridge penalty that was chosen. */ readonly lambda: number; readonly error: StyleError };

/** A photographer's hand, as learnt from finished edits. */
export type Style = {
  readonly version: 1;
  readonly name: string;
  /** Edits that it rests on. */
  readonly edits: number;
  readonly features: readonly string[];
  readonly sliders: readonly LearntSlider[];
  /** Everything that is no slider and that most of the edits share: profile, looks, curves. */
  readonly habits: SettingsPatch;
  /** On edits that were held out of learning, by cross-validation. */
  readonly error: StyleError;
};
