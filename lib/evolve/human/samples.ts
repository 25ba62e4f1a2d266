import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findSkin, measure } from '@/lib/agent/evidence';
import { fitLongEdge } from '@/lib/develop/engine';
import { decode } from '@/lib/imaging/decode';
import { shrink } from '@/lib/imaging/shrink';
import type { Pixels } from '@/lib/develop/types';
import type { State } from '../types';
import { viewOf } from '../view';
import { directionOf, distorted, KINDS, strengthOf, type Kind, type Level } from './distortions';
import { EvolveError } from '../errors';
import { ratingOf, type Opinion } from './scores';

/** One opinion of people as the evaluator learns from it. */
export type HumanSample = {
  readonly photo: string;
  readonly kind: Kind;
  readonly level: Level;
  /** 1..5; people's mean. */
  readonly score: number;
  readonly source: State;
  /** A mean shift comes twice, brighter and darker, since its sign is not recorded: each counts half. */
  readonly results: readonly { readonly state: State; readonly pixels: Pixels }[];
  readonly sourcePixels: Pixels;
};

export type SampleOptions = {
  /** Long edge at which pictures are measured, px. */
  readonly edge?: number;
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, of: number) => void;
};

/** As large as the environment's rollouts. */
const EDGE = 192;
const PHOTO = /\.(png|jpe?g|tiff?|webp)$/i;

/** Which photos of the opinions lie in a folder, by name without ending. */
async function photosIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder).catch(() => []);
  return new Map(names.filter((name) => PHOTO.test(name)).map((name) => [name.replace(PHOTO, ''), join(folder, name)]));
}

/**
 * Opinions with the pictures that they are about, made again from the photos of a folder (`distortions.ts`). Opinions on photos that are not there are left out.
 *
 * @throws {EvolveError} `photos-missing` when none is there
 */
export async function humanSamples(opinions: readonly Opinion[], folder: string, { edge = EDGE, signal, progress }: SampleOptions = {}): Promise<readonly HumanSample[]> {
  const files = await photosIn(folder);
  const photos = [...new Set(opinions.map(({ photo }) => photo))].filter((photo) => files.has(photo)).sort();
  if (photos.length === 0) throw new EvolveError('photos-missing', `None of the photos that the scores speak of is in ${folder}. Name the folder that holds them (kodim01.png …).`);
  const samples: HumanSample[] = [];
  for (const [done, photo] of photos.entries()) {
    signal?.throwIfAborted();
    samples.push(...await samplesOf(photo, files.get(photo) ?? '', opinions.filter((opinion) => opinion.photo === photo), edge));
    progress?.(done + 1, photos.length);
  }
  return samples;
}

async function samplesOf(photo: string, path: string, opinions: readonly Opinion[], edge: number): Promise<readonly HumanSample[]> {
  const full = await decode(path, { depth: 8 });
  const small = await shrink(full, fitLongEdge(full, edge));
  const skin = findSkin(small);
  const task = (kind: Kind, level: Level): State['task'] => ({ id: `${photo} ${kind} ${level}`, photo, instruction: '', locale: 'en', category: 'travel', subcategory: kind, split: 'train' });
  const [evidence, view] = [measure(small, skin), viewOf(small)];
  return opinions.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.level - b.level).map(({ kind, level, mos }) => {
    const source: State = { task: task(kind, level), step: 0, settings: {}, evidence, source: evidence, view, sourceView: view };
    const results = (kind === 'mean shift' ? ([1, -1] as const) : [directionOf(kind, level)]).map((direction) => {
      const pixels = distorted(small, kind, direction, strengthOf(full, kind, level, direction));
      return { pixels, state: { ...source, step: 1, evidence: measure(pixels, skin), view: viewOf(pixels) } };
    });
    return { photo, kind, level, score: ratingOf(mos), source, results, sourcePixels: small };
  });
}
