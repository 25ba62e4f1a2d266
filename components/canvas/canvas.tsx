'use client';

import { ImageOff } from 'lucide-react';
import clsx from 'clsx';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { DevelopSettings, Size } from '@/lib/develop/types';
import type { Compare } from '../studio/store';
import { pictureKey, type Pictured } from '../studio/urls';
import { Button } from '../ui/button';
import { FIT_MARGIN, useElementSize, useGestures } from './use-view';
import { usePicture, type Picture, type PictureSource } from './use-picture';
import { beforePlacement } from './before-frame';
import { SplitHandle } from './split-handle';
import { fitView, renderEdge, type View } from './zoom';

type Props = {
  /** Size of the picture in its own pixels, after crop. */
  readonly picture: Size;
  /** Size of the photo before any crop. */
  readonly full: Size;
  readonly after: Pictured & { readonly settings: DevelopSettings };
  /** The untouched photo: laid behind the crop of `after`. */
  readonly before: Pictured;
  readonly sourceOf: (pictured: Pictured, edge: number) => PictureSource;
  readonly view: View | null;
  readonly onView: (view: View | null) => void;
  readonly onViewport?: (viewport: Size) => void;
  readonly compare: Compare;
  readonly onCompare: (compare: Compare) => void;
  readonly split: number;
  readonly onSplit: (split: number) => void;
  readonly alt: string;
  /** A live render, laid exactly over the picture. */
  readonly live?: ReactNode;
  /** Things in the corners. */
  readonly children?: ReactNode;
};

/** The picture on its grey wall: zoom, pan, before and after. */
export function Canvas({ picture, full, after, before, sourceOf, view, onView, onViewport, compare, onCompare, split, onSplit, alt, live, children }: Props) {
  const t = useTranslations('canvas');
  const ref = useRef<HTMLDivElement>(null);
  const viewport = useElementSize(ref);
  const [attempt, setAttempt] = useState(0);
  const beforeHold = useRef<Compare>('off');
  const shape = `${picture.width}×${picture.height}`;

  useEffect(() => onViewport?.(viewport), [viewport, onViewport]);
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
    onHold: (held) => {
      if (held) beforeHold.current = compare;
      onCompare(held ? 'before' : beforeHold.current);
    },
  });

  const measured = viewport.width > 0;
  const at = view ?? fitView(picture, viewport, FIT_MARGIN);
  const pixelRatio = typeof devicePixelRatio === 'number' ? devicePixelRatio : 1;
  const edge = renderEdge(picture, at.scale, pixelRatio);
  const top = usePicture(sourceOf(after, edge), attempt);
  const shownSize = { width: picture.width * at.scale, height: picture.height * at.scale };
  const behind = beforePlacement(full, after.settings, shownSize);
  const bottomEdge = renderEdge(full, behind.width / full.width, pixelRatio);
  const bottom = usePicture(compare === 'off' ? sourceOf(after, edge) : sourceOf(before, bottomEdge), attempt);
  const { failed } = top;
  useEffect(() => {
    if (!failed) return;
    const again = () => setAttempt((last) => last + 1);
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [failed]);
  const comparing = compare !== 'off' && bottom.layers.at(-1)?.key === pictureKey(before);
  const coarse = at.scale * pixelRatio >= 3;

  return (
    <div ref={ref} data-testid="canvas" data-compare={compare} data-hash={top.layers.at(-1)?.key} data-sharp={top.sharp} className={clsx('relative h-full w-full touch-none overflow-hidden bg-canvas select-none', view ? 'cursor-grab active:cursor-grabbing' : 'cursor-default')}>
      {measured && (
        <div className="absolute top-0 left-0 will-change-transform" style={{ ...shownSize, transform: `translate(${at.x}px, ${at.y}px)` }}>
          <Layers picture={top} alt={alt} coarse={coarse} />
          {live}
          {comparing && (
            <div className="absolute inset-0 overflow-hidden bg-canvas" style={compare === 'split' ? { clipPath: `inset(0 ${(1 - split) * 100}% 0 0)` } : undefined}>
              <div className="absolute" style={behind}><Layers picture={bottom} alt={t('beforeAlt')} coarse={coarse} /></div>
            </div>
          )}
          {compare === 'split' && <SplitHandle split={split} onSplit={onSplit} />}
        </div>
      )}
      {compare !== 'off' && <p className="pointer-events-none absolute top-3 left-3 animate-fade rounded-md bg-black/60 px-2 py-1 text-fine text-white">{t('before')}</p>}
      {compare === 'split' && <p className="pointer-events-none absolute top-3 right-3 animate-fade rounded-md bg-black/60 px-2 py-1 text-fine text-white">{t('after')}</p>}
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

function Layers({ picture, alt, coarse }: { readonly picture: Picture; readonly alt: string; readonly coarse: boolean }) {
  return picture.layers.map(({ url }, index) => {
    const newest = index === picture.layers.length - 1;
    return (
      // The engine's own renders at the size that is shown; an image optimiser would only blur them.
      // oxlint-disable-next-line nextjs/no-img-element
      <img
        key={url}
        src={url}
        alt={newest ? alt : ''}
        draggable={false}
        onAnimationEnd={newest ? picture.settle : undefined}
        className={clsx('absolute inset-0 h-full w-full [-webkit-touch-callout:none]', newest && 'animate-fade', coarse && '[image-rendering:pixelated]')}
      />
    );
  });
}
