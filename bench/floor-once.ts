/** The floor: what decoding and encoding alone cost. `floor-once INPUT OUTPUT QUALITY CHROMA` */
import sharp from 'sharp';

const [input = '', output = '', quality = '', chroma = ''] = process.argv.slice(2);
await sharp(input).jpeg({ quality: Number(quality), chromaSubsampling: chroma }).toFile(output);
