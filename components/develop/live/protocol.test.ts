import { describe, expect, it } from 'vitest';
import { dragEdge, mostShown } from './protocol';

describe('the size of a live render while dragging', () => {
  it('starts small', () => expect(dragEdge(undefined, 640, 1600)).toBe(640));
  it('grows where the machine is fast and shrinks where it is slow', () => {
    expect(dragEdge({ edge: 640, milliseconds: 1 }, 640, 1600)).toBe(1600);
    expect(dragEdge({ edge: 1600, milliseconds: 30 }, 640, 1600)).toBe(960);
    expect(dragEdge({ edge: 1600, milliseconds: 5000 }, 640, 1600)).toBe(640);
  });
  it('is no larger than what is shown', () => {
    expect(dragEdge({ edge: 640, milliseconds: 3 }, 640, mostShown(1010))).toBe(1120);
    expect(mostShown(5000)).toBe(1600);
    expect(mostShown(200)).toBe(640);
  });
});
