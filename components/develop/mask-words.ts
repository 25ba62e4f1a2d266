import { isComplement, maskKey, PEOPLE_PARTS } from '@/lib/develop/masks/needs';
import type { Mask } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { Locale } from '@/lib/develop/types';

/** The registry row that names a mask's kind. */
function rowOf(mask: Mask): string {
  if (mask.What === 'Mask/Image') return `Mask/Image ${mask.MaskSubType}`;
  if (mask.What === 'Mask/RangeMask') return `Mask/RangeMask ${mask.CorrectionRangeMask.Type === 1 ? 'colour' : mask.CorrectionRangeMask.Type === 3 ? 'depth' : 'luminance'}`;
  if (mask.What === 'Mask/Aggregate') return 'Mask/Paint';
  return mask.What === 'unknown' ? mask.original : mask.What;
}

/** What a found mask is called: words of `develop.found` in the catalogue. */
export type FoundName = 'object' | (typeof PEOPLE_PARTS)[keyof typeof PEOPLE_PARTS];
const PARTS: readonly string[] = Object.values(PEOPLE_PARTS);
const isPart = (name: string | undefined): name is FoundName => name !== undefined && PARTS.includes(name);

/** What a mask selects, in words; `found` names what the registry has no row for. */
export function maskLabel(mask: Mask, locale: Locale, found: (name: FoundName) => string): string {
  const [kind] = (maskKey(mask) ?? '').split('@');
  const part = kind?.split('/')[1];
  if (kind?.startsWith('people/') && isPart(part)) return found(part);
  if (kind === 'people') return toolOf('Mask/Image 3')?.label[locale] ?? kind;
  if (kind === 'object') return found('object');
  if (kind === 'sky' || (kind === 'subject' && !isComplement(mask))) return toolOf(kind === 'sky' ? 'Mask/Image 2' : 'Mask/Image 1')?.label[locale] ?? kind;
  return toolOf(rowOf(mask))?.label[locale] ?? rowOf(mask);
}
