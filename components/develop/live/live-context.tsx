'use client';

import dynamic from 'next/dynamic';
import { createContext, useContext, useState, type ReactNode } from 'react';
import type { PhotoPart, SampledColour } from '@/lib/develop/engine';
import type { DevelopSettings } from '@/lib/develop/types';
import { useStudio } from '../../studio/context';
import { usePreferences } from '../../studio/store';
import type { LiveState } from './live-client';
import type { LiveFrame, Places } from './protocol';

/** Draws a frame on the page at once, without waiting for React. Answers whether it could. */
export type Painter = (bitmap: ImageBitmap) => boolean;

export type Live = {
  readonly frame: LiveFrame | null;
  readonly state: LiveState;
  /** What the chosen correction covers, in the picture's frame. */
  readonly veil: ImageBitmap | null;
  /** Renders settings small, when nothing else is to be done; null when that is not possible. */
  readonly thumb: (settings: DevelopSettings, edge: number, wanted: () => boolean) => Promise<ImageBitmap | null>;
  /** Colours of parts of the untouched photo; undefined when the engine is not there. */
  readonly sample: (parts: readonly PhotoPart[]) => Promise<readonly SampledColour[] | undefined>;
  /** Where retouched areas take their pixels from, where nobody said. */
  readonly sources: (settings: DevelopSettings) => Promise<Places | null>;
  /** Tells of the layer that shows frames. */
  readonly setPainter: (painter: Painter | null) => void;
};

/** While nobody has asked for the engine. */
export const OFF: Live = { frame: null, state: 'off', veil: null, thumb: async () => null, sample: async () => undefined, sources: async () => null, setPainter: () => undefined };
const LiveContext = createContext<Live>(OFF);
export const useLive = (): Live => useContext(LiveContext);

// Fetched when the sliders are first opened or something else asks for it, not before.
const LiveEngine = dynamic(() => import('./live-engine').then((part) => part.LiveEngine), { ssr: false });

/** Holds what the engine of this browser shows, for those who look at it. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const developing = usePreferences((state) => state.tab) === 'develop';
  const wanted = useStudio((state) => state.liveWanted) || developing;
  const [live, setLive] = useState<Live>(OFF);
  return <LiveContext value={live}>{wanted && <LiveEngine onLive={setLive} />}{children}</LiveContext>;
}
