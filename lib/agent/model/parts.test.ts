import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Pixels } from '@/lib/develop/types';
import { addUsage } from '../usage';
import { backOff, retryAfter } from './back-off';
import { picturePart } from './picture';
import { PRICES, priceLists, priceOf } from './prices';

describe('waiting between attempts', () => {
  it('is anything up to a bound that doubles until 8 s', () => {
    expect([0, 1, 2, 3, 4, 9].map((attempt) => backOff(attempt, 500, () => 1))).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
    expect(backOff(3, 500, () => 0)).toBe(0);
  });

  it('reads what a server asks for', () => {
    const asks = (headers: Record<string, string>) => retryAfter(new Headers(headers), Date.parse('2026-01-01T00:00:00Z'));
    expect(asks({ 'retry-after': '7' })).toBe(7000);
    expect(asks({ 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' })).toBe(30_000);
    expect(asks({ 'retry-after': 'Thu, 01 Jan 2025 00:00:30 GMT' })).toBe(0);
    expect(asks({ 'retry-after': '7', 'retry-after-ms': '150' })).toBe(150);
    expect(asks({ 'retry-after': '9'.repeat(400) })).toBe(86_400_000);
    expect(asks({ 'retry-after': 'soon', 'retry-after-ms': 'Infinity' })).toBeUndefined();
    expect(asks({})).toBeUndefined();
  });
});

describe('prices', () => {
  it('are found by name, by pattern and behind a maker’s name; an unknown model has none', () => {
    expect(priceOf('gpt-4o')).toEqual({ input: 2.5, cached: 1.25, output: 10 });
    expect(priceOf('openai/gpt-4o-mini-2024-07-18')).toEqual({ input: 0.15, cached: 0.075, output: 0.6 });
    expect(priceOf('Qwen/Qwen3-VL-8B')).toBeUndefined();
    expect(priceOf('gpt-4o-audio-preview')).toBeUndefined();
  });

  it('know how old they are, and every one is reachable', () => {
    expect(PRICES.checked).toMatch(/^\d{4}-\d\d$/);
    for (const { model, ...price } of PRICES.prices) expect(priceOf(model.replaceAll('*', '')), model).toEqual(price);
  });

  it('of the operator go first, and a broken file is told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'prices-'));
    expect(await priceLists(folder)).toEqual([PRICES]);
    writeFileSync(join(folder, 'prices.json'), '{"prices": [{"model": "gpt-4o", "input": 1, "output": 2}]}');
    const lists = await priceLists(folder);
    expect(priceOf('gpt-4o', lists)).toEqual({ input: 1, output: 2 });
    expect(priceOf('gpt-4o-mini', lists)).toMatchObject({ input: 0.15 });
    writeFileSync(join(folder, 'prices.json'), '{"prices": [{"model": "gpt-4o"}]}');
    await expect(priceLists(folder)).rejects.toMatchObject({ code: 'prices-unreadable', message: expect.stringContaining('input') });
  });
});

it('a sum of usage is estimated as soon as a part of it is', () => {
  const counted = { requests: 1, input: 10, cached: 0, output: 1, images: 0, dollars: 1 };
  expect(addUsage(counted, { ...counted, estimated: true })).toEqual({ requests: 2, input: 20, cached: 0, output: 2, images: 0, dollars: 2, estimated: true });
  expect(addUsage(counted, counted)).not.toHaveProperty('estimated');
});

it('a picture is sent as JPEG no longer than it may be', async () => {
  const pixels: Pixels = { width: 300, height: 200, channels: 3, depth: 8, space: 'srgb', data: new Uint8Array(300 * 200 * 3).fill(90) };
  const sizes = await Promise.all([100, 1024].map(async (edge) => {
    const { url } = (await picturePart(pixels, edge)).image_url;
    expect(url).toMatch(/^data:image\/jpeg;base64,/);
    const { width, height, format } = await sharp(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')).metadata();
    return [width, height, format];
  }));
  expect(sizes).toEqual([[100, 67, 'jpeg'], [300, 200, 'jpeg']]);
});
