/** The floor: what decoding and encoding alone cost. `floor-once INPUT OUTPUT QUALITY CHROMA` */
import sharp from 'sharp';

const [input = '', output = '', quality = '', chroma = ''] = process.argv.slice(2);
await sharp(input, { limitInputPixels: false }).jpeg({ quality: Number(quality), chromaSubsampling: chroma }).toFile(output);
