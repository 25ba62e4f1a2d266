'use client';

import { useLocale, useTranslations } from 'use-intl';
import { maskForKey } from '@/lib/develop/masks/needs';
import { maskLabel } from '../develop/mask-words';
import { useStudioStore } from '../studio/context';
import { freeName, type Into } from './edits';
import type { NewMask } from './mask-kinds';
import { drawMask } from './masking-commands';
import { useMaskEdits } from './use-mask-edits';

/** Makes masks: at once what is found, by the next drag on the picture what is drawn. */
export function useNewMask(): (what: NewMask, into?: Into) => void {
  const t = useTranslations('develop');
  const locale = useLocale();
  const store = useStudioStore();
  const edits = useMaskEdits();
  return (what, into) => {
    if (what.by === 'drawing') return drawMask(store, what.kind, into);
    const mask = maskForKey(what.key, '');
    if (!mask) return;
    const name = maskLabel(mask, locale, (found) => t(`found.${found}`));
    store.setState({ drawing: null, pointing: null, target: null, liveWanted: true });
    const list = edits.list();
    edits.add(list, { ...mask, MaskName: name }, freeName(list, name), into);
    edits.commit();
  };
}
