'use client';

import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { Handle } from './crop-box';
import type { Grid } from './crop-slice';
import { GridLines } from './grid-lines';

export type HandleName = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w';

/** Clockwise, as the tab key goes. */
const HANDLES: readonly { readonly name: HandleName; readonly handle: Handle; readonly cursor: string }[] = [
  { name: 'nw', handle: [-1, -1], cursor: 'cursor-nwse-resize' },
  { name: 'n', handle: [0, -1], cursor: 'cursor-ns-resize' },
  { name: 'ne', handle: [1, -1], cursor: 'cursor-nesw-resize' },
  { name: 'e', handle: [1, 0], cursor: 'cursor-ew-resize' },
  { name: 'se', handle: [1, 1], cursor: 'cursor-nwse-resize' },
  { name: 's', handle: [0, 1], cursor: 'cursor-ns-resize' },
  { name: 'sw', handle: [-1, 1], cursor: 'cursor-nesw-resize' },
  { name: 'w', handle: [-1, 0], cursor: 'cursor-ew-resize' },
];

export const handleOf = (name: string | undefined): Handle | undefined => HANDLES.find((one) => one.name === name)?.handle;

/** Shortest stretch of a side that can be taken hold of, CSS px; corners take half of their 44 beside it. */
const LEAST_SIDE = 44;

type Props = {
  readonly at: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly grid: Grid;
  readonly eased: boolean;
  /** Id of what says size and angle. */
  readonly describedBy: string;
  readonly inert: boolean;
};

/** The frame with its handles and lines. Hit areas are 44 px, what is seen is thin. */
export function CropFrame({ at, grid, eased, describedBy, inert }: Props) {
  const t = useTranslations('draw.crop');
  return (
    <div data-testid="crop-frame" className={clsx('absolute', eased && 'transition-[left,top,width,height] duration-200 ease-calm')} style={at}>
      <button type="button" data-crop="frame" aria-label={t('frame')} aria-describedby={describedBy} disabled={inert} className={clsx('absolute inset-0 cursor-move touch-none rounded-none outline-none focus-visible:shadow-[inset_0_0_0_3px_white]', inert && 'pointer-events-none')}>
        <span aria-hidden className="absolute -inset-px border border-white shadow-[0_0_0_1px_rgb(0_0_0/0.35),inset_0_0_0_1px_rgb(0_0_0/0.35)]" />
        <GridLines grid={grid} width={at.width} height={at.height} />
      </button>
      {HANDLES.map(({ name, handle: [x, y], cursor }) => {
        const corner = x !== 0 && y !== 0;
        const [along, length] = x === 0 ? ['width', at.width] as const : ['height', at.height] as const;
        const size = corner ? { width: 44, height: 44 } : { width: 44, height: 44, [along]: Math.max(LEAST_SIDE, length - 44) };
        return (
          <button
            key={name}
            type="button"
            data-crop={name}
            aria-label={t(`handle.${name}`)}
            aria-describedby={describedBy}
            disabled={inert}
            className={clsx('group absolute -translate-1/2 touch-none outline-none', cursor, inert && 'pointer-events-none', corner && 'z-10')}
            style={{ ...size, left: `${(x + 1) * 50}%`, top: `${(y + 1) * 50}%` }}
          >
            {corner
              ? <span aria-hidden className={clsx('pointer-events-none absolute size-5 border-white drop-shadow-[0_0_1px_rgb(0_0_0/0.8)] group-focus-visible:size-7', x < 0 ? 'left-[19px] border-l-[3px]' : 'right-[19px] border-r-[3px]', y < 0 ? 'top-[19px] border-t-[3px]' : 'bottom-[19px] border-b-[3px]')} />
              : <span aria-hidden className={clsx('pointer-events-none absolute top-1/2 left-1/2 -translate-1/2 bg-white shadow-[0_0_1px_1px_rgb(0_0_0/0.4)]', x === 0 ? 'h-[3px] w-6 group-focus-visible:w-14' : 'h-6 w-[3px] group-focus-visible:h-14')} />}
          </button>
        );
      })}
    </div>
  );
}
