import type { Camera, Lens, LensDatabase } from './database';

/** What the photo says of what took it. */
export type Shot = {
  readonly make?: string;
  readonly model?: string;
  readonly lens?: string;
  /** Millimetres. */
  readonly focal: number;
  readonly aperture?: number;
};

export type Match = { readonly lens: Lens; /** Of the camera's sensor. */ readonly crop: number };

const flat = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();

/** Company names come with suffixes in photos that they do not have in the database, or the other way round. */
const brand = (maker: string): string => flat(maker).replace(/\b(corporation|corp|imaging|optical|co|ltd|company|camera|electronics|digital solutions|inc)\b/g, '').replace(/\s+/g, ' ').trim();
const bare = (model: string, maker: string): string => {
  const [first = ''] = brand(maker).split(' ');
  const text = flat(model);
  return first !== '' && text.startsWith(`${first} `) ? text.slice(first.length + 1) : text;
};

export function cameraFor({ make = '', model = '' }: Shot, { cameras }: LensDatabase): Camera | undefined {
  if (model === '') return undefined;
  const wanted = bare(model, make);
  const [first = ''] = brand(make).split(' ');
  return cameras.find((camera) => bare(camera.model, camera.maker) === wanted && (first === '' || brand(camera.maker).includes(first) || first.includes(brand(camera.maker).split(' ')[0] ?? '')));
}

type Name = { readonly focals: string; readonly aperture: string; readonly words: ReadonlySet<string> };

/** A lens's name apart: focal lengths, largest aperture, and the words that tell siblings apart. */
function nameOf(model: string, maker: string): Name {
  let text = model.toLowerCase().replace(/(\d),(\d)/g, '$1.$2');
  for (const word of brand(maker).split(' ')) if (word) text = text.replaceAll(word, ' ');
  const [range, from, to] = /(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?\s*mm/.exec(text) ?? [];
  if (range) text = text.replace(range, ' ');
  const [opening, wide, tele] = /\b(?:f\s*\/?|1:)\s*(\d+(?:\.\d+)?)(?:\s*-\s*(?:f\s*\/?\s*)?(\d+(?:\.\d+)?))?/.exec(text) ?? [];
  if (opening) text = text.replace(opening, ' ');
  const plain = (a?: string, b?: string): string => (a === undefined ? '' : b === undefined || Number(b) === Number(a) ? String(Number(a)) : `${Number(a)}-${Number(b)}`);
  return { focals: plain(from, to), aperture: plain(wide, tele), words: new Set(text.split(/[^a-z0-9]+/).filter((word) => word !== '' && word !== 'lens')) };
}

/** 0…1: how likely two names name one lens; 0 where focal lengths or apertures differ. */
export function likeness(a: Name, b: Name): number {
  if (a.focals === '' || a.focals !== b.focals) return 0;
  if (a.aperture !== '' && b.aperture !== '' && a.aperture !== b.aperture) return 0;
  const shared = [...a.words].filter((word) => b.words.has(word)).length;
  const all = new Set([...a.words, ...b.words]).size;
  return (a.aperture === b.aperture ? 0.5 : 0.25) + 0.5 * (all === 0 ? 1 : shared / all);
}

/** Beyond this a name is believed. */
const LIKELY = 0.6;
/** A lens measured on a smaller sensor says nothing of the rim of a larger one. */
const SLACK = 1.04;

/** The lens of a photo: by its name among those that fit the camera; without a name, the one that is built into the camera. */
export function lensFor(shot: Shot, database: LensDatabase): Match | undefined {
  const camera = cameraFor(shot, database);
  if (!camera) return undefined;
  const mounts = new Set([camera.mount, ...(database.mounts.get(camera.mount) ?? [])]);
  const fitting = database.lenses.filter((lens) => lens.mounts.some((mount) => mounts.has(mount)) && lens.crop <= camera.crop * SLACK);
  // Of entries for one lens the one that was measured on the sensor nearest to the camera's.
  const nearest = (lenses: readonly Lens[]): Lens | undefined => [...lenses].sort((a, b) => b.crop - a.crop)[0];
  if (shot.lens !== undefined) {
    const wanted = nameOf(shot.lens, camera.maker);
    const scored = fitting.map((lens) => ({ lens, score: likeness(wanted, nameOf(lens.model, camera.maker)) })).sort((a, b) => b.score - a.score);
    const best = scored[0]?.score ?? 0;
    const lens = best >= LIKELY ? nearest(scored.filter(({ score }) => score === best).map((one) => one.lens)) : undefined;
    if (lens) return { lens, crop: camera.crop };
  }
  const built = fitting.filter(({ mounts: own }) => own.length === 1 && own[0] === camera.mount && /^[a-z]/.test(camera.mount));
  const lens = new Set(built.map(({ model }) => model)).size === 1 ? nearest(built) : undefined;
  return lens && { lens, crop: camera.crop };
}
