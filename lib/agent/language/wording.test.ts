import { expect, it } from 'vitest';
import { ALL_ATTRIBUTES } from './corpus/expect';
import { COLOUR_RING } from './tables/colours';
import { understand } from './understand';
import { attributeName, colourName, regionName } from './wording';

it('names attributes, colours and regions with words that are understood again', () => {
  for (const locale of ['en', 'zh'] as const) {
    // A hue turns no way by itself, and 色调 is Lightroom's word for tint but everybody's for the look of a picture.
    for (const attribute of ALL_ATTRIBUTES.filter((name) => name !== 'hue' && !(name === 'tint' && locale === 'zh'))) {
      const word = attributeName(attribute, locale);
      const intent = understand(locale === 'en' ? `more ${word}` : `增加${word}`, { locale, history: [] });
      expect(intent.goals.some((goal) => goal.kind === 'adjust' && goal.attribute === attribute), `${word}: ${JSON.stringify(intent)}`).toBe(true);
    }
    for (const colour of COLOUR_RING) {
      const word = colourName(colour, locale);
      expect(understand(locale === 'en' ? `mute the ${word}` : `${word}降低饱和`, { locale, history: [] }).goals).toMatchObject([{ attribute: 'saturation', region: { kind: 'colour', colour } }]);
    }
    for (const region of [{ kind: 'thing', thing: 'sky' }, { kind: 'place', place: 'edges' }, { kind: 'tone', zone: 'midtones' }, { kind: 'thing', thing: 'background' }] as const) {
      const word = regionName(region, locale);
      expect(understand(locale === 'en' ? `darken the ${word}` : `${word}压暗`, { locale, history: [] }).goals).toMatchObject([{ attribute: 'brightness', region }]);
    }
  }
});
