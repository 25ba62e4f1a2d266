'use client';

import { ImageOff } from 'lucide-react';
import clsx from 'clsx';
import dynamic from 'next/dynamic';
import { useEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { outputSize } from '@/lib/develop/engine';
import type { TileRegion } from '@/lib/develop/pyramid';
import type { DevelopSettings, Size } from '@/lib/develop/types';
import type { Compare } from '../studio/store';
import { pictureKey, type Pictured, type TileUrl } from '../studio/urls';
import { Button } from '../ui/button';
import { boundsOf, frameBetween, inverse, placementOf } from './before-frame';
import { StackView, useStack } from './stack';
import { visiblePart } from './tiles';
import type { Layer, PictureSource } from './use-picture';
import { FIT_MARGIN, GAP, useElementSize, useGestures, type Beside } from './use-view';
import { fitView, recentred, type Point, type View } from './zoom';

const SplitHandle = dynamic(() => import('./split-handle').then((part) => part.SplitHandle), { ssr: false });

/** A picture with its settings, which say where it lies in the photo. */
export type Shown = Pictured & { readonly settings: DevelopSettings };

type Props = {
  /** Size of the picture in its own pixels, after crop. */
  readonly picture: Size;
  /** Size of the photo before any crop. */
  readonly full: Size;
  readonly after: Shown;
  /** Laid over `after` so that the same things cover each other. */
  readonly before: Shown;
  /** Size of the photo under `before`, if it is another one. */
  readonly beforeFull?: Size;
  readonly sourceOf: (pictured: Pictured, edge: number) => PictureSource;
  /** What the page's first HTML shows. */
  readonly first?: Layer;
  /** Absent: pictures are fetched whole at any zoom. */
  readonly tileOf?: TileUrl;
  readonly view: View | null;
  readonly onView: (view: View | null) => void;
  readonly onViewport?: (viewport: Size) => void;
  readonly onPointer?: (point: Point | null) => void;
  readonly compare: Compare;
  readonly onCompare: (compare: Compare) => void;
  readonly split: number;
  readonly onSplit: (split: number) => void;
  readonly alt: string;
  /** Shade of the wall; absent: the theme's. */
  readonly wall?: string;
  /** Stand in place of the words "Before" and "After" while two pictures are compared. */
  readonly labels?: { readonly before: ReactNode; readonly after: ReactNode };
  /** A live render, laid exactly over the picture. */
  readonly live?: ReactNode;
  /** Marks over the picture, which may want to know what is seen of it. */
  readonly marks?: (seen: { readonly part: TileRegion; readonly scale: number }) => ReactNode;
  /** Things in the corners. */
  readonly children?: ReactNode;
};

const NOWHERE = { x: 0, y: 0, width: 0, height: 0 } as const;
const LABEL = 'pointer-events-none absolute top-3 z-10 animate-fade rounded-md bg-black/60 px-2 py-1 text-fine text-white';

/** The picture on its grey wall: zoom, pan, before and after. */
export function Canvas({ picture, full, after, before, beforeFull = full, sourceOf, first, tileOf, view, onView, onViewport, onPointer, compare, onCompare, split, onSplit, alt, wall, labels, live, marks, children }: Props) {
  const t = useTranslations('canvas');
  const ref = useRef<HTMLDivElement>(null);
  const room = useElementSize(ref);
  const beside = compare === 'side' ? roomier(picture, room) : null;
  const { width: across, height: down } = room;
  const viewport = useMemo(() => ({ width: beside === 'row' ? Math.floor((across - GAP) / 2) : across, height: beside === 'column' ? Math.floor((down - GAP) / 2) : down }), [beside, across, down]);
  const [attempt, setAttempt] = useState(0);
  const beforeHold = useRef<Compare>('off');
  const shape = `${picture.width}×${picture.height}`;

  const last = useRef(viewport);
  useEffect(() => {
    const from = last.current;
    last.current = viewport;
    onViewport?.(viewport);
    // What was in the middle stays there when the room changes.
    if (view && from.width > 0 && from !== viewport) onView(recentred(view, from, viewport));
    // oxlint-disable-next-line react/exhaustive-deps
  }, [viewport]);
  const shown = useRef(shape);
  useEffect(() => {
    // A crop changes what there is to look at: start from the whole again.
    if (shown.current !== shape) onView(null);
    shown.current = shape;
  }, [shape, onView]);

  useGestures(ref, {
    picture,
    viewport,
    view,
    onView,
    beside,
    onPointer,
    onHold: (held) => {
      if (held) beforeHold.current = compare;
      onCompare(held ? 'before' : beforeHold.current);
    },
  });

  const measured = room.width > 0;
  const pixelRatio = typeof devicePixelRatio === 'number' ? devicePixelRatio : 1;
  const fit = fitView(picture, viewport, FIT_MARGIN);
  const at = view ?? fit;
  const part = measured ? visiblePart(picture, at, viewport) : NOWHERE;
  const tileUrls = useTileUrls(tileOf, after, before);
  const top = useStack({ picture, scale: at.scale, fit: fit.scale, pixelRatio, part, sourceOf: (edge) => sourceOf(after, edge), tileUrl: tileUrls?.after, attempt, first, wanted: measured });

  const frames = [{ full: beforeFull, settings: before.settings }, { full, settings: after.settings }] as const;
  const placement = placementOf(...frames, at.scale);
  const off = compare === 'off';
  const bottom = useStack({
    picture: outputSize(beforeFull, before.settings),
    scale: placement.scale,
    fit: (placement.scale / at.scale) * fit.scale,
    pixelRatio,
    part: off || part.width === 0 ? NOWHERE : boundsOf(inverse(frameBetween(...frames)), part),
    // Nothing more than what is shown is fetched while nothing is compared.
    sourceOf: (edge) => (off ? sourceOf(after, top.edge) : sourceOf(before, edge)),
    tileUrl: tileUrls?.before,
    attempt,
    wanted: measured,
  });
  const { failed, layers, sharp } = top.whole;
  useEffect(() => {
    if (!failed) return;
    const again = () => setAttempt((tries) => tries + 1);
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [failed]);
  const comparing = !off && bottom.whole.layers.at(-1)?.key === pictureKey(before);
  const coarse = at.scale * pixelRatio >= 3;
  // The line stays in sight: it divides what is seen of the picture.
  const line = (part.x + split * part.width) / picture.width;
  // On whole device pixels, so that 100 % is 100 %.
  const snap = (value: number) => Math.round(value * pixelRatio) / pixelRatio;
  const place: CSSProperties = !measured ? unmeasured(picture) : { width: picture.width * at.scale, height: picture.height * at.scale, transform: `translate(${snap(at.x)}px, ${snap(at.y)}px)` };
  const beforePicture = comparing && (
    <div data-pane="before" className="absolute top-0 left-0 origin-top-left" style={{ width: placement.width, height: placement.height, transform: placement.transform }}>
      <StackView stack={bottom} alt={t('beforeAlt')} coarse={coarse} />
    </div>
  );
  const pane: CSSProperties = beside === 'row' ? { left: viewport.width + GAP } : beside === 'column' ? { top: viewport.height + GAP } : {};

  return (
    <div
      ref={ref}
      data-testid="canvas"
      data-compare={compare}
      data-hash={layers.at(-1)?.key}
      data-sharp={measured && sharp && top.complete}
      style={{ ...(!measured && { containerType: 'size' }), ...(wall !== undefined && { '--canvas': wall }) } as CSSProperties}
      className={clsx('relative h-full w-full touch-none overflow-hidden bg-canvas select-none data-hand:cursor-grab data-hand:active:cursor-grabbing', view ? 'cursor-grab active:cursor-grabbing' : 'cursor-default')}
    >
      {measured && beside && (
        <div className={clsx('absolute overflow-hidden', beside === 'row' ? 'top-0 bottom-0 left-0' : 'inset-x-0 top-0')} style={beside === 'row' ? { width: viewport.width } : { height: viewport.height }}>
          <div className="absolute top-0 left-0 overflow-hidden will-change-transform" style={place}>{beforePicture}</div>
        </div>
      )}
      {(measured || first) && (
        <div className={clsx('absolute inset-0', beside && 'overflow-hidden')} style={pane}>
          <div className="absolute top-0 left-0 will-change-transform" style={place}>
            <div data-pane="after" className="absolute inset-0">
              <StackView stack={top} alt={alt} coarse={coarse} />
              {measured && live}
              {measured && marks?.({ part, scale: at.scale })}
            </div>
            {comparing && !beside && <div className="absolute inset-0 overflow-hidden bg-canvas" style={compare === 'split' ? { clipPath: `inset(0 ${(1 - line) * 100}% 0 0)` } : undefined}>{beforePicture}</div>}
            {compare === 'split' && (
              <div className="absolute" style={{ left: part.x * at.scale, top: part.y * at.scale, width: part.width * at.scale, height: part.height * at.scale }}><SplitHandle split={split} onSplit={onSplit} /></div>
            )}
          </div>
        </div>
      )}
      {beside && <div aria-hidden className="absolute bg-line" style={beside === 'row' ? { left: viewport.width, top: 0, bottom: 0, width: GAP } : { top: viewport.height, left: 0, right: 0, height: GAP }} />}
      {!off && (labels && compare !== 'before' ? <div data-canvas-control className="absolute top-3 left-3 z-10 max-w-[45%] animate-fade">{labels.before}</div> : <p className={clsx(LABEL, 'left-3')}>{t('before')}</p>)}
      {(compare === 'split' || beside) && <p className={clsx(LABEL, 'max-w-[45%] truncate', beside === 'column' ? 'left-3' : 'right-3')} style={beside === 'column' ? { top: viewport.height + GAP + 12 } : undefined}>{labels?.after ?? t('after')}</p>}
      {failed && (
        <div data-canvas-control className="absolute inset-x-0 bottom-6 mx-auto flex w-fit max-w-[90%] animate-rise items-center gap-3 rounded-xl border border-line bg-panel px-3 py-2 text-ui shadow-lg" role="alert">
          <ImageOff size={16} aria-hidden className="text-danger" />
          {t('failed')}
          <Button onClick={() => setAttempt(attempt + 1)}>{t('again')}</Button>
        </div>
      )}
      {children}
    </div>
  );
}

/** Where `fitView` puts a picture, as a style: the server does not know the room. */
function unmeasured({ width, height }: Size): CSSProperties {
  const fitted = (across: string, down: string, ratio: number) => `min(${across} - ${2 * FIT_MARGIN}px, (${down} - ${2 * FIT_MARGIN}px) * ${ratio.toFixed(6)})`;
  const size = { width: fitted('100cqw', '100cqh', width / height), height: fitted('100cqh', '100cqw', height / width) };
  return { ...size, left: `calc((100cqw - ${size.width}) / 2)`, top: `calc((100cqh - ${size.height}) / 2)` };
}

/** The way of lying next to each other that leaves the pictures larger. */
function roomier(picture: Size, { width, height }: Size): Beside {
  const row = fitView(picture, { width: (width - GAP) / 2, height }, FIT_MARGIN).scale, column = fitView(picture, { width, height: (height - GAP) / 2 }, FIT_MARGIN).scale;
  return row >= column ? 'row' : 'column';
}

/** Addresses of tiles that stay the same functions as long as they name the same pictures. */
function useTileUrls(tileOf: TileUrl | undefined, after: Pictured, before: Pictured) {
  const [ah, ab, bh, bb] = [after.hash, after.baseId, before.hash, before.baseId];
  return useMemo(() => tileOf && {
    after: (tile: Parameters<TileUrl>[1]) => tileOf({ hash: ah, baseId: ab }, tile),
    before: (tile: Parameters<TileUrl>[1]) => tileOf({ hash: bh, baseId: bb }, tile),
  }, [tileOf, ah, ab, bh, bb]);
}
