import type { Veil } from './masking-slice';

/** Red as masks have been shown since rubylith film; the others for pictures that are red themselves. */
const TINTS: Readonly<Partial<Record<Veil, string>>> = { red: 'rgb(226 44 44 / 0.55)', green: 'rgb(40 190 80 / 0.55)', blue: 'rgb(50 110 240 / 0.55)', white: 'rgb(255 255 255 / 0.6)' };

/** Draws over the whole of a canvas what is covered. `cover`: white, as opaque as the cover is full. */
export function drawVeil(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, cover: ImageBitmap | OffscreenCanvas, look: Veil): void {
  const { width, height } = context.canvas;
  const fill = (style: string) => {
    context.fillStyle = style;
    context.fillRect(0, 0, width, height);
  };
  context.globalCompositeOperation = 'source-over';
  context.clearRect(0, 0, width, height);
  if (look === 'mask' || look === 'dark') fill('#000');
  if (look === 'dark') context.globalCompositeOperation = 'destination-out';
  context.drawImage(cover, 0, 0, width, height);
  const tint = TINTS[look];
  if (tint === undefined) return;
  context.globalCompositeOperation = 'source-in';
  fill(tint);
}
