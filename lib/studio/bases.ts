import type { Base, Shelf } from '@/lib/agent/generation/shelf';
import { encode, probe, type PhotoInfo } from '@/lib/imaging';
import { baseIdOf, findBase, provenanceOf, putBase } from '@/lib/store/bases';
import type { Photo } from '@/lib/store/photos';
import type { SessionRow } from '@/lib/store/sessions';
import type { Studio } from './context';
import { renderable } from './renders';
import { infoOf } from './views';

type Parts = Pick<Studio, 'store'> & { readonly config: Pick<Studio['config'], 'maxPixels'> };

/** No upload: whatever a picture of the largest photo comes to without loss, 16 bits and four channels. */
const BYTES_PER_PIXEL = 9;

/** The bases of a session: originals in the store like photos are, and rows beside theirs. */
export function shelfOf({ store, config }: Parts, session: Pick<SessionRow, 'id' | 'workspaceId' | 'photo'>): Shelf {
  const baseOf = (photo: Photo | null): Base | undefined => {
    const provenance = photo && provenanceOf(photo);
    return photo && provenance ? { id: photo.id, photo: renderable({ store }, photo), provenance } : undefined;
  };
  const open = async (id: string) => baseOf(await findBase(store.db, session.id, id));
  return {
    find: (stepId) => open(baseIdOf(stepId)),
    open,
    async add(stepId, pixels, provenance) {
      const file = await encode(pixels, { format: 'png' });
      const limits = { bytes: config.maxPixels * BYTES_PER_PIXEL, pixels: config.maxPixels };
      const incoming = await store.blobs.receive(once(file), { maxBytes: limits.bytes });
      try {
        const { camera, bare } = infoOf(session.photo);
        const info: PhotoInfo = { ...(await probe(incoming.path, limits)), ...(camera && { camera }), ...(bare && { bare }) };
        const { sha256, bytes } = incoming;
        const row = await store.blobs.exclusive(async () => {
          await incoming.keep();
          return putBase(store.db, { stepId, session, sha256, bytes, info, provenance });
        });
        return { id: row.id, photo: renderable({ store }, row), provenance: provenanceOf(row) ?? provenance };
      } catch (error) {
        await incoming.discard();
        throw error;
      }
    },
  };
}

async function* once(file: Uint8Array): AsyncGenerator<Uint8Array> {
  yield file;
}
