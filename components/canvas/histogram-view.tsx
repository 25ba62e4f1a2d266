'use client';

import { useEffect, useMemo, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { histogramOf, skyline, type Histogram } from './histogram';

const SAMPLE_EDGE = 256;
const BOX = { width: 180, height: 64 };
const CLIP_WORTH_SAYING = 0.001;

/** Reads pixels back at a small size: a histogram needs no more. */
function measure(source: CanvasImageSource, width: number, height: number): Histogram | undefined {
  const ratio = Math.min(1, SAMPLE_EDGE / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio)));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return histogramOf(context.getImageData(0, 0, canvas.width, canvas.height).data);
}

/** Red, green and blue of the shown picture; clipped ends are named in red. */
export function HistogramView({ url, live }: { readonly url: string; readonly live: ImageBitmap | null }) {
  const t = useTranslations('canvas');
  const format = useFormatter();
  const [still, setHistogram] = useState<Histogram>();
  const moving = useMemo(() => (live ? measure(live, live.width, live.height) : undefined), [live]);
  const histogram = moving ?? still;
  useEffect(() => {
    let current = true;
    const image = new Image();
    image.src = url;
    image.decode().then(() => current && setHistogram(measure(image, image.naturalWidth, image.naturalHeight)), () => undefined);
    return () => { current = false; };
  }, [url]);
  if (!histogram) return null;
  const { red, green, blue, shadowClip, highlightClip } = histogram;
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <figure className="pointer-events-none absolute bottom-3 left-3 animate-fade rounded-lg bg-black/55 p-1.5" data-testid="histogram">
      <svg width={BOX.width} height={BOX.height} role="img" aria-label={t('histogram')}>
        {[{ row: red, colour: '#ff5a52' }, { row: green, colour: '#4fd36a' }, { row: blue, colour: '#5b8cff' }].map(({ row, colour }) => (
          <path key={colour} d={skyline(row, BOX.width, BOX.height)} fill={colour} fillOpacity={0.6} style={{ mixBlendMode: 'screen' }} />
        ))}
      </svg>
      {(shadowClip > CLIP_WORTH_SAYING || highlightClip > CLIP_WORTH_SAYING) && (
        <figcaption className="flex justify-between px-0.5 pt-1 text-fine text-[#ff8a80]">
          <span>{shadowClip > CLIP_WORTH_SAYING && t('clippedShadows', { share: percent(shadowClip) })}</span>
          <span>{highlightClip > CLIP_WORTH_SAYING && t('clippedHighlights', { share: percent(highlightClip) })}</span>
        </figcaption>
      )}
    </figure>
  );
}
