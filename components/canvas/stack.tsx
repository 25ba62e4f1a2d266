'use client';

import clsx from 'clsx';
import { useMemo } from 'react';
import type { TileAddress, TileRegion } from '@/lib/develop/pyramid';
import type { Size } from '@/lib/develop/types';
import { tilesOf, wantedAt } from './tiles';
import { usePicture, type Layer, type Picture, type PictureSource } from './use-picture';
import { useTiles, type Tiles } from './use-tiles';
import { renderEdge } from './zoom';

type Wish = {
  /** Size at full resolution. */
  readonly picture: Size;
  /** CSS px per picture px, now and with the whole picture in its viewport. */
  readonly scale: number;
  readonly fit: number;
  readonly pixelRatio: number;
  /** The part that is seen, px at full resolution. */
  readonly part: TileRegion;
  readonly sourceOf: (edge: number) => PictureSource;
  /** Address of a tile; without it the picture is fetched whole at any size. */
  readonly tileUrl: ((tile: TileAddress) => string) | undefined;
  readonly attempt?: number;
  /** What the page's first HTML shows. */
  readonly first?: Layer;
  /** It is known at which size. */
  readonly wanted?: boolean;
};

export type Stack = Tiles & { readonly whole: Picture; /** Long edge at which the whole is asked for, px. */ readonly edge: number };

const NONE = { seen: [], near: [] } as const;

/** A picture as it is on the screen: the whole, at a size that is quickly there, and sharp tiles over the part that is seen. */
export function useStack({ picture, scale, fit, pixelRatio, part, sourceOf, tileUrl, attempt, first, wanted }: Wish): Stack {
  const { edge, level } = tileUrl ? wantedAt(picture, scale, fit, pixelRatio) : { edge: renderEdge(picture, scale, pixelRatio), level: undefined };
  const source = sourceOf(edge);
  const whole = usePicture(source, { attempt, first, wanted });
  const { width, height } = picture;
  const { x, y, width: across, height: down } = part;
  const { seen, near } = useMemo(
    () => (level === undefined || !tileUrl ? NONE : tilesOf({ picture: { width, height }, level, key: source.key, url: tileUrl }, { x, y, width: across, height: down })),
    [width, height, level, source.key, tileUrl, x, y, across, down],
  );
  return { whole, edge, ...useTiles(source.key, seen, near) };
}

type Props = {
  readonly stack: Stack;
  readonly alt: string;
  /** Picture pixels are so large that they should be seen as such. */
  readonly coarse: boolean;
};

/** Fills its parent, which has the picture's shape. */
export function StackView({ stack: { whole, tiles }, alt, coarse }: Props) {
  return (
    <>
      {whole.layers.map(({ url, choice }, index) => {
        const newest = index === whole.layers.length - 1;
        return (
          // The engine's own renders at the size that is shown; an image optimiser would only blur them.
          // oxlint-disable-next-line nextjs/no-img-element
          <img
            key={url}
            {...choice}
            src={url}
            fetchPriority={choice && 'high'}
            alt={newest ? alt : ''}
            draggable={false}
            data-pixels
            onAnimationEnd={newest ? whole.settle : undefined}
            className={clsx('absolute inset-0 h-full w-full max-w-none [-webkit-touch-callout:none]', newest && !choice && 'animate-fade', coarse && '[image-rendering:pixelated]')}
          />
        );
      })}
      {tiles.map(({ url, level, left, top, width, height }) => (
        // oxlint-disable-next-line nextjs/no-img-element
        <img
          key={url}
          src={url}
          alt=""
          draggable={false}
          // Decoded already: drawn with the frame that shows it.
          decoding="sync"
          data-pixels
          data-tile={level}
          style={{ left: `${left * 100}%`, top: `${top * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` }}
          className={clsx('absolute max-w-none [-webkit-touch-callout:none]', coarse && '[image-rendering:pixelated]')}
        />
      ))}
    </>
  );
}
