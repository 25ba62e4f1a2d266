import { orientationOf } from './camera';
import type { RawFile } from './libraw';

/** The JPEG that the camera put into the file, with how it is to be turned; undefined when there is none. */
export function previewOf(file: RawFile): { readonly jpeg: Uint8Array; readonly orientation: number } | undefined {
  const thumbnail = file.thumbnail();
  return thumbnail?.format === 'jpeg' ? { jpeg: thumbnail.data, orientation: orientationOf(file.metadata) } : undefined;
}
