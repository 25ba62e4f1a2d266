'use client';

import clsx from 'clsx';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { ColourSpace } from '@/lib/develop/types';
import type { ViewSlice } from './view-slice';
import { histogramOf, skyline, type Histogram } from './histogram';
import { isOpen } from '../develop/live/open-bitmap';

const SAMPLE_EDGE = 256;
const BOX = { width: 180, height: 64 };
const CLIP_WORTH_SAYING = 0.001;

/** Reads pixels back at a small size: a histogram needs no more. */
function measure(source: CanvasImageSource, width: number, height: number, colorSpace: ColourSpace): Histogram | undefined {
  const ratio = Math.min(1, SAMPLE_EDGE / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio)));
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace });
  if (!context) return undefined;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return histogramOf(context.getImageData(0, 0, canvas.width, canvas.height, { colorSpace }).data);
}

type Clipping = ViewSlice['clipping'];
type Props = { readonly url: string; readonly live: ImageBitmap | null; readonly space: ColourSpace; readonly clipping: Clipping; readonly onClipping: (clipping: Clipping) => void; readonly children?: ReactNode };

/** Red, green and blue of the shown picture; its upper corners say what is clipped and mark it on the picture. */
export function HistogramView({ url, live, space, clipping, onClipping, children }: Props) {
  const t = useTranslations('canvas');
  const format = useFormatter();
  const [still, setHistogram] = useState<Histogram>();
  const moving = useMemo(() => (live && isOpen(live) ? measure(live, live.width, live.height, space) : undefined), [live, space]);
  const histogram = moving ?? still;
  useEffect(() => {
    let current = true;
    const image = new Image();
    image.src = url;
    image.decode().then(() => current && setHistogram(measure(image, image.naturalWidth, image.naturalHeight, space)), () => undefined);
    return () => { current = false; };
  }, [url, space]);
  if (!histogram) return null;
  const { red, green, blue, shadowClip, highlightClip } = histogram;
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <figure data-canvas-control className="pointer-events-none absolute bottom-3 left-3 z-10 animate-fade rounded-lg bg-black/70 p-1.5" data-testid="histogram">
      <div className="relative">
        <svg width={BOX.width} height={BOX.height} role="img" aria-label={t('histogram')}>
          {[{ row: red, colour: '#ff5a52' }, { row: green, colour: '#4fd36a' }, { row: blue, colour: '#5b8cff' }].map(({ row, colour }) => (
            <path key={colour} d={skyline(row, BOX.width, BOX.height)} fill={colour} fillOpacity={0.6} style={{ mixBlendMode: 'screen' }} />
          ))}
        </svg>
        {(['shadows', 'highlights'] as const).map((end) => (
          <ClipToggle key={end} end={end} clipped={(end === 'shadows' ? shadowClip : highlightClip) > CLIP_WORTH_SAYING} on={clipping[end]} label={t(end === 'shadows' ? 'markShadows' : 'markHighlights')} onToggle={() => onClipping({ ...clipping, [end]: !clipping[end] })} />
        ))}
      </div>
      {(shadowClip > CLIP_WORTH_SAYING || highlightClip > CLIP_WORTH_SAYING) && (
        <figcaption className="flex justify-between px-0.5 pt-1 text-fine text-[#ff8a80]">
          <span>{shadowClip > CLIP_WORTH_SAYING && t('clippedShadows', { share: percent(shadowClip) })}</span>
          <span>{highlightClip > CLIP_WORTH_SAYING && t('clippedHighlights', { share: percent(highlightClip) })}</span>
        </figcaption>
      )}
      {children}
    </figure>
  );
}

type ToggleProps = { readonly end: 'shadows' | 'highlights'; readonly clipped: boolean; readonly on: boolean; readonly label: string; readonly onToggle: () => void };

/** The triangle in a corner of the histogram: filled when something is clipped, framed when it is marked on the picture. */
function ClipToggle({ end, clipped, on, label, onToggle }: ToggleProps) {
  return (
    <button type="button" aria-label={label} aria-pressed={on} title={label} onClick={onToggle} className={clsx('pointer-events-auto absolute top-0 inline-flex size-6 items-center justify-center rounded', end === 'shadows' ? 'left-0' : 'right-0', on && 'bg-white/25')}>
      <svg width={10} height={8} aria-hidden><path d="M5 0.8L9.4 7.4H0.6Z" fill={clipped ? 'white' : 'none'} stroke="white" strokeOpacity={clipped ? 1 : 0.55} /></svg>
    </button>
  );
}
