'use client';

import dynamic from 'next/dynamic';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TileAddress } from '@/lib/develop/pyramid';
import { booleanOf } from '@/lib/develop/settings/geometry';
import type { Size } from '@/lib/develop/types';
import { OFF, useLive } from '../develop/live/live-context';
import { Masking, MaskingBar } from '../masking/masking';
import { useStudio, useStudioData, useStudioStore } from '../studio/context';
import { usePreferences } from '../studio/store';
import { pictureKey, previewUrl, THUMB_EDGE, tileUrl, type Pictured } from '../studio/urls';
import { whenIdle } from '../ui/when-idle';
import { Canvas } from './canvas';
import { Drawing, DrawingBar } from './drawing';
import { firstLayer } from './first-picture';
import { useComparedStep } from './use-compared-step';
import { SURROUNDS, type ViewSlice } from './view-slice';

// What lies over the picture comes when it is first wanted.
const LiveLayer = dynamic(() => import('../develop/live/live-layer').then((part) => part.LiveLayer), { ssr: false });
const SpotLayer = dynamic(() => import('../develop/spot-layer').then((part) => part.SpotLayer), { ssr: false });
const PointBar = dynamic(() => import('../pointing/point-bar').then((part) => part.PointBar), { ssr: false });
const PointLayer = dynamic(() => import('../pointing/point-layer').then((part) => part.PointLayer), { ssr: false });
const ClippingLayer = dynamic(() => import('./clipping-layer').then((part) => part.ClippingLayer), { ssr: false });
const loadHistogram = () => import('./histogram-view').then((part) => part.HistogramView);
const HistogramView = dynamic(loadHistogram, { ssr: false });
const Loupe = dynamic(() => import('./loupe').then((part) => part.Loupe), { ssr: false });
const loadReadout = () => import('./readout').then((part) => part.PixelReadout);
const PixelReadout = dynamic(loadReadout, { ssr: false });
const CompareModes = dynamic(() => import('./compare-bar').then((part) => part.CompareModes), { ssr: false });
const ComparePicker = dynamic(() => import('./compare-bar').then((part) => part.ComparePicker), { ssr: false });
const CropView = dynamic(() => import('./crop/crop-view').then((part) => part.CropView), { ssr: false });

/** Long edge of the camera's picture. */
const PREVIEW_EDGE = 1600;

/** The canvas of the open session. */
export function StudioCanvas({ picture }: { readonly picture: Size }) {
  const t = useTranslations('canvas');
  const store = useStudioStore();
  const { selected, photo, photoUnder, root, branch, session, pictureUrl } = useStudioData();
  const view = useStudio((state) => state.view);
  const compare = useStudio((state) => state.compare);
  const split = useStudio((state) => state.split);
  const clipping = useStudio((state) => state.clipping);
  const loupe = useStudio((state) => state.loupe);
  const histogram = usePreferences((state) => state.histogram);
  const surround = usePreferences((state) => state.surround);
  const engine = useLive();
  const live = engine.frame;
  const spotted = useStudio((state) => state.spots !== null);
  const pointing = useStudio((state) => state.pointing !== null);
  const pointed = useStudio((state) => state.pointing !== null || state.marks.length > 0);
  const crop = useStudio((state) => state.crop);
  const cropping = useStudio((state) => state.cropping);
  // The frame to crop on is not the picture.
  const frame = live?.whole ? null : live;
  // The crop stays in sight until what it leaves is there.
  const cropped = crop && (cropping || live?.whole === true);
  const compared = useComparedStep();

  // Values are those under the pointer from the moment that they are asked for.
  useEffect(() => whenIdle(() => void Promise.all([loadHistogram(), loadReadout()]).catch(() => undefined)), []);

  const { id, format } = session.photo;
  const sourceOf = useCallback((pictured: Pictured, edge: number) => {
    const key = pictureKey(pictured);
    // A RAW photo takes a while to develop; what its camera made of it is there at once.
    const small = format === 'raw' && key === root.hash ? previewUrl(id, PREVIEW_EDGE) : pictureUrl(pictured, THUMB_EDGE);
    return { key, small, sharp: pictureUrl(pictured, edge) };
  }, [pictureUrl, id, format, root.hash]);
  // The camera's own picture, again, where it is what there is.
  const [first] = useState(() => firstLayer(pictureKey(selected), picture, (edge) => (format === 'raw' && selected.hash === root.hash ? previewUrl(id, edge) : pictureUrl(selected, edge))));
  const at = branch.findIndex((step) => step.id === selected.id);
  const set = useMemo(
    () => ({
      view: (next: typeof view) => store.setState({ view: next }),
      viewport: (viewport: Size) => store.setState({ viewport }),
      pointer: (pointer: ViewSlice['pointer']) => store.setState({ pointer }),
      compare: (next: typeof compare) => store.setState({ compare: next }),
      split: (next: number) => store.setState({ split: next }),
      clipping: (next: typeof clipping) => store.setState({ clipping: next }),
    }),
    [store],
  );
  // Where the crop depends on what the lens leaves, only the server knows the picture's size: no tiles.
  const tileOf = useMemo(() => (booleanOf(selected.settings, 'CropConstrainToWarp') || booleanOf(compared.settings, 'CropConstrainToWarp') ? undefined : tileUrl(id)), [id, selected.settings, compared.settings]);
  const { hash, baseId } = selected;
  const ownTile = useCallback((tile: TileAddress) => tileUrl(id)({ hash, baseId }, tile), [id, hash, baseId]);
  const marking = clipping.shadows || clipping.highlights;
  const nameOf = (step: typeof selected) => (step.id === root.id ? t('original') : step.title);
  return (
    <>
    <div inert={cropping} className="h-full">
    <Canvas
      picture={frame ? frame.size : picture}
      full={photo}
      after={frame ? { ...selected, settings: frame.settings } : selected}
      before={compared}
      beforeFull={photoUnder(compared)}
      sourceOf={sourceOf}
      first={first}
      tileOf={tileOf}
      view={view}
      onView={set.view}
      onViewport={set.viewport}
      onPointer={set.pointer}
      compare={compare}
      onCompare={set.compare}
      split={split}
      onSplit={set.split}
      alt={t('pictureAlt', { name: session.name, step: at <= 0 ? t('original') : selected.title })}
      wall={surround === null ? undefined : SURROUNDS[surround]}
      labels={{ before: <ComparePicker />, after: compared.id === root.id ? t('after') : nameOf(selected) }}
      live={<>{engine !== OFF && <LiveLayer />}{spotted && <SpotLayer picture={frame ? frame.size : picture} />}<Masking picture={frame ? frame.size : picture} /><Drawing picture={frame ? frame.size : picture} />{pointed && <PointLayer picture={frame ? frame.size : picture} />}</>}
      marks={marking ? ({ part, scale }) => <ClippingLayer wanted={clipping} space={photo.space} picture={frame ? frame.size : picture} part={part} scale={scale} version={frame ?? pictureKey(selected)} /> : undefined}
    >
      {pointing && <PointBar />}
      <MaskingBar />
      <DrawingBar />
      {compare !== 'off' && <CompareModes compare={compare} onCompare={set.compare} />}
      {loupe && tileOf && <Loupe picture={picture} sourceOf={(edge) => sourceOf(selected, edge)} tileUrl={ownTile} />}
      {histogram && (
        <HistogramView url={pictureUrl(selected, THUMB_EDGE)} live={frame && !frame.region ? frame.bitmap : null} space={photo.space} clipping={clipping} onClipping={set.clipping}>
          <PixelReadout space={photo.space} />
        </HistogramView>
      )}
    </Canvas>
    </div>
    {cropped && <CropView crop={crop} />}
    </>
  );
}

/** Says the comparison aloud for those who cannot see it. */
export function CompareNote() {
  const t = useTranslations('canvas');
  const { root } = useStudioData();
  const compare = useStudio((state) => state.compare);
  const compared = useComparedStep();
  const name = compared.id === root.id ? t('original') : compared.title;
  return <p role="status" className="sr-only">{compare === 'before' ? t('showingBefore', { name }) : compare === 'split' ? t('showingSplit', { name }) : compare === 'side' ? t('showingSide', { name }) : ''}</p>;
}
