import { describe, expect, it, vi } from 'vitest';
import { findSpots } from '@/lib/develop/spots';
import type { Pixels } from '@/lib/develop/types';
import type { RenderPhoto } from './renderer';
import { spotsOf } from './spots';

const SIZE = { width: 640, height: 480 };

/** A smooth sky with one grey disc. */
function sky(): Pixels {
  const data = new Uint8Array(SIZE.width * SIZE.height * 3);
  for (let i = 0; i < data.length; i++) {
    const place = Math.floor(i / 3), x = place % SIZE.width, y = Math.floor(place / SIZE.width);
    data[i] = (i % 3 === 2 ? 205 : 170) - (Math.hypot(x - 320, y - 200) < 7 ? 34 : 0);
  }
  return { ...SIZE, data, depth: 8, channels: 3, space: 'srgb' } as Pixels;
}

const photo = { id: 'sky' } as RenderPhoto;
const renderer = { render: async () => sky(), masks: async () => ({}) };

describe('spots of a photo', () => {
  it('are found in a thread of their own, as they are in this one', async () => {
    const found = await spotsOf(renderer, photo, ['dust', 'blemish']);
    expect(found).toEqual(findSpots(sky(), ['dust', 'blemish']));
    expect(found).toEqual([expect.objectContaining({ kind: 'dust', x: expect.closeTo(0.5, 2), y: expect.closeTo(200 / 480, 2) })]);
  });

  it('are still found where people are not, and not for somebody who has left', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    const blind = { ...renderer, masks: () => Promise.reject(new Error('no masks')) };
    expect(await spotsOf(blind, photo, ['dust'])).toHaveLength(1);
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
    const left = new AbortController();
    const asked = spotsOf(renderer, photo, ['dust'], left.signal);
    left.abort(new Error('left'));
    await expect(asked).rejects.toThrow('left');
  });
});
