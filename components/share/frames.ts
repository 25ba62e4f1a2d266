import { outputSize } from '@/lib/develop/engine';
import type { Size } from '@/lib/develop/types';
import type { SharedView } from '@/lib/studio/types';
import { frameBetween } from '../canvas/before-frame';
import { sharedUrl, THUMB_EDGE } from '../studio/urls';
import type { FrameData } from './sizes';

/** Long edges of the pictures, px: a phone takes one of the first, a large screen one of the last. */
const EDGES = [480, 800, 1280, 1600, 2048, 2560] as const;
const FIRST_EDGE = 1280;

type Step = SharedView['steps'][number];

const percent = (part: number, whole: number): string => `${Number(((100 * part) / whole).toFixed(4))}%`;

/** Where the untouched photo lies behind a picture of any size on the screen. */
function behind(full: Size, root: Step, step: Step): string {
  const from = { full, settings: root.settings };
  const shown = outputSize(full, step.settings);
  const size = outputSize(full, root.settings);
  const [a, b, c, d, e, f] = frameBetween(from, { full, settings: step.settings });
  // Laid out at its size, not scaled by the transform: it stays sharp.
  const zoom = Math.hypot(a, b);
  const turn = [a, b, c, d].map((value) => Number((value / zoom).toFixed(6))).join(',');
  return `left:${percent(e, shown.width)};top:${percent(f, shown.height)};width:${percent(size.width * zoom, shown.width)};height:${percent(size.height * zoom, shown.height)};transform-origin:0 0;transform:matrix(${turn},0,0)`;
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
    before: behind(shared.photo, shared.steps[0] ?? step, step),
  };
}
