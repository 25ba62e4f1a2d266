import { sharp } from '@/lib/imaging/vips';
import { encode } from '@/lib/imaging/encode';
import type { Pixels } from '@/lib/develop/types';
import type { ModelClient } from '../model';
import type { Generator } from '../types';
import { pictureFrom } from './picture';

/** An image model behind the images-edit address of the OpenAI API, or of any server that speaks it. */
export function createImagesGenerator(client: ModelClient): Generator {
  return {
    id: client.model,
    async generate({ picture, mask, prompt }, signal) {
      const [bytes, hole] = await Promise.all([encode(picture, { format: 'png' }), mask && holeOf(picture, mask)]);
      const answer = await client.editImage({ image: { bytes, type: 'image/png' }, prompt, size: `${picture.width}x${picture.height}`, ...(hole && { mask: hole }) }, signal);
      return { pixels: await pictureFrom(answer.bytes), usage: answer.usage };
    },
  };
}

/** The mask as the API has it: a PNG that is transparent where the picture may change. */
const holeOf = ({ width, height }: Pixels, mask: Uint8Array): Promise<Buffer> => {
  const rgba = new Uint8Array(width * height * 4);
  mask.forEach((value, i) => { if (value === 0) rgba[4 * i + 3] = 255; });
  return sharp(rgba, { raw: { width, height, channels: 4 } }).png().toBuffer();
};
