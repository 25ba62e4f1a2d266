import { showValue } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { DevelopSettings } from '@/lib/develop/types';

/** Settings as a person reads them: `Highlights −80, Shadows +70`. */
export const shownSettings = (settings: DevelopSettings): string =>
  Object.entries(settings).map(([name, value]) => `${toolOf(name)?.label.en ?? name} ${Array.isArray(value) ? value.map((point) => `(${String(point)})`).join(' ') : showValue(name, value, 'en')}`).join(', ');
