/** One decode by a WebAssembly library, in a thread that ends with it: nothing it took stays, and it can be stopped at any time. */
import { parentPort, workerData } from 'node:worker_threads';
import { PhotoError, type PhotoErrorCode } from './errors';
import { HeifFile, type HeifHeader } from './heif/libheif';
import { balanceOf, cameraInfoOf, fullShare, orientationOf, rawInfoOf, sceneOf } from './raw/camera';
import { toScene } from './raw/develop';
import { RawLibrary } from './raw/libraw';
import { pictureAtOnce, pictureInStrips } from './raw/picture';
import { previewOf } from './raw/preview';
import type { CameraInfo, RawInfo } from './types';
import type { Scene, Size } from '@/lib/develop/types';

export type RawHeader = { readonly width: number; readonly height: number; readonly orientation: number; readonly raw: RawInfo; readonly camera?: CameraInfo };
export type RawPixels = Size & { readonly full: Size; readonly data: Uint16Array; readonly scene: Scene };
export type HeifPixels = HeifHeader & { readonly data: Uint8Array | Uint16Array };

/** What may be asked, with what is answered. */
export type DecodeTasks = {
  rawHeader: { readonly ask: { readonly path: string }; readonly answer: RawHeader };
  /** At least `longEdge` long: up to half its size a photo has one pixel from each 2 × 2 of the sensor, without demosaicing and at a quarter of the memory. */
  rawPixels: { readonly ask: { readonly path: string; readonly longEdge?: number }; readonly answer: RawPixels };
  rawPreview: { readonly ask: { readonly path: string }; readonly answer: { readonly jpeg: Uint8Array; readonly orientation: number } | undefined };
  heifHeader: { readonly ask: { readonly path: string }; readonly answer: HeifHeader };
  heifPixels: { readonly ask: { readonly path: string }; readonly answer: HeifPixels };
};
export type DecodeTask = { [Kind in keyof DecodeTasks]: { readonly kind: Kind } & DecodeTasks[Kind]['ask'] }[keyof DecodeTasks];
export type DecodeAnswer = { readonly value: unknown } | { readonly error: { readonly code: PhotoErrorCode; readonly message: string } };

async function rawHeader(path: string): Promise<RawHeader> {
  const file = (await RawLibrary.load(path)).open();
  const { metadata } = file;
  file.unpack();
  const camera = cameraInfoOf(metadata);
  return { width: metadata.width, height: metadata.height, orientation: orientationOf(metadata), raw: rawInfoOf(metadata), ...(camera && { camera }) };
}

/** LibRaw's demosaicing by number: adaptive homogeneity-directed (Hirakawa & Parks 2005). */
const AHD = 3;

async function rawPixels(path: string, longEdge = Infinity): Promise<RawPixels> {
  const library = await RawLibrary.load(path);
  const file = library.open();
  const { metadata } = file;
  file.close();
  const [r, g, b] = balanceOf(metadata);
  const halfSize = longEdge <= Math.floor(Math.max(metadata.width, metadata.height) / 2);
  // The camera's own RGB, linear, balanced, unclipped: channel k ends where the sensor did, at 65535 times its share of the largest factor.
  const settings = { outputColor: 0, outputBps: 16, gamm: [1, 1, 0, 0, 0, 0], noAutoBright: true, highlight: 1, userMul: [r, g, b, g], userQual: AHD, halfSize, adjustMaximumThr: 0 };
  const { width, height, data, greatest } = halfSize ? pictureAtOnce(library, settings) : pictureInStrips(library, metadata, settings);
  const scene = sceneOf(metadata);
  const full = (65535 * fullShare(greatest, metadata)) / Math.max(r, g, b);
  if (scene.camera) toScene(data, [full * r, full * g, full * b], scene.camera);
  return { width, height, full: { width: metadata.width, height: metadata.height }, data, scene };
}

async function work(task: DecodeTask): Promise<unknown> {
  switch (task.kind) {
    case 'rawHeader': return rawHeader(task.path);
    case 'rawPixels': return rawPixels(task.path, task.longEdge);
    case 'rawPreview': return previewOf((await RawLibrary.load(task.path)).open());
    case 'heifHeader': return new HeifFile(task.path).header;
    case 'heifPixels': {
      const file = new HeifFile(task.path);
      return { ...file.header, data: file.decode() };
    }
  }
}

try {
  parentPort?.postMessage({ value: await work(workerData as DecodeTask) } satisfies DecodeAnswer);
} catch (cause) {
  const { code, message } = cause instanceof PhotoError ? cause : new PhotoError('damaged', 'The photo cannot be decoded: it is damaged, or too large for the memory that decoding may take. Export it as JPEG or TIFF and try again.');
  parentPort?.postMessage({ error: { code, message } } satisfies DecodeAnswer);
}
