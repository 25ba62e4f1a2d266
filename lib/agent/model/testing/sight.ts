import sharp from 'sharp';
import type { Received } from './stand-in';

const COLOURS = { red: [224, 16, 16], green: [16, 160, 32], blue: [16, 48, 224], yellow: [240, 224, 16], black: [0, 0, 0], white: [255, 255, 255] } as const;

/** What a model that sees would say of a picture in two halves: the named colours nearest to them. Undefined where the request has no picture. */
export async function halvesSeen({ body }: Received): Promise<{ readonly left: string; readonly right: string } | undefined> {
  const [, base64] = JSON.stringify(body['messages'] ?? '').match(/data:image\/jpeg;base64,([^"]+)/) ?? [];
  if (base64 === undefined) return undefined;
  const { data } = await sharp(Buffer.from(base64, 'base64')).removeAlpha().resize(2, 1, { kernel: 'nearest', fit: 'fill' }).raw().toBuffer({ resolveWithObject: true });
  const nearest = (at: number): string => {
    const distance = ([, rgb]: readonly [string, readonly number[]]) => rgb.reduce((sum, value, channel) => sum + (value - (data[at + channel] ?? 0)) ** 2, 0);
    return Object.entries(COLOURS).toSorted((a, b) => distance(a) - distance(b))[0]?.[0] ?? '';
  };
  return { left: nearest(0), right: nearest(3) };
}
