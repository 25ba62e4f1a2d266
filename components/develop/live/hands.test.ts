import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Found } from '@/lib/develop/engine';
import { addRetouch, applyPatch, retouchSpot } from '@/lib/develop/settings';
import { chart } from '@/lib/develop/testing/charts';
import { analysisOf, engine, preparedOf, wasmBytes } from '@/lib/develop/testing/harness';

const W = 640, H = 480;

type Listener = (event: { readonly data: unknown }) => unknown;
/** Bytes that crossed to other threads. */
let crossed = 0;

const bytesIn = (value: unknown): number => {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return typeof value === 'object' && value !== null ? Object.values(value).reduce<number>((sum, part) => sum + bytesIn(part), 0) : 0;
};

/** Both ends of a worker in this thread: what crosses is cloned, as between threads. */
class FakeWorker {
  static readonly here: { receive?: Listener } = {};
  static answerTo: (answer: unknown) => void = () => undefined;
  readonly #listeners: Listener[] = [];
  addEventListener(type: string, listener: Listener) {
    if (type === 'message') this.#listeners.push(listener);
  }
  postMessage(message: unknown) {
    crossed += bytesIn(message);
    const data: unknown = structuredClone(message);
    FakeWorker.answerTo = (answer) => this.#listeners.forEach((listener) => listener({ data: answer }));
    void FakeWorker.here.receive?.({ data });
  }
}

beforeEach(async () => {
  vi.stubGlobal('self', { addEventListener: (_: string, receive: Listener) => { FakeWorker.here.receive = receive; }, postMessage: (answer: unknown) => FakeWorker.answerTo(answer) });
  vi.stubGlobal('Worker', FakeWorker);
  // One hand beside the caller.
  vi.stubGlobal('navigator', { hardwareConcurrency: 2 });
  await import('./hand.worker');
});
afterEach(() => vi.unstubAllGlobals());

it('a picture in bands is the picture, and masks, patches and sources cross once', async () => {
  const { Hands } = await import('./hands');
  const photo = chart(W, H, (x, y) => [x / W, y / H, 0.4]);
  const rgba = { ...photo, channels: 4 as const, depth: 8 as const, data: Uint8Array.from({ length: W * H * 4 }, (_, i) => (i % 4 === 3 ? 255 : Math.round((photo.data[(i >> 2) * 3 + (i % 4)]! / (photo.depth === 8 ? 255 : 65535)) * 255))) };
  const sky: Found = { id: 'sky', width: W, height: H, data: Uint8Array.from({ length: W * H }, (_, i) => (Math.floor(i / W) < H * 0.7 ? 255 : 0)) };
  const correction = (exposure: number) => ({ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: exposure, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 2, MaskActive: true, MaskValue: 1, MaskInverted: false }] });
  const settingsAt = (exposure: number) => applyPatch({}, { ...addRetouch({}, retouchSpot({ method: 'clone', x: 0.5, y: 0.8, radius: 0.1, feather: 0, source: { x: 0.2, y: 0.8 } })), MaskGroupBasedCorrections: [correction(exposure)] });
  const { assetsNeeded } = await import('@/lib/develop/masks/needs');
  const [key] = assetsNeeded(settingsAt(0.2)).masks;
  const hands = new Hands(await WebAssembly.compile(new Uint8Array(wasmBytes())));
  const prepared = preparedOf(rgba, rgba, rgba, settingsAt(0.2));
  const sent: number[] = [];
  for (const exposure of [0.2, 0.15, 0.1]) {
    const picture = { source: rgba, full: { width: W, height: H }, settings: settingsAt(exposure), analysis: analysisOf(rgba), assets: { masks: { [key!]: sky } }, output: { width: W, height: H }, prepared };
    const before = crossed;
    const banded = await hands.render(engine, picture);
    sent.push(crossed - before);
    const whole = new Uint8Array(W * H * 4);
    engine.render({ ...picture, target: whole, depth: 8, rows: [0, H] });
    expect(Buffer.compare(banded, whole)).toBe(0);
    const plain = new Uint8Array(W * H * 4);
    engine.render({ ...picture, assets: {}, prepared: undefined, target: plain, depth: 8, rows: [0, H] });
    expect(Buffer.compare(plain.subarray(W * H * 2), whole.subarray(W * H * 2))).not.toBe(0);
  }
  expect(sent[0]).toBeGreaterThan(W * H * 5);
  expect(sent.slice(1)).toEqual([0, 0]);
});
