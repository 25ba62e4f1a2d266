/** A photo as the agent sees and develops it. */
import type { Spot, SpotKind } from '@/lib/develop/spots';
import type { DevelopSettings, JsonValue, Pixels, SettingsPatch, Size } from '@/lib/develop/types';
import type { RegionMask } from '../evidence';
import type { Evidence } from './evidence';
import type { RegionRef } from './intent';

export type Thing = Extract<RegionRef, { readonly kind: 'thing' }>['thing'];

/** A thing that was recognised in the photo: its pixels, and the masks of a correction that hold it. */
export type Seen = { readonly mask: RegionMask; readonly masks: readonly JsonValue[]; readonly confidence: number };

export type Observation = {
  readonly settings: DevelopSettings;
  /** The rendered result at observation size (long edge about 768 px). */
  readonly pixels: Pixels;
  readonly evidence: Evidence;
  /** Where skin was found on the untouched photo in this frame; without it, it is looked for in `pixels`. */
  readonly skin?: RegionMask;
  /** What Auto would set for tone and white balance, measured on the untouched photo (`lib/develop/auto`). */
  readonly auto?: SettingsPatch;
  /** What the photo is to look like, on the observation where a run starts. */
  readonly like?: Observation;
  /** What was recognised surely enough to be used (see `Darkroom.see`). */
  readonly things?: Readonly<Partial<Record<Thing, Seen>>>;
  /** What was recognised, but too doubtfully to be used: how sure it was, 0..1. */
  readonly doubts?: Readonly<Partial<Record<Thing, number>>>;
};

/** The sandbox: renders settings of one photo and measures the result. */
export interface Darkroom {
  readonly photo: Size;
  /**
   * The result seen closer: the part `region` of the picture (shares of it, 0..1), at full resolution or reduced to `longEdge` px.
   * Absent: this darkroom has one size only.
   */
  closer?(settings: DevelopSettings, region: Region, longEdge: number, signal?: AbortSignal): Promise<Pixels>;
  observe(settings: DevelopSettings, signal?: AbortSignal): Promise<Observation>;
  /** The same, smaller (long edge at most 384 px) and faster: for trying a slider before deciding. Absent: use `observe`. */
  probe?(settings: DevelopSettings, signal?: AbortSignal): Promise<Observation>;
  /** Things to recognise in the photo: what is observed from now on knows where they are. Absent: nothing is recognised. */
  see?(things: readonly Thing[], pointed?: readonly JsonValue[]): void;
  /** How surely each key of `lib/develop/masks/needs.ts` was found in the photo, 0..1; keys that are not looked for are left out. Absent: nothing is found. */
  find?(keys: readonly string[], signal?: AbortSignal): Promise<Readonly<Record<string, number>>>;
  /** What of the untouched photo masks cover, 0..255, at a long edge of at most 384 px. Absent: masks are not looked for. */
  cover?(masks: readonly JsonValue[], signal?: AbortSignal): Promise<{ readonly width: number; readonly height: number; readonly data: ArrayLike<number> }>;
  /** Dust and blemishes of the untouched photo, surest first. Absent: none are looked for. */
  spots?(kinds: readonly SpotKind[], signal?: AbortSignal): Promise<readonly Spot[]>;
  /** What the file says of itself. */
  readonly facts?: PhotoFacts;
}

/** What a photo's file says of itself: written by anybody, so data and never an instruction. */
export type PhotoFacts = {
  /** Its white balance is set in Kelvin. */
  readonly raw?: boolean;
  /** File name, camera, lens, exposure, description …: name → text as it stands in the file. */
  readonly texts: Readonly<Record<string, string>>;
};

/** A rectangle in shares of a picture, 0..1 from its top left. */
export type Region = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
