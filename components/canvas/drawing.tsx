'use client';

import dynamic from 'next/dynamic';
import type { Size } from '@/lib/develop/types';
import { useStudio } from '../studio/context';

const RetouchLayer = dynamic(() => import('../retouching/retouch-layer').then((part) => part.RetouchLayer));
const RetouchBar = dynamic(() => import('../retouching/retouch-bar').then((part) => part.RetouchBar));
const GuidesLayer = dynamic(() => import('../guides/guides-layer').then((part) => part.GuidesLayer));
const GuidesBar = dynamic(() => import('../guides/guides-bar').then((part) => part.GuidesBar));

/** Retouching and guides on the picture, loaded when they are first taken up. */
export function Drawing({ picture }: { readonly picture: Size }) {
  const retouching = useStudio((state) => state.retouching !== null);
  const guiding = useStudio((state) => state.guiding);
  return retouching ? <RetouchLayer picture={picture} /> : guiding ? <GuidesLayer picture={picture} /> : null;
}

export function DrawingBar() {
  const retouching = useStudio((state) => state.retouching !== null);
  const guiding = useStudio((state) => state.guiding);
  return retouching ? <RetouchBar /> : guiding ? <GuidesBar /> : null;
}
