import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { FoundMask } from '../vision/types';

const localised = z.object({ en: z.string(), zh: z.string() });
const head = z.object({ width: z.int().positive().max(16384), height: z.int().positive().max(16384), confidence: z.number().min(0).max(1), reason: localised.optional() });

/** A found mask as bytes for keeping: length of a JSON head (32 bits), the head, the raster deflated. */
export function pack({ raster, confidence, reason }: FoundMask): Buffer {
  const json = Buffer.from(JSON.stringify({ width: raster.width, height: raster.height, confidence, ...(reason && { reason }) }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, deflateRawSync(raster.data, { level: 6 })]);
}

/** What `pack` wrote; undefined when the bytes are anything else, which is then made again. */
export function unpack(bytes: Buffer): FoundMask | undefined {
  try {
    const length = bytes.readUInt32LE(0);
    const { width, height, confidence, reason } = head.parse(JSON.parse(bytes.toString('utf8', 4, 4 + length)));
    const data = inflateRawSync(bytes.subarray(4 + length), { maxOutputLength: width * height });
    return data.length === width * height ? { raster: { width, height, data: new Uint8Array(data) }, confidence, ...(reason && { reason }) } : undefined;
  } catch {
    return undefined;
  }
}
