import { outputSize } from '@/lib/develop/engine';
import type { SharedView } from '@/lib/studio/types';
import { beforePlacement } from '../canvas/before-frame';
import { sharedUrl, THUMB_EDGE } from '../studio/urls';
import type { FrameData } from './sizes';

/** Long edges of the pictures, px: a phone takes one of the first, a large screen one of the last. */
const EDGES = [480, 800, 1280, 1600, 2048, 2560] as const;
const FIRST_EDGE = 1280;

type Step = SharedView['steps'][number];

const percent = (part: number, whole: number): string => `${Number(((100 * part) / whole).toFixed(4))}%`;

/** `beforePlacement` for a picture of any size on the screen. */
function behind(full: { readonly width: number; readonly height: number }, step: Step, shown: { readonly width: number; readonly height: number }): string {
  const place = beforePlacement(full, step.settings, shown);
  const [originX = '0', originY = '0'] = place.transformOrigin.split(' ').map((length) => String(Number.parseFloat(length)));
  return [
    `left:${percent(place.left, shown.width)}`, `top:${percent(place.top, shown.height)}`, `width:${percent(place.width, shown.width)}`, `height:${percent(place.height, shown.height)}`,
    `transform-origin:${percent(Number(originX), place.width)} ${percent(Number(originY), place.height)}`, `transform:${place.transform}`,
  ].join(';');
}

export function frameData(token: string, shared: SharedView, step: Step, words: { readonly alt: string; readonly caption: string }): FrameData {
  const url = sharedUrl(token);
  const size = outputSize(shared.photo, step.settings);
  const widthAt = (edge: number) => Math.round(size.width * Math.min(1, edge / Math.max(size.width, size.height)));
  const widths = new Map(EDGES.map((edge) => [widthAt(edge), edge]));
  return {
    ...size,
    ...words,
    srcset: [...widths].map(([width, edge]) => `${url(step, edge)} ${width}w`).join(', '),
    src: url(step, FIRST_EDGE),
    small: url(step, THUMB_EDGE),
    before: behind(shared.photo, step, size),
  };
}
