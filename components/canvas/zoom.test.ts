import { describe, expect, it } from 'vitest';
import { clampView, fillView, fitView, pinch, recentred, renderEdge, scaleLimits, wheelFactor, zoomAt, zoomPercent, type Point, type View } from './zoom';

const picture = { width: 6000, height: 4000 };
const viewport = { width: 1000, height: 800 };
const under = (view: View, point: Point): Point => ({ x: (point.x - view.x) / view.scale, y: (point.y - view.y) / view.scale });

describe('zooming', () => {
  it('fits the whole picture with its margin and centres it', () => {
    const view = fitView(picture, viewport, 20);
    expect(view.scale).toBeCloseTo(960 / 6000);
    expect(view.x).toBeCloseTo(20);
    expect(view.y).toBeCloseTo((800 - 4000 * view.scale) / 2);
  });
  it('fills the viewport from edge to edge and cuts only one side', () => {
    const view = fillView(picture, viewport);
    expect([view.y, picture.height * view.scale]).toEqual([0, 800]);
    expect(view.x).toBeCloseTo(-(picture.width * view.scale - 1000) / 2);
  });
  it('keeps the middle when the window changes', () => {
    const view = recentred({ scale: 0.5, x: -100, y: -50 }, viewport, { width: 500, height: 800 });
    expect(under(view, { x: 250, y: 400 })).toEqual(under({ scale: 0.5, x: -100, y: -50 }, { x: 500, y: 400 }));
  });
  it('keeps the picture pixel under the pointer where it is', () => {
    const view = fitView(picture, viewport, 20);
    const pointer = { x: 333, y: 471 };
    const next = zoomAt(view, pointer, 0.9);
    expect(under(next, pointer).x).toBeCloseTo(under(view, pointer).x);
    expect(under(next, pointer).y).toBeCloseTo(under(view, pointer).y);
  });
  it('lets two fingers carry the points they touch', () => {
    const view = { scale: 0.5, x: -100, y: -50 };
    const from = [{ x: 100, y: 100 }, { x: 300, y: 100 }] as const;
    const to = [{ x: 80, y: 140 }, { x: 480, y: 140 }] as const;
    const next = pinch(view, from, to, [0.1, 8]);
    expect(next.scale).toBeCloseTo(1);
    expect(under(next, to[0]).x).toBeCloseTo(under(view, from[0]).x);
    expect(under(next, to[1]).x).toBeCloseTo(under(view, from[1]).x);
  });
  it('bounds the zoom between fit and eight device pixels per pixel', () => {
    expect(scaleLimits(picture, viewport, 20, 2)).toEqual([fitView(picture, viewport, 20).scale, 4]);
    expect(scaleLimits({ width: 100, height: 80 }, viewport, 0, 1)[1]).toBeCloseTo(10);
  });
  it('never loses the picture: drags stop at its edges, small pictures stay centred', () => {
    expect(clampView({ scale: 1, x: 500, y: -9999 }, picture, viewport, 20)).toEqual({ scale: 1, x: 20, y: 800 - 4000 - 20 });
    expect(clampView({ scale: 0.1, x: 700, y: 0 }, picture, viewport, 20)).toEqual({ scale: 0.1, x: 200, y: 200 });
  });
  it('turns wheel up into closer, and treats lines and pixels alike in direction', () => {
    expect(wheelFactor({ deltaY: -100, deltaMode: 0, ctrlKey: false })).toBeGreaterThan(1);
    expect(wheelFactor({ deltaY: 3, deltaMode: 1, ctrlKey: false })).toBeLessThan(1);
    expect(wheelFactor({ deltaY: 0, deltaMode: 0, ctrlKey: true })).toBe(1);
    expect(wheelFactor({ deltaY: -1e9, deltaMode: 0, ctrlKey: true })).toBeLessThan(4);
  });
  it('reads 100 % when one picture pixel is one device pixel', () => {
    expect(zoomPercent(0.5, 2)).toBe(100);
  });
  it('asks for no more pixels than the screen or the photo has', () => {
    expect(renderEdge(picture, 0.1, 1)).toBe(640);
    expect(renderEdge(picture, 0.16, 1)).toBe(1280);
    expect(renderEdge(picture, 0.16, 2)).toBe(2560);
    expect(renderEdge(picture, 1, 1)).toBe(6000);
    expect(renderEdge({ width: 768, height: 512 }, 1.4, 2)).toBe(1280);
  });
});
