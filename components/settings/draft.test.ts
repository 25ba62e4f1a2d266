import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileSchema } from '@/lib/agent/profile';
import { documentOf, draftOf, NUMBERS, problemsOf, type Draft, type NumberId } from './draft';
import { draftFor, presetAt, PRESETS } from './presets';

const full = profileSchema.parse({
  name: 'All of it', brain: 'openai', endpoint: { urls: ['http://a:1/v1', 'http://b:2/v1'], model: 'm' }, evaluator: 'judge', judge: { urls: ['https://j.example/v1'], model: 'j' },
  generator: { urls: ['https://g.example/v1'], model: 'g' }, generation: 'allow', imageEdge: 768, recentImages: 5, textOnly: true, reflectBelow: 3.4, rounds: 4, maxSteps: 40,
  limits: { tokens: 200_000, dollars: 0.5, seconds: 90 }, price: { input: 2.5, cached: 0.25, output: 10 },
});

describe('a draft', () => {
  it('holds a whole profile', () => expect(profileSchema.parse(documentOf(draftOf(full)))).toEqual(full));

  it.each(PRESETS)('of the preset $label can be saved as it is', (preset) => {
    const draft = draftFor(preset);
    expect(problemsOf(draft)).toEqual({});
    expect(profileSchema.parse(documentOf(draft))).toMatchObject({ brain: preset.brain, endpoint: { urls: [preset.url], model: preset.model } });
    expect(presetAt(draft.endpointUrls)?.url).toBe(preset.url);
  });

  it('that is empty starts from the schema’s own defaults', () => {
    const draft = { ...draftFor(undefined), name: 'x', endpointUrls: 'http://a', endpointModel: 'm' };
    expect(profileSchema.parse(documentOf(draft))).toEqual(profileSchema.parse({ name: 'x', brain: 'openai', endpoint: { urls: ['http://a'], model: 'm' } }));
    expect(problemsOf(draftFor(undefined))).toEqual({ name: 'required', endpointUrls: 'required', endpointModel: 'required' });
  });

  it('is found fault with exactly when the schema would', () => {
    const texts: Readonly<Partial<Record<keyof Draft, readonly string[]>>> = {
      ...Object.fromEntries((Object.keys(NUMBERS) as NumberId[]).map((id) => [id, [...('optional' in NUMBERS[id] ? [''] : []), '0', '1', '3', '0.5', '300', '2049', '-1', 'x', '1e400']])),
      name: ['', ' ', 'A', 'x'.repeat(81)],
      endpointUrls: ['', 'http://localhost:1', 'http://a\nhttps://b/v1', 'ftp://a', 'nonsense', 'https://u:p@a/', Array(17).fill('http://a').join(',')],
      endpointModel: ['', 'm', 'm'.repeat(201)],
      judgeUrls: ['', 'http://j'], judgeModel: ['', 'j'], generatorUrls: ['', 'http://g'], generatorModel: ['', 'g'],
      evaluator: ['embedded', 'self', 'judge'], generates: ['', 'yes'],
    };
    const change = fc.oneof(...Object.entries(texts).map(([id, values]) => fc.tuple(fc.constant(id), fc.constantFrom(...values))));
    const fields = fc.array(change, { maxLength: 4 }).map((changes) => Object.fromEntries(changes) as Partial<Draft>);
    fc.assert(fc.property(fields, (over) => {
      const draft: Draft = { ...draftOf(full), ...over };
      const problems = problemsOf(draft);
      const fits = profileSchema.safeParse(documentOf(draft)).success;
      // A document leaves half a price out, so that the schema cannot miss the other half.
      const halfPrice = problems.priceInput === 'bothPrices';
      if (!halfPrice) expect(Object.keys(problems).length === 0).toBe(fits);
      else expect(Object.keys(problems).length).toBeGreaterThan(0);
    }), { numRuns: 2000 });
  });
});
