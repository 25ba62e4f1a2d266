'use client';

import dynamic from 'next/dynamic';
import type { Size } from '@/lib/develop/types';
import { useStudio } from '../studio/context';
import { usePreferences } from '../studio/store';

const MaskLayer = dynamic(() => import('./mask-layer').then((part) => part.MaskLayer), { ssr: false });
const MaskBar = dynamic(() => import('./mask-bar').then((part) => part.MaskBar), { ssr: false });

const useMasking = (): boolean => {
  const developing = usePreferences((state) => state.tab) === 'develop';
  return useStudio((state) => state.drawing !== null || state.inHand !== null) && developing;
};

/** Masks on the picture, loaded when one is first drawn or taken in hand. */
export function Masking({ picture }: { readonly picture: Size }) {
  return useMasking() && <MaskLayer picture={picture} />;
}

export function MaskingBar() {
  return useMasking() && <MaskBar />;
}
