'use client';

import { useCallback, useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Size } from '@/lib/develop/types';
import { LiveLayer } from '../develop/live/live-layer';
import { useLive } from '../develop/live/live-context';
import { PointBar } from '../pointing/point-bar';
import { PointLayer } from '../pointing/point-layer';
import { useStudio, useStudioData, useStudioStore } from '../studio/context';
import { usePreferences } from '../studio/store';
import { pictureKey, previewUrl, THUMB_EDGE, type Pictured } from '../studio/urls';
import { Canvas } from './canvas';
import { HistogramView } from './histogram-view';
import { preload } from './use-picture';

/** Long edge of the camera's picture. */
const PREVIEW_EDGE = 1600;

/** The canvas of the open session. */
export function StudioCanvas({ picture }: { readonly picture: Size }) {
  const t = useTranslations('canvas');
  const store = useStudioStore();
  const { selected, photo, root, branch, session, pictureUrl } = useStudioData();
  const view = useStudio((state) => state.view);
  const compare = useStudio((state) => state.compare);
  const split = useStudio((state) => state.split);
  const histogram = usePreferences((state) => state.histogram);
  const { frame } = useLive();

  const { id, format } = session.photo;
  const sourceOf = useCallback((pictured: Pictured, edge: number) => {
    const key = pictureKey(pictured);
    // A RAW photo takes a while to develop; what its camera made of it is there at once.
    const small = format === 'raw' && key === root.hash ? previewUrl(id, PREVIEW_EDGE) : pictureUrl(pictured, THUMB_EDGE);
    return { key, small, sharp: pictureUrl(pictured, edge) };
  }, [pictureUrl, id, format, root.hash]);
  const at = branch.findIndex((step) => step.id === selected.id);
  useEffect(() => {
    for (const near of [branch[at + 1], branch[at - 1]]) if (near) preload(pictureUrl(near, 1600));
  }, [branch, at, pictureUrl]);
  const set = useMemo(
    () => ({
      view: (next: typeof view) => store.setState({ view: next }),
      viewport: (viewport: Size) => store.setState({ viewport }),
      compare: (next: typeof compare) => store.setState({ compare: next }),
      split: (next: number) => store.setState({ split: next }),
    }),
    [store],
  );
  return (
    <Canvas
      picture={frame ? frame.size : picture}
      full={photo}
      after={frame ? { ...selected, settings: frame.settings } : selected}
      before={root}
      sourceOf={sourceOf}
      view={view}
      onView={set.view}
      onViewport={set.viewport}
      compare={compare}
      onCompare={set.compare}
      split={split}
      onSplit={set.split}
      alt={t('pictureAlt', { name: session.name, step: at <= 0 ? t('original') : selected.title })}
      live={<><LiveLayer /><PointLayer picture={frame ? frame.size : picture} /></>}
    >
      <PointBar />
      {histogram && <HistogramView url={pictureUrl(selected, THUMB_EDGE)} live={frame?.bitmap ?? null} />}
    </Canvas>
  );
}

/** Says the comparison aloud for those who cannot see it. */
export function CompareNote() {
  const t = useTranslations('canvas');
  const compare = useStudio((state) => state.compare);
  return <p role="status" className="sr-only">{compare === 'before' ? t('showingBefore') : compare === 'split' ? t('showingSplit') : ''}</p>;
}
