import type { LensModel } from '@/lib/develop/assets';
import type { PhotoInfo } from '../types';
import { type LensDatabase, openLensDatabase, placeOfLensDatabase } from './database';
import { lensFor, type Shot } from './match';
import { lensModel } from './model';

/** Why a photo has no profile: nothing is known of how it was taken, there is no database on this machine, or the lens is not in it. */
export type NoProfile = 'no-camera-data' | 'no-database' | 'unknown-lens';
export type Profile = { readonly lens: LensModel } | { readonly missing: NoProfile };

const numberIn = (text: string | undefined): number | undefined => {
  const value = Number(/\d+(?:\.\d+)?/.exec(text ?? '')?.[0]);
  return value > 0 ? value : undefined;
};

/** What a photo says of its lens; absent where it does not say enough. */
function shotOf({ camera }: PhotoInfo): Shot | undefined {
  const focal = numberIn(camera?.focal), aperture = numberIn(camera?.aperture);
  if (!camera?.model || focal === undefined) return undefined;
  return { model: camera.model, focal, ...(camera.make && { make: camera.make }), ...(camera.lens && { lens: camera.lens }), ...(aperture !== undefined && { aperture }) };
}

/** Profiles of lenses, from the lensfun database of a folder or of this machine; read when first asked for. */
export class LensProfiles {
  readonly #folder: string | undefined;
  #database: Promise<LensDatabase | undefined> | undefined;

  constructor(folder?: string) {
    this.#folder = folder;
  }

  /** Changes when the database does. */
  async version(): Promise<string> {
    const place = await placeOfLensDatabase(this.#folder);
    return place ? `${place.folder} ${place.names.length} ${place.changed}` : 'none';
  }

  async find(info: PhotoInfo): Promise<Profile> {
    const shot = shotOf(info);
    if (!shot) return { missing: 'no-camera-data' };
    this.#database ??= openLensDatabase(this.#folder);
    const database = await this.#database;
    if (!database) return { missing: 'no-database' };
    const match = lensFor(shot, database);
    return match ? { lens: lensModel(match, shot) } : { missing: 'unknown-lens' };
  }
}
