import { cropFrame } from '@/lib/develop/engine';
import type { DevelopSettings, Size } from '@/lib/develop/types';

/** How the eight EXIF orientations turn a picture about its centre, as CSS. */
const TURNS: Readonly<Record<number, string>> = {
  1: '', 2: 'scaleX(-1)', 3: 'rotate(180deg)', 4: 'scaleY(-1)', 5: 'matrix(0, 1, 1, 0, 0, 0)', 6: 'rotate(90deg)', 7: 'matrix(0, -1, -1, 0, 0, 0)', 8: 'rotate(-90deg)',
};

export type Placement = { readonly left: number; readonly top: number; readonly width: number; readonly height: number; readonly transformOrigin: string; readonly transform: string };

/**
 * Where the whole photo lies behind a cropped, straightened or turned picture, so that before and after cover each other. `shown` is the
 * picture's size on the screen in CSS px; the placement is relative to its top-left corner.
 */
export function beforePlacement(full: Size, settings: DevelopSettings, shown: Size): Placement {
  const { cx, cy, width, height, cos, sin, orientation } = cropFrame(full, settings);
  const scale = orientation >= 5 ? shown.width / height : shown.width / width;
  const angle = (Math.atan2(sin, cos) * 180) / Math.PI;
  const turns = [TURNS[orientation] ?? '', angle === 0 ? '' : `rotate(${-angle}deg)`].filter((part) => part !== '');
  return {
    left: shown.width / 2 - cx * scale,
    top: shown.height / 2 - cy * scale,
    width: full.width * scale,
    height: full.height * scale,
    transformOrigin: `${cx * scale}px ${cy * scale}px`,
    transform: turns.length === 0 ? 'none' : turns.join(' '),
  };
}
