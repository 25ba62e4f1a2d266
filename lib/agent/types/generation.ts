/** Pictures that an image model makes of a photo. */
import type { DevelopSettings, JsonValue, Locale, Pixels } from '@/lib/develop/types';
import type { Darkroom } from './darkroom';
import type { Usage } from './request';

/** An order to an image model: what to do, and where (masks of a correction; absent: the whole picture). */
export type Generation = { readonly prompt: string; readonly masks?: readonly JsonValue[] };

/** How a picture came to be that an image model had a hand in: written down with it and shown wherever it is. */
export type Provenance = {
  readonly model: string;
  readonly prompt: string;
  /** Where it was ordered; absent: anywhere. */
  readonly masks?: readonly JsonValue[];
  /** ISO 8601. */
  readonly madeAt: string;
  /** The picture it was made from, when that was not the photo itself. */
  readonly parent?: string;
  /** Share of the picture that shows the model's pixels, 0..1; everywhere else they are the ones of the picture before. */
  readonly share: number;
  /** How the model's picture was brought over the photo. */
  readonly alignment: Alignment;
  readonly usage?: Usage;
};

/**
 * Where a model put the photo in its answer: magnified by `scale`, shifted by `x` and `y` (shares of what it was sent); how well their
 * edges then agree, −1..1; `found` when that is good enough to be believed.
 */
export type Alignment = { readonly scale: { readonly x: number; readonly y: number }; readonly x: number; readonly y: number; readonly correlation: number; readonly found: boolean };

/** An image model that changes a picture as it is told. */
export interface Generator {
  /** The model's name. */
  readonly id: string;
  /**
   * @param order `picture` in sRGB, 8 bits, three channels, of `size`; `mask`: one number a pixel, 255 where something is to be made, 0 where nothing
   *   may change. The answer may have any size.
   */
  generate(order: { readonly picture: Pixels; readonly mask?: Uint8Array; readonly prompt: string }, signal: AbortSignal): Promise<{ readonly pixels: Pixels; readonly usage?: Usage }>;
}

/** Carries out orders to an image model for one photo, and keeps the pictures that come of them: bases that settings lie on from then on. */
export interface BaseMaker {
  /**
   * Carries an order out for a step. A step whose picture was made already, before a kill, gets that one and the model is not asked again.
   *
   * @param from where the step grows from; `base` absent: the photo itself
   * @throws {AgentError} with a message for people; nothing is kept then
   */
  make(order: Generation, from: { readonly settings: DevelopSettings; readonly base?: string }, stepId: string, locale: Locale, signal: AbortSignal): Promise<MadeBase>;
  /** The darkroom of a base. */
  open(base: string): Promise<Darkroom>;
}

/** `settings` go on from here: those before, without what is now in the pixels. */
export type MadeBase = { readonly base: string; readonly settings: DevelopSettings; readonly note: string; readonly usage?: Usage };
