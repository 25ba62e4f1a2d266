import type { Size } from '@/lib/develop/types';

/** Rectangle in px. */
export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/**
 * What an image model is sent: the part `view` of the photo (photo px, whole), which fills `inner` of a canvas (canvas px, whole); what is left
 * of the canvas repeats the edge.
 */
export type Plan = { readonly view: Rect; readonly canvas: Size; readonly inner: Rect };

/** The sizes that the models behind the images-edit address of OpenAI make (gpt-image-1); others take them as well. */
const CANVASES: readonly Size[] = [{ width: 1024, height: 1024 }, { width: 1536, height: 1024 }, { width: 1024, height: 1536 }];

/** What is round an area goes along, so that what is made fits in: this much of the area's sides on each side. */
const SURROUNDINGS = 0.6;

const aspect = ({ width, height }: Size): number => width / height;
const canvasFor = (shape: Size): Size => CANVASES.reduce((best, canvas) => (Math.abs(Math.log(aspect(canvas) / aspect(shape))) < Math.abs(Math.log(aspect(best) / aspect(shape))) ? canvas : best));

/** `area` (photo px): where something is to be made; absent: anywhere. A small area is sent closer, so that what is made there is as sharp as the photo. */
export function planFor(photo: Size, area?: Rect): Plan {
  const view = area ? around(photo, area) : { x: 0, y: 0, width: photo.width, height: photo.height };
  const canvas = canvasFor(view);
  const scale = Math.min(canvas.width / view.width, canvas.height / view.height);
  const width = Math.max(1, Math.min(canvas.width, Math.round(view.width * scale))), height = Math.max(1, Math.min(canvas.height, Math.round(view.height * scale)));
  return { view, canvas, inner: { x: Math.floor((canvas.width - width) / 2), y: Math.floor((canvas.height - height) / 2), width, height } };
}

/** The area with its surroundings, in the shape of a canvas as far as the photo reaches, and never fewer photo px than a canvas has. */
function around(photo: Size, area: Rect): Rect {
  const wanted = { width: area.width * (1 + 2 * SURROUNDINGS), height: area.height * (1 + 2 * SURROUNDINGS) };
  const canvas = canvasFor(wanted);
  const scale = Math.max(1, wanted.width / canvas.width, wanted.height / canvas.height);
  const width = Math.min(photo.width, Math.ceil(canvas.width * scale)), height = Math.min(photo.height, Math.ceil(canvas.height * scale));
  const at = (centre: number, size: number, full: number): number => Math.round(Math.min(full - size, Math.max(0, centre - size / 2)));
  return { x: at(area.x + area.width / 2, width, photo.width), y: at(area.y + area.height / 2, height, photo.height), width, height };
}
