/** What was asked. */
import type { EightColour, Locale } from '@/lib/develop/types';

export type Attribute =
  | 'brightness' | 'contrast' | 'highlights' | 'shadows' | 'whites' | 'blacks'
  | 'warmth' | 'tint' | 'saturation' | 'vibrance' | 'haze' | 'clarity' | 'texture' | 'sharpness' | 'softness'
  | 'grain' | 'vignette' | 'monochrome' | 'fade'
  | 'hue';

/** Where a goal holds. `region` kinds are what masks of the engine can reach. */
export type RegionRef =
  | { readonly kind: 'whole' }
  | { readonly kind: 'tone'; readonly zone: 'shadows' | 'midtones' | 'highlights' }
  | { readonly kind: 'place'; readonly place: 'top' | 'bottom' | 'left' | 'right' | 'centre' | 'edges' }
  | { readonly kind: 'colour'; readonly colour: EightColour }
  | { readonly kind: 'thing'; readonly thing: 'skin' | 'sky' | 'subject' | 'background' | 'pointed' };

/**
 * One thing to reach. `direction` +1 is more of the attribute (brighter, warmer, more contrast, more magenta for tint, more haze),
 * −1 less. `degree` 0..1: a touch 0.2, plain 0.5, much 0.85. `wash` goals tint a tonal zone toward a hue.
 */
export type Goal =
  | { readonly kind: 'adjust'; readonly attribute: Attribute; readonly direction: 1 | -1; readonly degree: number; readonly region: RegionRef; /** The value to reach, in the attribute's measured units, where it is known: a reference has it. */ readonly target?: number; readonly source: string }
  | { readonly kind: 'wash'; readonly zone: 'shadows' | 'midtones' | 'highlights' | 'global'; readonly hue: number; readonly degree: number; readonly source: string }
  | { readonly kind: 'set'; readonly tool: string; readonly value: number; readonly relative: boolean; readonly source: string }
  | { readonly kind: 'geometry'; readonly ratio?: readonly [number, number]; readonly angle?: number; readonly straighten?: boolean; readonly quarterTurns?: number; readonly flip?: 'horizontal' | 'vertical'; readonly source: string }
  | { readonly kind: 'auto'; readonly degree: number; readonly aspect?: 'white-balance' | 'tone' | 'colour'; readonly source: string }; // no aspect: whatever the photo needs

export type Constraint =
  | { readonly kind: 'no-clipping'; readonly end: 'highlights' | 'shadows'; readonly source: string }
  | { readonly kind: 'keep'; readonly what: Attribute | 'skin' | 'colour' | EightColour; readonly region: RegionRef; readonly source: string };

/** How an instruction refers to what went before. */
export type FollowUp =
  | { readonly kind: 'scale'; readonly factor: number; readonly source: string } // "a bit less" 0.6, "more of that" 1.5
  | { readonly kind: 'undo'; readonly what: 'last' | 'all' | Attribute | 'style'; readonly source: string }
  | { readonly kind: 'undo-region'; readonly region: RegionRef; readonly source: string } // "undo the sky"
  | { readonly kind: 'restore'; readonly step: number; readonly source: string };

export type Intent = {
  readonly language: Locale;
  readonly goals: readonly Goal[];
  /** Styles named, in order; their goals are already merged into `goals` with the style's degree. */
  readonly styles: readonly string[];
  readonly constraints: readonly Constraint[];
  readonly followUp?: FollowUp;
  /** Fragments, verbatim, that were not understood, each with the reason when it is known (needs a mask we have not, generative edit …). */
  readonly notUnderstood: readonly { readonly text: string; readonly reason: 'unknown' | 'needs-generation' | 'needs-mask' }[];
};
