import { decodeApart } from './decoders';
import { exifOfCamera, exifToCarry, type ExifToWrite } from './exif';
import { formatAt } from './sniff';
import type { CameraInfo } from './types';
import { sharp } from './vips';

/** The camera fields of a photo, ready for an export of it. `camera`: what is known of it already, which is all that a RAW photo tells. */
export async function exifToCarryFrom(path: string, camera?: CameraInfo): Promise<ExifToWrite> {
  const { format } = await formatAt(path);
  if (format === 'raw') return exifOfCamera(camera ?? (await decodeApart('rawHeader', { path })).camera ?? {});
  if (format === 'heic') {
    const { exif } = await decodeApart('heifHeader', { path });
    return exifToCarry(exif && Buffer.from(exif));
  }
  return exifToCarry((await sharp(path, { limitInputPixels: false }).metadata()).exif);
}
