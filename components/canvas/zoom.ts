import type { Size } from '@/lib/develop/types';

/**
 * Where the picture lies in the viewport: `scale` is CSS pixels per picture pixel, `x` and `y` are the picture's top-left corner in CSS
 * pixels from the viewport's.
 */
export type View = { readonly scale: number; readonly x: number; readonly y: number };
export type Point = { readonly x: number; readonly y: number };

/** Eight device pixels per picture pixel: enough to count pixels, not enough to get lost. */
const MAX_DEVICE_ZOOM = 8;

/** The whole picture, centred, with `margin` CSS pixels around it. */
export function fitView(picture: Size, viewport: Size, margin: number): View {
  const room = { width: Math.max(1, viewport.width - 2 * margin), height: Math.max(1, viewport.height - 2 * margin) };
  const scale = Math.min(room.width / picture.width, room.height / picture.height);
  return { scale, x: (viewport.width - picture.width * scale) / 2, y: (viewport.height - picture.height * scale) / 2 };
}

/** No wall is seen: the longer side of the picture is cut at both ends. */
export function fillView(picture: Size, viewport: Size): View {
  const scale = Math.max(viewport.width / picture.width, viewport.height / picture.height);
  return { scale, x: (viewport.width - picture.width * scale) / 2, y: (viewport.height - picture.height * scale) / 2 };
}

/** The same middle in a viewport of another size. */
export const recentred = (view: View, from: Size, to: Size): View => ({ ...view, x: view.x + (to.width - from.width) / 2, y: view.y + (to.height - from.height) / 2 });

export function scaleLimits(picture: Size, viewport: Size, margin: number, pixelRatio: number): readonly [min: number, max: number] {
  const fit = fitView(picture, viewport, margin).scale;
  return [Math.min(fit, 1 / pixelRatio), Math.max(fit, MAX_DEVICE_ZOOM / pixelRatio)];
}

/** Scales about a viewport point: the picture pixel under the pointer stays under the pointer. */
export function zoomAt(view: View, point: Point, scale: number): View {
  const ratio = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio };
}

/** Keeps the picture in sight: an axis that fits is centred, one that does not may not be dragged past its edge by more than `margin`. */
export function clampView(view: View, picture: Size, viewport: Size, margin: number): View {
  const axis = (offset: number, length: number, room: number): number => {
    if (length <= room - 2 * margin) return (room - length) / 2;
    return Math.min(margin, Math.max(room - length - margin, offset));
  };
  return {
    scale: view.scale,
    x: axis(view.x, picture.width * view.scale, viewport.width),
    y: axis(view.y, picture.height * view.scale, viewport.height),
  };
}

/** The zoom factor of one wheel event. Trackpad pinches arrive as wheel events with `ctrlKey` and small deltas. */
export function wheelFactor(event: { readonly deltaY: number; readonly deltaMode: number; readonly ctrlKey: boolean }): number {
  const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1);
  const bounded = Math.max(-120, Math.min(120, pixels));
  return Math.exp(-bounded * (event.ctrlKey ? 0.01 : 0.0022));
}

/** Two fingers from (a, b) to (c, d): the picture follows both as well as a uniform scale can. */
export function pinch(view: View, from: readonly [Point, Point], to: readonly [Point, Point], limits: readonly [number, number]): View {
  const distance = ([p, q]: readonly [Point, Point]) => Math.max(1, Math.hypot(p.x - q.x, p.y - q.y));
  const middle = ([p, q]: readonly [Point, Point]): Point => ({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 });
  const scale = clampScale((view.scale * distance(to)) / distance(from), limits);
  const [before, after] = [middle(from), middle(to)];
  const zoomed = zoomAt(view, before, scale);
  return { scale, x: zoomed.x + after.x - before.x, y: zoomed.y + after.y - before.y };
}

export function clampScale(scale: number, [min, max]: readonly [number, number]): number {
  return Math.min(max, Math.max(min, scale));
}

/** Device pixels per picture pixel, as the percentage a photographer reads. */
export function zoomPercent(scale: number, pixelRatio: number): number {
  return Math.round(scale * pixelRatio * 100);
}

/** Renders are asked for at few sizes, so that they are shared between steps and cached. */
const EDGES = [640, 1280, 1600, 2560, 4096] as const;

/** These sizes up to `most`, as far as the picture has the pixels, each with the width that it then has. */
export function widthsOf(picture: Size, most: number): readonly { readonly edge: number; readonly width: number }[] {
  const full = Math.max(picture.width, picture.height);
  return EDGES.filter((edge, at) => edge <= most && (EDGES[at - 1] ?? 0) < full).map((edge) => ({ edge, width: Math.round(edge * Math.min(1, picture.width / picture.height)) }));
}

/** The long edge to ask the server for: the smallest rung that covers what is displayed, or `null` for full size. */
export function renderEdge(picture: Size, scale: number, pixelRatio: number): number {
  const full = Math.max(picture.width, picture.height);
  const needed = Math.min(full, full * scale * pixelRatio);
  return EDGES.find((edge) => edge >= needed * 0.98) ?? Math.max(full, EDGES[0]);
}
