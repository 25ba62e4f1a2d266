'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Focus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { Mask } from '@/lib/develop/settings';
import { maskOf, type Shape } from '../pointing/marks';
import { surelyFound, usePlacing } from '../pointing/use-marks';
import { useStudio, useStudioData, useStudioStore } from '../studio/context';
import { Button } from '../ui/button';
import type { Picked, Target } from './develop-slice';

/** Points at what is to be sharp: the thing there once it is found, and until then, or where none is found, a soft circle around the place. */
export function FocusPicker({ onPreview, onCommit }: { readonly onPreview: (mask: Mask) => void; readonly onCommit: () => void }) {
  const t = useTranslations('develop');
  const store = useStudioStore();
  const client = useQueryClient();
  const { photo, selected } = useStudioData();
  const placing = usePlacing();
  const on = useStudio((state) => state.target?.family === 'focus');
  const asked = useRef(0);

  const focusAt = async ({ u, v }: Picked): Promise<void> => {
    const turn = ++asked.current;
    const shape: Shape = { kind: 'point', at: placing.toPhoto([u, v]) };
    const name = t('focusPoint');
    onPreview(maskOf(shape, false, photo, name));
    const isSure = await surelyFound(client, photo.id, shape);
    // Somewhere else was clicked, or the picture is another one by now.
    if (turn !== asked.current || store.getState().selectedId !== selected.id) return;
    if (isSure) onPreview(maskOf(shape, true, photo, name));
    onCommit();
  };
  const own = useRef(focusAt);
  useEffect(() => {
    own.current = focusAt;
  });
  useEffect(() => () => { if (store.getState().target?.family === 'focus') store.setState({ target: null }); }, [store]);
  const target: Target = { family: 'focus', onStart: (at) => void own.current(at), onDelta: () => undefined, onEnd: () => undefined, describe: () => t('focusHere') };
  return (
    <div className="px-4 py-1.5">
      <Button aria-pressed={on} className="w-full justify-start px-2 aria-pressed:bg-hover" onClick={() => store.setState({ target: on ? null : target, ...(!on && { liveWanted: true }) })}><Focus size={14} aria-hidden />{t(on ? 'focusPicking' : 'focusPick')}</Button>
    </div>
  );
}
