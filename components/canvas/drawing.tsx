'use client';

import dynamic from 'next/dynamic';
import type { Size } from '@/lib/develop/types';
import { useStudio } from '../studio/context';

const RetouchLayer = dynamic(() => import('../retouching/retouch-layer').then((part) => part.RetouchLayer), { ssr: false });
const RetouchBar = dynamic(() => import('../retouching/retouch-bar').then((part) => part.RetouchBar), { ssr: false });
const GuidesLayer = dynamic(() => import('../guides/guides-layer').then((part) => part.GuidesLayer), { ssr: false });
const GuidesBar = dynamic(() => import('../guides/guides-bar').then((part) => part.GuidesBar), { ssr: false });

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
