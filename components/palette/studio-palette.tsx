'use client';

import { useMemo } from 'react';
import { useStudioData } from '../studio/context';
import { useCommonEntries } from './common-entries';
import { Palette } from './palette';
import { useStudioEntries } from './studio-entries';

/** The palette over an open photo. */
export function StudioPalette({ onClose }: { readonly onClose: () => void }) {
  const common = useCommonEntries(useStudioData().session.id);
  const { actions, looks, steps } = useStudioEntries();
  const entries = useMemo(() => [...actions, ...looks, ...steps, ...common], [actions, looks, steps, common]);
  return <Palette entries={entries} onClose={onClose} />;
}
