import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode, projectRoot } from '@/lib/imaging';
import { suggest, understand } from '../language';
import { findSkin, measure, resized } from '.';

const sample = (name: string): string => join(projectRoot(), 'public/samples', name);
const extra = (name: string): string => join(projectRoot(), '../shared/photos', name);
const share = async (path: string): Promise<number> => findSkin(await decode(path, { longEdge: 768, depth: 8 })).share;

describe('skin in photos', () => {
  it.each([['astronaut.png', 0.012, 0.04]] as const)('is found in the sample %s', async (name, least, most) => {
    const found = await share(sample(name));
    expect(found).toBeGreaterThan(least);
    expect(found).toBeLessThan(most);
  });

  it.each(['autumn-ridge.jpg', 'hilltop-sunset.jpg', 'coffee.png', 'chelsea.png', 'dandelion.jpg', 'mountain-path.jpg', 'rocket.jpg'])('is not found in the sample %s', async (name) => {
    expect(await share(sample(name))).toBe(0);
  });

  // Photos beside a developer's checkout; a user's clone has none of them.
  it.each(['kodim04.png', 'kodim12.png', 'kodim15.png'].filter((name) => existsSync(extra(name))))('is found in %s', async (name) => {
    expect(await share(extra(name))).toBeGreaterThan(0.01);
  });
  it.each(['cc0-coffee.png', 'cc0-sunset-pier.jpg', 'kodim23.png', 'kodim08.png', 'cc0-jay-ruzesky.jpg'].filter((name) => existsSync(extra(name))))('is not found in %s', async (name) => {
    expect(await share(extra(name))).toBeLessThan(0.01);
  });

  it('lies where the face is, at every size', async () => {
    const pixels = await decode(sample('astronaut.png'), { longEdge: 512, depth: 8 });
    const mask = findSkin(pixels);
    const small = resized(mask, { width: 192, height: 192 });
    expect(Math.abs(small.share - mask.share)).toBeLessThan(0.002);
    for (const { inside, width, height } of [mask, small])
      for (let at = 0; at < inside.length; at++) if (inside[at] === 1) {
        const [x, y] = [(at % width) / width, Math.floor(at / width) / height];
        expect(x > 0.3 && x < 0.6 && y > 0.08 && y < 0.42).toBe(true);
      }
  });
});

it.each(['autumn-ridge.jpg', 'hilltop-sunset.jpg', 'coffee.png'])('nothing about portraits or skin is suggested for %s', async (name) => {
  const evidence = measure(await decode(sample(name), { longEdge: 768, depth: 8 }));
  for (const locale of ['en', 'zh'] as const) for (const text of suggest(evidence, locale)) {
    expect(text).not.toMatch(/portrait|portra|skin|face|人像|人物|皮肤|肤色|奶油/i);
    expect(understand(text, { locale, history: [] }).goals.length).toBeGreaterThan(0);
  }
});
