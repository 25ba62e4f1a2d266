import type { Size } from '@/lib/develop/types';
import type { Layer } from './use-picture';
import { FIT_MARGIN } from './use-view';
import { widthsOf } from './zoom';

/** Of what stands around the canvas when the studio opens, CSS px: panel, and top bar with film strip. On a phone the picture has a share of the height. */
const AROUND = { panel: 356, bars: 124 } as const;
const PHONE = { below: 768, share: 48, strip: 80 } as const;
/** More than this, px, is no first picture. */
const MOST = 1600;

/** How wide a fitted picture will stand, as `sizes` says it. */
function sizesFor({ width, height }: Size): string {
  const [margins, shape] = [2 * FIT_MARGIN, (width / height).toFixed(4)];
  const fitted = (across: string, down: string) => `min(${across}, calc((${down}) * ${shape}))`;
  return `(min-width: ${PHONE.below}px) ${fitted(`calc(100vw - ${AROUND.panel + margins}px)`, `100vh - ${AROUND.bars + margins}px`)}, ${fitted(`calc(100vw - ${margins}px)`, `${PHONE.share}vh - ${PHONE.strip + margins}px`)}`;
}

/** What a page shows of a picture before any script has run: the size that the browser finds fitting. */
export function firstLayer(key: string, picture: Size, urlOf: (edge: number) => string): Layer | undefined {
  const widths = widthsOf(picture, MOST);
  const [smallest] = widths;
  return smallest && { key, url: urlOf(smallest.edge), choice: { srcSet: widths.map(({ edge, width }) => `${urlOf(edge)} ${width}w`).join(', '), sizes: sizesFor(picture) } };
}
