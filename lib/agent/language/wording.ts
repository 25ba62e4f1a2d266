import type { Attribute, RegionRef } from '@/lib/agent/types';
import type { EightColour, Locale } from '@/lib/develop/types';
import { COLOUR_LABELS } from './tables/colours';
import { PLACE_LABELS, THING_LABELS, ZONE_LABELS } from './tables/regions';
import { ATTRIBUTE_LABELS, WHOLE_LABEL } from './tables/wording';

/** "contrast", "对比度". */
export function attributeName(attribute: Attribute, locale: Locale): string {
  return ATTRIBUTE_LABELS[attribute][locale];
}

/** "greens", "绿色". */
export function colourName(colour: EightColour, locale: Locale): string {
  return COLOUR_LABELS[colour][locale];
}

/** "highlights", "sky", "greens", "whole picture": without an article. */
export function regionName(region: RegionRef, locale: Locale): string {
  switch (region.kind) {
    case 'whole': return WHOLE_LABEL[locale];
    case 'tone': return ZONE_LABELS[region.zone][locale];
    case 'place': return PLACE_LABELS[region.place][locale];
    case 'thing': return THING_LABELS[region.thing][locale];
    case 'colour': return colourName(region.colour, locale);
  }
}
